import { readFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { audit } from "../../src/audit.js";
import type { Report } from "../../src/findings/types.js";
import { formatJson } from "../../src/report/json.js";
import { path, sampleReport } from "./sample.js";

const page = readFileSync(join(import.meta.dirname, "..", "..", "docs", "json-report.md"), "utf8");
const data = JSON.parse(formatJson({ ...sampleReport(), root: "/srv/project/packages/server" }));

interface Schema {
  type?: string;
  properties?: Record<string, Schema>;
  definitions?: Record<string, Schema>;
  additionalProperties?: unknown;
  required?: string[];
}

/** The published schema, which allows fields of later releases, made to allow none but its own. */
function strictSchema(): Schema {
  const schema = JSON.parse(
    readFileSync(join(import.meta.dirname, "..", "..", "schemas", "report.schema.json"), "utf8"),
  ) as Schema;
  const close = (each: Schema): void => {
    if (each.properties !== undefined && each.additionalProperties === undefined) {
      each.additionalProperties = false;
    }
  };
  close(schema);
  Object.values(schema.definitions ?? {}).forEach(close);
  return schema;
}

describe("the schema of the report", () => {
  const isValid = new Ajv({ strict: false, allErrors: true }).compile(strictSchema());
  const check = (report: Report): void => {
    expect(isValid(JSON.parse(formatJson(report))), JSON.stringify(isValid.errors)).toBe(true);
  };

  it("fits reports with every part, and with none", () => {
    const report = sampleReport();
    check(report);
    check({
      ...report,
      versionControl: { commit: "0".repeat(40) },
      suppressed: [
        {
          ...path,
          suppression: { kind: "inline", reason: "x", location: path.location, expires: "2030-01-01" },
        },
        { ...path, suppression: { kind: "baseline" }, baselineState: "unchanged" },
      ],
      baseline: {
        file: "b.json",
        new: 1,
        unchanged: 1,
        absent: [{ ruleId: "ssrf", fingerprint: "f", path: "a.ts", line: 1, message: "m" }],
      },
      change: { since: "HEAD", files: 3, outside: 1 },
      untrusted: { configs: ["mcp-audit.yml"], comments: [path.location] },
    });
    check({
      ...report,
      findings: [],
      notes: [],
      server: { entities: [], dynamic: [], transports: [] },
      incomplete: true,
    });
  });

  it.each(["servers/weak", "servers/hardened", "hostile/escapes", "hostile/broken", "hostile/no-server"])(
    "fits %s",
    async (tree) => {
      const folder = join(import.meta.dirname, "..", "..", "fixtures", tree);
      check(await audit({ paths: [folder], profile: "audit", revision: true }));
    },
  );

  it("is one that a wrong report does not fit", () => {
    expect(isValid({ ...data, extra: 1 })).toBe(false);
    expect(isValid({ ...data, findings: [{ ...data.findings[0], severity: "awful" }] })).toBe(false);
    expect(isValid({ ...data, stats: { ...data.stats, files: 1.5 } })).toBe(false);
  });
});

describe("formatJson", () => {
  it("has the form that docs/json-report.md shows", () => {
    const shown = JSON.parse(/```json\n([\s\S]*?)```/.exec(page)?.[1] ?? "");
    expect(Object.keys(data)).toEqual(Object.keys(shown));
    for (const key of ["tool", "summary", "hidden", "server", "stats"]) {
      expect(Object.keys(data[key]), key).toEqual(Object.keys(shown[key]));
    }
    expect(data.root).toBe("packages/server");
  });

  it("describes every field of a finding there", () => {
    for (const key of Object.keys(data.findings[0])) expect(page).toContain(`| \`${key}\` |`);
  });

  it("counts lines and columns from one", () => {
    expect(data.findings[0].location).toEqual({
      path: "src/tools/git.ts",
      line: 42,
      column: 10,
      endLine: 42,
      endColumn: 24,
    });
    expect(data.summary).toEqual({ findings: 2, critical: 1, high: 0, medium: 1, low: 0, info: 0 });
    expect(data.server.entities[1]).toMatchObject({ name: null, handler: null });
  });

  it("holds nothing of the machine it ran on", () => {
    expect(JSON.stringify(data)).not.toContain("/srv/project");
  });
});
