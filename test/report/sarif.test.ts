import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import type { Log, Result } from "sarif";
import { beforeAll, describe, expect, it } from "vitest";
import { isSafe } from "../../src/findings/quote.js";
import type { Report } from "../../src/findings/types.js";
import { formatSarif } from "../../src/report/sarif.js";
import { command, sampleReport } from "./sample.js";

const require = createRequire(import.meta.url);

interface Validator {
  (data: unknown): boolean;
  errors?: unknown;
}
let validate: Validator;

beforeAll(() => {
  const Ajv = require("ajv-draft-04").default;
  const addFormats = require("ajv-formats").default;
  const folder = dirname(require.resolve("@microsoft/jest-sarif/package.json"));
  const schema = JSON.parse(readFileSync(join(folder, "lib", "schemas", "sarif-2.1.0-rtm.5.json"), "utf8"));
  const ajv = new Ajv({ strict: false, allErrors: true, unicodeRegExp: false });
  addFormats(ajv);
  validate = ajv.compile(schema) as Validator;
});

function toLog(report: Report): Log {
  const log = JSON.parse(formatSarif(report)) as Log;
  validate(log);
  expect(validate.errors ?? null).toBeNull();
  return log;
}

const resultOf = (report: Report): Result => toLog(report).runs[0]?.results?.[0] as Result;

describe("formatSarif", () => {
  it("is valid for a report with findings, without, and without a server", () => {
    const report = sampleReport();
    expect(toLog(report).runs[0]?.results).toHaveLength(2);
    expect(toLog({ ...report, findings: [] }).runs[0]?.results).toEqual([]);
    const nothing = toLog({ ...report, findings: [], server: { entities: [], dynamic: [], transports: [] } });
    expect(JSON.stringify(nothing)).toContain("no MCP server was found");
  });

  it("points at the finding, its path and the other places, relative to the base", () => {
    const result = resultOf({ ...sampleReport(), root: "/srv/project/packages/a b" });
    expect(result.locations?.[0]?.physicalLocation).toEqual({
      artifactLocation: { uri: "packages/a%20b/src/tools/git.ts", uriBaseId: "SRCROOT" },
      region: {
        startLine: 42,
        startColumn: 10,
        endLine: 42,
        endColumn: 24,
        snippet: { text: "execAsync(cmd," },
      },
    });
    const steps = result.codeFlows?.[0]?.threadFlows[0]?.locations ?? [];
    expect(steps.map((step) => step.location?.physicalLocation?.region?.startLine)).toEqual([
      18, 22, 30, 41, 42,
    ]);
    expect(steps.map((step) => step.importance)).toEqual([
      "essential",
      "important",
      "essential",
      "important",
      "essential",
    ]);
    expect(result.relatedLocations?.map((place) => place.physicalLocation?.region?.startLine)).toEqual([57]);
  });

  it("gives code scanning what it asks for", () => {
    const run = toLog(sampleReport()).runs[0];
    const rule = run?.tool.driver.rules?.[0];
    expect(rule?.properties).toMatchObject({
      tags: ["security", "external/cwe/cwe-078", "owasp-mcp/MCP05"],
      precision: "very-high",
      "security-severity": "9.5",
    });
    expect(rule?.help?.text).not.toBe("");
    expect(rule?.help?.markdown).toContain("# Command injection");
    const result = run?.results?.[0];
    expect(result).toMatchObject({ ruleId: "command-injection", ruleIndex: 0, level: "error", rank: 95 });
    expect(result?.partialFingerprints).toEqual({ "mcpAuditFingerprint/v1": command.fingerprint });
    expect(run?.columnKind).toBe("utf16CodeUnits");
  });

  it.each([
    ["critical", "error"],
    ["high", "error"],
    ["medium", "warning"],
    ["low", "note"],
    ["info", "note"],
  ] as const)("says %s as %s", (severity, level) => {
    expect(resultOf(sampleReport([{ ...command, severity }])).level).toBe(level);
  });

  it("says what could not be read, and whether that leaves a gap", () => {
    const report = sampleReport();
    const failed = { path: "src/x.ts", line: 3, kind: "failed", message: "it could not be parsed" } as const;
    const invocation = toLog({ ...report, notes: [...report.notes, failed], incomplete: true }).runs[0]
      ?.invocations?.[0];
    expect(invocation?.executionSuccessful).toBe(false);
    expect(invocation?.toolExecutionNotifications?.map((note) => note.level)).toEqual([
      "warning",
      "warning",
      "note",
      "error",
    ]);
  });

  it("holds nothing of the machine it ran on", () => {
    expect(formatSarif(sampleReport())).not.toContain("/srv/project");
  });

  it("stays valid, safe and free of links when names are hostile", () => {
    const location = {
      path: "src/\x1b[1m \u202e#?%:[x].ts",
      span: { line: 1, col: 0, endLine: 1, endCol: 1 },
    };
    const report = sampleReport([
      {
        ...command,
        location,
        message: "[click](https://evil.example) here",
        flow: [{ location, role: "sink", text: "a" }],
      },
    ]);
    const text = formatSarif(report);
    expect(isSafe(text.replaceAll("\n", ""))).toBe(true);
    const result = resultOf(report);
    expect(result.message.text).toBe("[click] (https://evil.example) here");
    expect(result.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe(
      "src/%1B%5B1m%20%E2%80%AE%23%3F%25%3A%5Bx%5D.ts",
    );
  });

  it("keeps regions valid for empty and impossible spans", () => {
    for (const span of [
      { line: 0, col: 0, endLine: 0, endCol: 0 },
      { line: 5, col: 9, endLine: 5, endCol: 2 },
      { line: 5, col: 9, endLine: 3, endCol: 2 },
    ]) {
      const region = resultOf(sampleReport([{ ...command, location: { path: "a.ts", span } }])).locations?.[0]
        ?.physicalLocation?.region;
      expect(region?.startLine).toBeGreaterThan(0);
    }
  });
});
