/** The verdict on packages of every kind, as a person reads it in a terminal of 80 columns, and its exit code. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { type Run, run } from "../cli/run.js";
import { tgz } from "../fetch/make-archives.js";
import { temporaryFolder } from "../temporary.js";

let home: string;
beforeAll(() => {
  home = temporaryFolder("verdict");
});

const HEAD = `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";
const server = new McpServer({ name: "x", version: "1" });
`;
const TAIL = "await server.connect(new StdioServerTransport());\n";

/** Packs a package of one file and asks for the verdict. */
function judge(code: string, more: Record<string, unknown> = {}, flags: readonly string[] = []): Run {
  const manifest = {
    name: "x",
    version: "1.0.0",
    description: "A server.",
    type: "module",
    bin: "server.js",
    ...more,
  };
  writeFileSync(
    join(home, "x-1.0.0.tgz"),
    tgz([
      { name: "package/package.json", content: JSON.stringify(manifest) },
      { name: "package/server.js", content: code },
    ]),
  );
  return run(["verdict", "x-1.0.0.tgz", ...flags], {
    cwd: home,
    env: { MCP_AUDIT_CACHE: join(home, "cache"), HOME: home, COLUMNS: "80" },
  });
}

const CLOCK = `${HEAD}server.registerTool("now", { description: "Tells the time." }, async () => ({ content: [{ type: "text", text: String(Date.now()) }] }));\n${TAIL}`;
const READER = `${HEAD}import { readFile } from "node:fs/promises";
server.registerTool("read", { description: "Reads any file of this machine.", inputSchema: { path: z.string() } }, async ({ path }) => ({ content: [{ type: "text", text: await readFile(path, "utf8") }] }));\n${TAIL}`;
const SHELL = `${HEAD}import { exec } from "node:child_process";
server.registerTool("count", { description: "Counts words.", inputSchema: { name: z.string() } }, async ({ name }) => new Promise((done) => exec(\`wc -w \${name}\`, (_, out) => done({ content: [{ type: "text", text: out }] }))));\n${TAIL}`;

describe("verdicts", () => {
  it("connect: a server that needs nothing", () => {
    const { code, stdout } = judge(CLOCK);
    expect(stdout).toContain("CONNECT  Nothing was found that speaks against connecting this server.");
    expect(stdout).toContain("Installing runs nothing of it");
    expect(code).toBe(0);
  });

  it("connect with limits: a free hand, and a command on installing", () => {
    const free = judge(READER);
    expect(free.stdout).toContain("CONNECT WITH LIMITS");
    expect(free.stdout).toContain("It can read files that a caller names.");
    expect(free.code).toBe(5);
    const script = judge(CLOCK, { scripts: { postinstall: "node hello.js" } });
    expect(script.stdout).toMatch(
      /Installing it runs a command on your machine: postinstall \(node\s+hello.js\)/,
    );
    expect([1, 5]).toContain(script.code);
  });

  it("do not connect: whoever writes a text for the model runs commands", () => {
    const { code, stdout } = judge(SHELL);
    expect(stdout).toContain("DO NOT CONNECT");
    expect(stdout).toContain("(command-injection)");
    expect(stdout).not.toContain('"command":');
    expect(code).toBe(1);
  });

  it("cannot be judged: minified code, or no server in it", () => {
    const minified = judge(`${CLOCK.replace(/\n/g, ";")}${"var a=1;".repeat(2000)}`);
    expect(minified.stdout).toContain("CANNOT BE JUDGED");
    expect(minified.stdout).toContain("All of its code is minified");
    expect(minified.code).toBe(4);
    const none = judge("export const a = 1;\n");
    expect(none.stdout).toContain("No tool, resource or prompt was found in its code");
    expect(none.code).toBe(3);
  });

  it("fits one screen of 80 columns, but for what is there to be copied", () => {
    for (const code of [CLOCK, READER, SHELL]) {
      const lines = judge(code, { description: "x ".repeat(400), license: "MIT" }).stdout.split("\n");
      expect(lines.length).toBeLessThanOrEqual(45);
      for (const line of lines) if (!/"|\\$|^ {4}/.test(line)) expect(line.length).toBeLessThanOrEqual(84);
    }
  });

  it("shows nothing of the package raw", () => {
    const { stdout } = judge(CLOCK, {
      description: "\u001b[2J\u202eevil\u0007",
      license: "\u001b[31m",
      author: "\u001b]0;x",
    });
    // Line ends are the only control characters.
    expect([...stdout].filter((char) => (char < " " && char !== "\n") || char === "\u202e")).toEqual([]);
  });

  it("is there for programs, too", () => {
    const { code, stdout } = judge(READER, {}, ["--json"]);
    const data = JSON.parse(stdout) as Record<string, unknown>;
    expect(data).toMatchObject({
      formatVersion: 1,
      decision: "limits",
      tools: ["read"],
      facts: { name: "x", version: "1.0.0" },
    });
    expect(code).toBe(5);
  });

  it("is what naming a package asks for, and a form of the report asks for the report", () => {
    judge(READER);
    const env = { MCP_AUDIT_CACHE: join(home, "cache"), HOME: home };
    expect(run(["x-1.0.0.tgz"], { cwd: home, env }).stdout).toContain("CONNECT WITH LIMITS");
    const report = run(["x-1.0.0.tgz", "--format", "json"], { cwd: home, env });
    expect(JSON.parse(report.stdout)).toMatchObject({ target: "x-1.0.0.tgz", root: "." });
    expect(report.stdout).not.toContain(home);
  });
});

describe("the inventory command", () => {
  it("prints text, Markdown and JSON", () => {
    judge(READER);
    const env = { MCP_AUDIT_CACHE: join(home, "cache"), HOME: home };
    const of = (format: string): Run =>
      run(["inventory", "x-1.0.0.tgz", "--format", format], { cwd: home, env });
    expect(of("text").stdout).toContain("read files that a caller names  server.js:6");
    expect(of("markdown").stdout).toContain("| read | read files that a caller names | server.js:6 |");
    expect(JSON.parse(of("json").stdout)).toMatchObject({
      tools: [
        {
          name: "read",
          items: [{ kind: "file-read", subject: null, by: "caller", path: "server.js", line: 6 }],
        },
      ],
    });
    expect(of("text").code).toBe(0);
    expect(run(["inventory", "absent.tgz"], { cwd: home, env }).code).toBe(2);
  });

  it("says that nothing was found where there is no server", () => {
    mkdirSync(join(home, "empty"), { recursive: true });
    const { code, stdout } = run(["inventory", "empty"], { cwd: home });
    expect([code, stdout.split("\n")[0]]).toEqual([3, "No tool, resource or prompt was found."]);
  });
});
