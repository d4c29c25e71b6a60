/** Threads come to the result that one thread comes to, and a program that is too large costs no other. */
import { cpSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { NO_ARTIFACTS } from "../../src/artifacts/index.js";
import { discover } from "../../src/discover/index.js";
import { analyzeInThreads } from "../../src/programs/threads.js";
import { root, run } from "../cli/run.js";
import { makeTree } from "../discover/make-tree.js";

const server = (tool: string) => `
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { exec } from "node:child_process";
import { z } from "zod";
const server = new McpServer({ name: "s", version: "1.0.0" });
server.tool("${tool}", { name: z.string() }, async ({ name }) => { exec("ls " + name); return { content: [] }; });
`;

describe("threads", () => {
  it("give the report that one thread gives", () => {
    const tree = makeTree({
      "package.json": '{ "private": true, "workspaces": ["packages/*"] }',
      "packages/js/package.json": '{ "name": "js", "version": "1.0.0" }',
      "packages/js/index.js": `${server("list")}\n// mcp-audit-ignore-next-line eval-injection -- nothing to see\n`,
      "packages/broken/package.json": '{ "name": "broken" }',
      "packages/broken/index.ts": `${server("show")}\nfunction (`,
      "packages/py/pyproject.toml": '[project]\nname = "py"\n',
      "packages/py/main.py": [
        "import os",
        "from mcp.server.fastmcp import FastMCP",
        'mcp = FastMCP("py")',
        "@mcp.tool()",
        "def show(name: str) -> str:",
        "    return str(os.system(name))",
        "",
      ].join("\n"),
    });
    cpSync(join(root, "fixtures/servers/weak"), join(tree, "packages/weak"), { recursive: true });
    const report = (threads: number) => {
      const out = join(makeTree({}), "report.json");
      run([tree, "--threads", String(threads), "--profile", "audit", "--format", "json", "--output", out]);
      return readFileSync(out, "utf8");
    };
    const one = report(1);
    const { findings, notes } = JSON.parse(one);
    expect(
      new Set(findings.map((each: { location: { path: string } }) => each.location.path.split("/")[1])),
    ).toEqual(new Set(["js", "broken", "py", "weak"]));
    expect(notes.map((each: { kind: string }) => each.kind)).toContain("suppression");
    expect(report(2)).toBe(one);
    expect(report(7)).toBe(one);
  });

  it("lose only the program that needs more memory than there is", async () => {
    const root = makeTree({
      "small/index.ts": server("list"),
      "large/index.ts": `export const table = [\n${'  { a: [1, { b: "x" }], c: (x) => x + 1 },\n'.repeat(45_000)}];\n`,
    });
    const tree = await discover({ paths: [root], cwd: root, extensions: [".ts"] });
    const job = (source: string) => ({
      sources: [source],
      most: undefined,
      artifacts: NO_ARTIFACTS,
      vulnerabilities: [],
    });
    const { results } = await analyzeInThreads(
      { tree: tree.parts, rules: ["command-injection"], inventory: false, releases: undefined },
      [job("large/index.ts"), job("small/index.ts")],
      { threads: 1, order: [0, 1], onFile: () => {}, megabytes: 80 },
    );
    expect(results.map(({ analysis }) => analysis.findings.length)).toEqual([0, 1]);
    expect(results[0]?.analysis.notes).toEqual([
      { path: "large", kind: "failed", message: expect.stringContaining("more memory than there is") },
    ]);
  });
});
