/** `init` and `completion`: what they print and write, and that shells understand it. */
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse } from "yaml";
import type { Io } from "../../src/cli/io.js";
import { main } from "../../src/cli/main.js";
import { FORMATS } from "../../src/report/index.js";
import { copyOf, shell } from "../delivery/packed.js";
import { makeTree } from "../discover/make-tree.js";

async function call(args: readonly string[], cwd: string, answer?: string) {
  let out = "";
  const io: Io = {
    cwd,
    env: { LANG: "C.UTF-8" },
    stdout: { isTTY: false, columns: undefined },
    stderr: { isTTY: false },
    out: async (text) => {
      out += text;
    },
    err: async (text) => {
      out += text;
    },
    ...(answer === undefined ? {} : { ask: async () => answer }),
  };
  return { code: await main(args, io), out };
}

/** A repository with a server in it. */
function project(remote = "https://github.com/o/r.git"): string {
  const tree = copyOf("fixtures/servers/weak");
  spawnSync("git", ["init", "-q"], { cwd: tree });
  spawnSync("git", ["remote", "add", "origin", remote], { cwd: tree });
  return tree;
}

describe("init", () => {
  it("shows what it found and would write, and writes nothing unless told to", async () => {
    const tree = project();
    const shown = await call(["init"], tree);
    expect(shown.code).toBe(0);
    expect(shown.out).toMatch(/16 findings: 5 critical/);
    expect(shown.out).toContain(
      "  mcp-audit.yml  the configuration\n  .github/workflows/mcp-audit.yml  audits",
    );
    expect(shown.out).toContain("--yes");
    expect((await call(["init"], tree, "n")).out).not.toContain("Written");
    expect(existsSync(join(tree, "mcp-audit.yml"))).toBe(false);
    expect((await call(["init"], tree, "y")).out).toContain("Written: mcp-audit.yml");
    expect(existsSync(join(tree, "mcp-audit.yml"))).toBe(true);
  });

  it("writes a configuration that is followed, and a baseline that makes the gate green", async () => {
    const tree = project();
    expect((await call(["init", "--yes", "--baseline"], tree)).code).toBe(0);
    const audit = await call(["."], tree);
    expect(audit).toMatchObject({ code: 0, out: expect.stringContaining("0 new, 16 known") });
    const server = join(tree, "src", "server.ts");
    writeFileSync(
      server,
      `${readFileSync(server, "utf8")}\nserver.registerTool("more", { inputSchema: { code: z.string() } }, async ({ code }) => text(String(eval(code))));\n`,
    );
    expect((await call(["."], tree)).code).toBe(1);
  });

  it("leaves what is there as it is, and follows no link", async () => {
    const tree = project();
    const outside = makeTree({});
    writeFileSync(join(tree, "mcp-audit.yml"), "profile: audit\n");
    symlinkSync(join(outside, "x.yml"), join(tree, ".gitlab-ci.yml"));
    const result = await call(["init", "--yes", "--ci", "gitlab"], tree);
    expect(result.out).toContain("mcp-audit.yml is there already and is left as it is.");
    expect(readFileSync(join(tree, "mcp-audit.yml"), "utf8")).toBe("profile: audit\n");
    expect(result.code).toBe(2);
    expect(existsSync(join(outside, "x.yml"))).toBe(false);
  });

  it.each([
    ["github", ".github/workflows/mcp-audit.yml"],
    ["gitlab", ".gitlab-ci.yml"],
  ])("writes a job for %s whose path is no part of a script", async (ci, file) => {
    const tree = makeTree({ "a; touch 'x' \"$(id)/server.ts": "export {};" });
    spawnSync("git", ["init", "-q"], { cwd: tree });
    await call(["init", "--yes", "--ci", ci, "a; touch 'x' \"$(id)"], tree);
    const job = Object.values(
      parse(readFileSync(join(tree, file), "utf8")).jobs ?? parse(readFileSync(join(tree, file), "utf8")),
    )[0];
    const steps = (job as { steps?: Record<string, unknown>[] }).steps ?? [job as Record<string, unknown>];
    const step = steps.find((each) => "run" in each || "script" in each) as Record<
      string,
      Record<string, string>
    >;
    expect((step["env"] ?? step["variables"])?.["MCP_AUDIT_PATH"]).toBe("a; touch 'x' \"$(id)");
    expect(String(step["run"] ?? step["script"])).toContain('-- "$MCP_AUDIT_PATH"');
  });

  it("says so where it recognizes no build server", async () => {
    const tree = copyOf("docs/example-server");
    expect((await call(["init"], tree)).out).toContain("--ci github or --ci gitlab");
    expect((await call(["init", "--ci", "none"], tree)).out).not.toContain("--ci github");
  });
});

const has = (name: string): boolean => spawnSync(name, ["-c", "exit 0"]).status === 0;

describe("completion", () => {
  const script = async (name: string): Promise<string> => {
    const result = await call(["completion", name], ".");
    expect(result.code).toBe(0);
    const file = join(makeTree({ script: result.out }), "script");
    return file;
  };

  it("refuses a shell that it does not know", async () => {
    expect(await call(["completion", "tcsh"], ".")).toMatchObject({ code: 2 });
  });

  it.skipIf(!has("bash")).each([
    ["mcp-audit bas", ["baseline"]],
    ["mcp-audit --form", ["--format"]],
    ["mcp-audit . --format gitlab", FORMATS.filter((format) => format.startsWith("gitlab"))],
    ["mcp-audit --fail-on n", ["never"]],
    ["mcp-audit --rule sql", ["sql-injection"]],
    ["mcp-audit explain ssr", ["ssrf"]],
    ["mcp-audit completion z", ["zsh"]],
    ["mcp-audit init --ci git", ["github", "gitlab"]],
    ["mcp-audit rules --js", ["--json"]],
  ])("in bash: %s", async (line, words) => {
    const file = await script("bash");
    const typed = line.split(" ").map((word) => `'${word}'`);
    const result = shell(
      `source ${file}; COMP_WORDS=(${typed.join(" ")}); COMP_CWORD=${typed.length - 1}; _mcp_audit; printf '%s\\n' "\${COMPREPLY[@]}"`,
      { cwd: ".", env: {} },
    );
    expect(result.stdout.trim().split("\n"), result.stderr).toEqual(words);
  });

  it.skipIf(!has("fish")).each([
    ["mcp-audit bas", "baseline"],
    ["mcp-audit --form", "--format"],
    ["mcp-audit . --fail-on ne", "never"],
    ["mcp-audit explain ssr", "ssrf"],
    ["mcp-audit init --ci gith", "github"],
  ])("in fish: %s", async (line, word) => {
    const file = await script("fish");
    const run = spawnSync("fish", ["--no-config", "-c", `source ${file}; complete -C '${line}'`], {
      encoding: "utf8",
    });
    expect(run.stdout.split(/[\t\n]/), run.stderr).toContain(word);
  });

  it.skipIf(!has("zsh"))("in zsh: the script is one", async () => {
    const file = await script("zsh");
    const run = spawnSync(
      "zsh",
      ["-f", "-c", `autoload -U compinit; compinit -D; source ${file}; print $_comps[mcp-audit]`],
      {
        encoding: "utf8",
      },
    );
    expect([run.stdout.trim(), run.stderr]).toEqual(["_mcp_audit", ""]);
  });
});
