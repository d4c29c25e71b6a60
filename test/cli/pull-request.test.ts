/**
 * A pull request in a git repository: the base has findings, the head brings one in and mends one. The gate
 * fails for the new one alone, and the comment names both.
 */
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { makeRepository } from "../changes/repository.js";
import { run } from "./run.js";

const HEAD = `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { exec } from "node:child_process";
import { z } from "zod";
import { load } from "./load.js";
const server = new McpServer({ name: "x", version: "1" });
`;
const tool = (name: string, parameter: string, body: string): string => `
server.registerTool("${name}", { description: "Does ${name}.", inputSchema: { ${parameter}: z.string() } }, async ({ ${parameter} }) => {
  ${body}
  return { content: [] };
});
`;
const ping = tool("ping", "host", "exec(`ping ${host}`);");
const mended = tool("ping", "host", 'execFile("ping", ["--", host]);');
const look = tool("look", "url", "await load(url);");
const greet = tool("greet", "name", "exec(`echo ${name}`);");
const LOAD = `export async function load(url: string) {
  check(url);
  return fetch(url);
}
function check(url: string) {}
`;

interface JsonReport {
  readonly findings: readonly { readonly rule: string; readonly location: { readonly path: string } }[];
}

function findingsOf(stdout: string): string[] {
  return (JSON.parse(stdout) as JsonReport).findings.map(({ rule, location }) => `${rule} ${location.path}`);
}

