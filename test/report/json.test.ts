import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { formatJson } from "../../src/report/json.js";
import { sampleReport } from "./sample.js";

const page = readFileSync(join(import.meta.dirname, "..", "..", "docs", "json-report.md"), "utf8");
const data = JSON.parse(formatJson({ ...sampleReport(), root: "/srv/project/packages/server" }));

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
