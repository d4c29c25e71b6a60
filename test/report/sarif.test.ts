import type { Log, Result } from "sarif";
import { beforeAll, describe, expect, it } from "vitest";
import { listRules } from "../../src/audit.js";
import { isSafe } from "../../src/findings/quote.js";
import type { Report } from "../../src/findings/types.js";
import { formatSarif, type SarifOptions } from "../../src/report/sarif.js";
import { limitResults } from "../../src/report/sarif-limits.js";
import { cweName, owaspName } from "../../src/report/taxonomies.js";
import { command, path, sampleReport } from "./sample.js";
import { compileSchema, type Validator } from "./sarif-schema.js";

let validate: Validator;

beforeAll(() => {
  validate = compileSchema();
});

function toLog(report: Report, options: SarifOptions = {}): Log {
  const log = JSON.parse(formatSarif(report, options)) as Log;
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

  it("names the weaknesses and risks that rules are about", () => {
    const run = toLog(sampleReport()).runs[0];
    expect(run?.taxonomies?.map(({ name, taxa }) => [name, taxa?.map(({ id }) => id)])).toEqual([
      ["CWE", ["22", "41", "78"]],
      ["OWASP MCP Top 10", ["MCP02", "MCP05"]],
    ]);
    const [rule] = run?.tool.driver.rules ?? [];
    expect(rule?.name).toBe("CommandInjection");
    expect(rule?.relationships?.map(({ target }) => [target.id, target.toolComponent?.index])).toEqual([
      ["78", 0],
      ["MCP05", 1],
    ]);
    for (const { id, cwe, owasp } of listRules()) {
      for (const number of cwe) expect(cweName(number), `${id}: CWE-${number}`).toBeDefined();
      for (const risk of owasp) expect(owaspName(risk), `${id}: ${risk}`).toBeDefined();
    }
  });

  it("says which revision was audited, and keeps the folders of a repository apart", () => {
    const versionControl = { repository: "https://example.com/o/r", commit: "0".repeat(40), branch: "main" };
    const run = toLog({ ...sampleReport(), root: "/srv/project/packages/a", versionControl }).runs[0];
    expect(run?.automationDetails?.id).toBe("mcp-audit/packages/a/");
    expect(run?.versionControlProvenance).toEqual([
      {
        repositoryUri: versionControl.repository,
        revisionId: versionControl.commit,
        branch: "main",
        mappedTo: { uriBaseId: "SRCROOT" },
      },
    ]);
  });

  it("leaves out what does not count, or marks it where a consumer knows how", () => {
    const suppression = { kind: "inline", reason: "[see](https://evil.example)" } as const;
    const absent = { ruleId: path.ruleId, fingerprint: "f", path: "old file.ts", line: 3, message: "Gone." };
    const report: Report = {
      ...sampleReport([{ ...command, baselineState: "new" }]),
      suppressed: [
        { ...path, suppression, baselineState: "new" },
        { ...path, fingerprint: "e", suppression: { kind: "baseline" }, baselineState: "unchanged" },
      ],
      baseline: { file: "b.json", new: 2, unchanged: 1, absent: [absent] },
    };
    expect(toLog(report).runs[0]?.results).toHaveLength(1);
    const results = toLog(report, { suppressed: true }).runs[0]?.results ?? [];
    expect(results.map((result) => result.baselineState)).toEqual(["new", "new", "unchanged", "absent"]);
    expect(results.map((result) => result.suppressions?.[0])).toMatchObject([
      undefined,
      { kind: "inSource", status: "accepted", justification: "[see] (https://evil.example)" },
      { kind: "external", justification: "Known: it is in the baseline." },
      undefined,
    ]);
    expect(results[3]?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe("old%20file.ts");
  });

  it("stays within what consumers take, and says so", () => {
    const { flow, related } = command;
    const long: Report = sampleReport([
      {
        ...command,
        flow: Array.from(
          { length: 3000 },
          (_, i) => ({ ...(flow[1] ?? flow[0]), text: `step ${i}` }) as never,
        ),
        related: Array.from({ length: 300 }, () => related[0] as never),
      },
    ]);
    const [result] = toLog(long).runs[0]?.results ?? [];
    const steps = result?.codeFlows?.[0]?.threadFlows[0]?.locations ?? [];
    expect(steps).toHaveLength(1000);
    expect(steps[0]?.location?.message?.text).toBe("step 0");
    expect(steps.at(-1)?.location?.message?.text).toBe("step 2999");
    expect(result?.relatedLocations).toHaveLength(100);

    const results = Array.from({ length: 20 }, () => result as Result);
    expect(limitResults(results, { results: 5, bytes: 1e9 })).toMatchObject({
      results: { length: 5 },
      notes: [{ message: expect.stringContaining("15 of 20 findings were left out") }],
    });
    expect(limitResults(results, { results: 50, bytes: 1e6 }).results.length).toBeLessThan(5);
    const many = sampleReport(Array.from({ length: 20_000 }, () => command));
    expect(formatSarif(many).length).toBeLessThan(10_000_000);
    expect(formatSarif(many)).toContain("findings were left out, the least severe");
  });
});