describe("a pull request", () => {
  const options = ["--rule", "command-injection", "--rule", "ssrf"];
  const base = { "src/server.ts": HEAD + ping + look, "src/load.ts": LOAD };

  it("fails for what is new, and tells what is mended", () => {
    const repository = makeRepository(base);
    const { path: cwd } = repository;
    expect(run([".", ...options], { cwd }).code).toBe(1);
    const written = run(["baseline", ".", ...options], { cwd });
    expect(written).toMatchObject({ code: 0, stderr: "" });
    expect(written.stdout).toContain("2 findings written to mcp-audit-baseline.json.");
    repository.commit("baseline");
    const compare = [".", ...options, "--baseline", "mcp-audit-baseline.json"];
    expect(run(compare, { cwd })).toMatchObject({ code: 0 });

    // Lines move, a file gets another name, one finding is mended, one comes in.
    repository.git("checkout", "--quiet", "-b", "topic");
    repository.git("mv", "src/load.ts", "src/zz-load.ts");
    const head = HEAD.replace("exec }", "exec, execFile }").replace("load.js", "zz-load.js");
    repository.write({ "src/server.ts": `// licence\n\n${head}${greet}${mended}${look}` });
    repository.commit("topic");

    const result = run([...compare, "--format", "json", "--format", "markdown=comment.md"], { cwd });
    expect(result.code).toBe(1);
    expect(findingsOf(result.stdout)).toEqual(["command-injection src/server.ts"]);
    const comment = readFileSync(join(cwd, "comment.md"), "utf8");
    expect(comment).toContain("greet");
    expect(comment).toContain("1 new, 1 known, 1 gone");
    expect(comment).toMatch(/`host` of tool `ping`|tool `ping`/);

    // The finding is mended, too: nothing new is left.
    repository.write({ "src/server.ts": `${head}${mended}${look}` });
    expect(run(compare, { cwd }).code).toBe(0);
  });

  it("restricts the verdict on the whole program to what the change touches", () => {
    const repository = makeRepository(base);
    const { path: cwd } = repository;
    repository.git("checkout", "--quiet", "-b", "topic");
    repository.write({ "src/server.ts": HEAD + ping + look + greet });
    repository.commit("topic");
    const since = [".", ...options, "--since", "main", "--format", "json"];
    const result = run(since, { cwd });
    expect(result.code).toBe(1);
    expect(findingsOf(result.stdout)).toEqual(["command-injection src/server.ts"]);
    expect(run([".", ...options, "--since", "main"], { cwd }).stdout).toContain("changed since main");

    // The flow begins in a file that did not change; its other end did.
    repository.write({
      "src/server.ts": HEAD + ping + look,
      "src/load.ts": LOAD.replace("fetch(url)", "fetch(url, {})"),
    });
    expect(findingsOf(run(since, { cwd }).stdout)).toEqual(["ssrf src/load.ts"]);

    // A check that is taken away has no line any more.
    repository.write({ "src/load.ts": LOAD.replace("  check(url);\n", "") });
    expect(findingsOf(run(since, { cwd }).stdout)).toEqual(["ssrf src/load.ts"]);
    expect(run([".", ...options, "--changed", "--format", "json"], { cwd }).code).toBe(1);

    repository.write({ "src/load.ts": LOAD, "notes.md": "x" });
    expect(run(since, { cwd }).code).toBe(0);
  });

  it("compares one package with the baseline of the whole repository", () => {
    const one = {
      "package.json": '{"name":"one"}',
      "src/server.ts": HEAD + ping + look,
      "src/load.ts": LOAD,
    };
    const files = Object.entries(one).flatMap(([path, text]) => [
      [`packages/a/${path}`, text],
      [`packages/b/${path}`, text.replaceAll("ping", "pong").replace('"one"', '"two"')],
    ]);
    const repository = makeRepository(Object.fromEntries(files));
    const { path: cwd } = repository;
    expect(run(["baseline", ".", ...options], { cwd }).stdout).toContain("4 findings written");
    repository.write({ "packages/b/src/server.ts": HEAD + look, "packages/a/src/server.ts": HEAD + look });
    const result = run([".", ...options, "--baseline", "../../mcp-audit-baseline.json", "--format", "json"], {
      cwd: join(cwd, "packages/b"),
    });
    expect(result.code).toBe(0);
    const { baseline } = JSON.parse(result.stdout) as {
      baseline: { new: number; unchanged: number; absent: { path: string }[] };
    };
    expect({ ...baseline, absent: baseline.absent.map(({ path }) => path) }).toMatchObject({
      new: 0,
      unchanged: 1,
      absent: ["packages/b/src/server.ts"],
    });
  });

  it("gives the same bytes for the same tree", () => {
    const { path: cwd } = makeRepository(base);
    const once = (name: string): string => {
      expect(run(["baseline", ".", "-o", name], { cwd }).code).toBe(0);
      return readFileSync(join(cwd, name), "utf8");
    };
    expect(once("one.json")).toBe(once("two.json"));
    expect(
      spawnSync("git", ["-C", cwd, "status", "--short"], { encoding: "utf8" }).stdout.split("\n").length,
    ).toBe(3);
  });
});

describe("usage", () => {
  it.each([
    [["baseline"], "Name what to audit"],
    [[".", "--baseline", "none.json"], "There is no baseline none.json"],
    [[".", "--baseline", "package.json"], "does not have the form of one"],
    [[".", "--baseline", "README.md"], "is not JSON"],
    [[".", "--config", "none.yml"], "There is no configuration file none.yml"],
    [[".", "--since=-x"], "that is no revision"],
    [["baseline", ".", "-o", "no/such/x.json"], "does not exist"],
  ] as const)("refuses %j", (args, message) => {
    const result = run(args);
    expect(result).toMatchObject({ code: 2, stdout: "" });
    expect(result.stderr).toMatch(/^error: /);
    expect(result.stderr).toContain(message);
    expect(result.stderr).not.toContain("    at ");
  });

  it("can fail for suppressions that have no effect", () => {
    const text = `${HEAD.replace('import { load } from "./load.js";\n', "")}// mcp-audit-ignore-file ssrf -- none here\n${tool("x", "y", "")}`;
    const { path: cwd } = makeRepository({ "server.ts": text });
    expect(run(["."], { cwd }).code).toBe(0);
    const strict = run([".", "--strict-suppressions"], { cwd });
    expect(strict.code).toBe(1);
    expect(strict.stdout).toContain("suppresses nothing");
  });
});
