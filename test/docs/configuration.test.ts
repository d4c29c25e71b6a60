/** What the pages on configuration, editors and agents show is tried: settings are read, comments parsed, commands run. */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { readConfig } from "../../src/config/read.js";
import { type Directive, parseDirective } from "../../src/policy/directives.js";
import { loadRules } from "../../src/rules/load.js";
import { makeRepository } from "../changes/repository.js";
import { root, run } from "../cli/run.js";

const page = (name: string): string => readFileSync(join(root, "docs", name), "utf8");
const blocks = (text: string, language: string): string[] =>
  [...text.matchAll(new RegExp(`^\`\`\`${language}\\n([\\s\\S]*?)^\`\`\``, "gm"))].map(
    (match) => match[1] ?? "",
  );
const ids = loadRules().map((rule) => rule.id);

describe("docs/configuration.md", () => {
  const text = page("configuration.md");

  it("shows configuration that is right", () => {
    const all = blocks(text, "yaml");
    expect(all.length).toBeGreaterThan(0);
    for (const block of all) expect(() => readConfig(block, "mcp-audit.yml", ids)).not.toThrow();
  });

  it("shows comments that are understood", () => {
    const code = ["ts", "python", "dockerfile"].flatMap((language) => blocks(text, language));
    const comments = code.flatMap((block) =>
      [...block.matchAll(/mcp-audit-ignore[^\n*]*/g)].map(([each]) => each),
    );
    expect(comments.length).toBeGreaterThan(4);
    for (const comment of comments) {
      const directive = parseDirective(comment);
      expect(directive, comment).toMatchObject({ form: expect.anything(), reason: expect.any(String) });
      for (const rule of (directive as Directive).rules) expect(ids, comment).toContain(rule);
    }
  });

  it("names the comments that there are", () => {
    const named = [...text.matchAll(/^\| `(mcp-audit-[\w-]+)/gm)].map((match) => match[1] ?? "");
    expect(named.length).toBe(4);
    for (const keyword of named) expect(parseDirective(`${keyword} ssrf`)).toMatchObject({ keyword });
  });

  it("shows commands that run", { timeout: 120_000 }, () => {
    const commands = blocks(text, "sh").flatMap((block) => block.trim().split("\n"));
    expect(commands.length).toBeGreaterThan(3);
    const source = join(root, "docs", "example-server", "src");
    const { path: cwd, git } = makeRepository({
      "src/server.ts": readFileSync(join(source, "server.ts"), "utf8"),
      "src/notes.ts": readFileSync(join(source, "notes.ts"), "utf8"),
    });
    git("update-ref", "refs/remotes/origin/main", "HEAD");
    for (const command of commands) {
      const [program, ...args] = command.split(" ");
      expect(program).toBe("mcp-audit");
      const result = run(args, { cwd });
      expect([0, 1], `${command}: ${result.stderr}`).toContain(result.code);
    }
  });
});

describe("docs/editors-and-agents.md", () => {
  const text = page("editors-and-agents.md");

  it("shows an entry of a client that starts the server of this version", () => {
    const [entry = ""] = blocks(text, "json");
    const { command, args } = JSON.parse(entry).mcpServers["mcp-audit"];
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    expect([command, args[1], args[2]]).toEqual(["npx", `mcp-audit@${version}`, "mcp"]);
    expect(run([...args.slice(2), "--help"]).code).toBe(0);
    // The audit of that very entry has nothing to say of it.
    const { path: cwd } = makeRepository({});
    mkdirSync(dirname(join(cwd, ".cursor/mcp.json")), { recursive: true });
    writeFileSync(join(cwd, ".cursor/mcp.json"), entry);
    expect(run([".", "--format", "json"], { cwd }).stdout).toContain('"findings": []');
  });

  it("names the tools and settings that there are", () => {
    const tools = [...text.matchAll(/^\| `(\w+)` \|/gm)].map((match) => match[1]);
    const server = readFileSync(join(root, "src", "mcp", "server.ts"), "utf8");
    const registered = [...server.matchAll(/registerTool\(\s*"(\w+)"/g)].map((match) => match[1]);
    expect([...tools].sort()).toEqual([...registered].sort());
    expect(run(["lsp", "--help"]).stdout).toContain("--stdio");
  });
});
