import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { audit, explainRule, type Finding, listRules, type Progress, UserError } from "../src/index.js";
import { makeTree } from "./discover/make-tree.js";

const server = `
import { exec } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
import { run } from "./test/run.js";
const server = new McpServer({ name: "x", version: "1.0.0" });
server.tool("list", { folder: z.string() }, async ({ folder }) => {
  run(folder);
  return { content: [] };
});
`;
const runner = `
import { exec } from "node:child_process";
export function run(folder: string): void {
  exec("ls " + folder);
}
`;
const unused = `import { exec } from "node:child_process"; exec(process.argv[2]);`;
const files = { "src/server.ts": server, "src/test/run.ts": runner, "src/test/other.ts": unused };

const idsOf = (findings: readonly Finding[]): string[] => findings.map((finding) => finding.ruleId);

describe("audit", () => {
  it("follows a value into a file that was left out, and reads no other such file", async () => {
    const report = await audit({ paths: ["."], cwd: makeTree(files) });
    expect(idsOf(report.findings)[0]).toBe("command-injection");
    expect(report.findings[0]?.location).toMatchObject({ path: "src/test/run.ts", span: { line: 4 } });
    expect(report.findings[0]?.excerpt?.lines.some((line) => line.text.includes("exec("))).toBe(true);
    expect(report.stats.files).toBe(2);
    expect(report).toMatchObject({ incomplete: false, hidden: { byThreshold: 0 } });
    expect(report.server.entities).toMatchObject([{ kind: "tool", name: "list" }]);
  });

  it("audits the examples of a tree that has no other server", async () => {
    const [main, run] = [server.replace("./test/run.js", "./run.js"), runner];
    const cwd = makeTree({
      "src/index.ts": "export const version = 1;\n",
      "examples/shell/server.ts": main,
      "examples/shell/run.ts": run,
    });
    // What a command line without --include gives is an empty list.
    for (const include of [undefined, []]) {
      const report = await audit({ paths: ["."], cwd, ...(include && { include }) });
      expect(idsOf(report.findings)).toContain("command-injection");
      expect(report.server.entities).toHaveLength(1);
    }
  });

  it("gives the same report for the same tree", async () => {
    const cwd = makeTree(files);
    expect(await audit({ paths: ["."], cwd })).toEqual(await audit({ paths: ["."], cwd }));
  });

  it("runs the rules it is asked for and applies thresholds", async () => {
    const cwd = makeTree(files);
    const of = async (options: Partial<Parameters<typeof audit>[0]>) =>
      audit({ paths: ["."], cwd, ...options });
    expect(idsOf((await of({ rules: ["command-injection"] })).findings)).toEqual(["command-injection"]);
    expect((await of({ rules: ["ssrf"] })).rules?.map((rule) => rule.id)).toEqual(["ssrf"]);
    expect(idsOf((await of({ skipRules: ["command-injection"] })).findings)).not.toContain(
      "command-injection",
    );
    await expect(of({ rules: ["no-such-rule"] })).rejects.toBeInstanceOf(UserError);
  });

  it("reports its progress", async () => {
    const seen: Progress[] = [];
    await audit({ paths: ["."], cwd: makeTree(files), onProgress: (progress) => seen.push(progress) });
    expect([...new Set(seen.map((progress) => progress.phase))]).toEqual(["discover", "parse", "analyze"]);
  });

  it("knows the repository it is in", async () => {
    const cwd = makeTree({ "pkg/a.ts": "export {};" });
    mkdirSync(join(cwd, ".git"));
    expect((await audit({ paths: ["."], cwd: join(cwd, "pkg") })).base).toBe(cwd);
  });
});

describe("the rules", () => {
  it("are listed by id and explained one by one", () => {
    const ids = listRules().map((rule) => rule.id);
    expect(ids).toEqual([...ids].sort());
    expect(explainRule("command-injection").title).toBe("Command injection");
    expect(() => explainRule("command")).toThrow(UserError);
  });
});
