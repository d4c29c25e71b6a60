import { spawn } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { describe, expect, it } from "vitest";
import type { Io } from "../../src/cli/io.js";
import { main } from "../../src/cli/main.js";
import { FORMATS } from "../../src/report/index.js";
import { makeTree } from "../discover/make-tree.js";
import { root } from "./run.js";

/** Runs the program in this process, with what it prints. */
async function call(args: readonly string[], changes: Partial<Io> = {}) {
  let out = "";
  let err = "";
  const io: Io = {
    cwd: root,
    env: { LANG: "C.UTF-8" },
    stdout: { isTTY: false, columns: undefined },
    stderr: { isTTY: false },
    out: async (text) => {
      out += text;
    },
    err: async (text) => {
      err += text;
    },
    ...changes,
  };
  return { code: await main(args, io), out, err };
}

describe("usage", () => {
  it("prints help and version on standard output", async () => {
    const help = await call(["--help"]);
    expect(help).toMatchObject({ code: 0, err: "" });
    expect(help.out).toContain("Exit codes:");
    const { version } = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
    expect(await call(["--version"])).toMatchObject({ code: 0, out: `${version}\n` });
  });

  it.each([
    [[], "Name what to audit"],
    [["--formt", "json"], "Did you mean --format?"],
    [[".", "--format", "xml"], "Allowed choices are text, sarif, json"],
    [[".", "--fail-on", "sometimes"], "Allowed choices are"],
    [[".", "--severity", "9"], "Allowed choices are"],
    [["."].concat("--rule", "comand-injection"), "Did you mean `command-injection`"],
    [[".", "--skip-rule", "nothing-like-it"], "`mcp-audit rules` lists them all"],
    [[".", "--rule", " "], "must not be empty"],
    [["explain"], "Name a rule, for example: mcp-audit explain command-injection"],
    [["explain", "ssrf", "eval"], "too many arguments"],
    [["rules", "extra"], "too many arguments"],
    [["verdict", ".", "src"], "too many arguments for 'verdict'"],
    [["inventory", ".", "src"], "too many arguments"],
    [["deps", ".", "src"], "too many arguments"],
    [["diff", ".", ".", "src"], "too many arguments"],
    [["init", ".", "src"], "too many arguments"],
    [[".", "--osv", "no/such"], "There is no folder no/such with an export of OSV"],
    [["deps", ".", "--osv", "package.json"], "There is no folder package.json with an export of OSV"],
    [[".", "--baseline", "/dev/null"], "The baseline /dev/null is no regular file"],
    [[".", "--config", "/dev/null"], "is no regular file"],
    [["verdct"], "Did you mean the command `verdict`?"],
    [["explain", "sql-inject"], "Did you mean `sql-injection`"],
    [[".", "--output", "no/such/folder/x.sarif"], "does not exist"],
    [[".", "--output", "src"], "is a folder"],
    [[".", "--format", "sarif="], "Name a file"],
    [[".", "--format", "json", "--format", "sarif"], "Only one form of the report can go to standard output"],
    [[".", "-f", "json=x.out", "-f", "sarif=./x.out"], "Two forms of the report would be written to"],
  ] as const)("refuses %j", async (args, message) => {
    const result = await call(args);
    expect(result).toMatchObject({ code: 2, out: "" });
    expect(result.err).toMatch(/^error: /);
    expect(result.err).toContain(message);
    expect(result.err).not.toContain("    at ");
  });
});

describe("rules and explain", () => {
  it("lists every rule, as text and as JSON", async () => {
    const text = await call(["rules"]);
    const json = JSON.parse((await call(["rules", "--json"])).out) as { id: string }[];
    expect(json.length).toBeGreaterThan(0);
    for (const rule of json) expect(text.out).toContain(rule.id);
  });

  it("explains every rule", async () => {
    const rules = JSON.parse((await call(["rules", "--json"])).out) as { id: string; title: string }[];
    for (const { id, title } of rules) {
      const page = await call(["explain", id]);
      expect(page.code).toBe(0);
      expect(page.out).toContain(title);
    }
  });
});

describe("output", () => {
  it("writes to a file, in the form that its name asks for, and sums up on standard error", async () => {
    const cwd = makeTree({ "src/a.ts": "export {};" });
    const result = await call([".", "--output", "r.sarif"], { cwd });
    expect(result).toMatchObject({ code: 3, out: "" });
    expect(JSON.parse(readFileSync(join(cwd, "r.sarif"), "utf8")).version).toBe("2.1.0");
    expect(result.err).toContain("No MCP server found.");
    expect(result.err).toContain("Report written to r.sarif");
    expect((await call([".", "-o", "r.json", "--quiet"], { cwd })).err).toBe("");
    expect(JSON.parse(readFileSync(join(cwd, "r.json"), "utf8")).formatVersion).toBe(1);
    expect((await call([".", "-o", "r.json", "--format", "text"], { cwd })).code).toBe(3);
    expect(readFileSync(join(cwd, "r.json"), "utf8")).toContain("No MCP server found.");
  });

  it("gives several forms in one run", async () => {
    const cwd = makeTree({ "src/a.ts": "export {};" });
    const result = await call([".", "--format", "text", "--format", "sarif=r.sarif", "-f", "json=r.json"], {
      cwd,
    });
    expect(result.out).toContain("No MCP server found.");
    expect(result.err).toBe("Report written to r.sarif\nReport written to r.json\n");
    expect(JSON.parse(readFileSync(join(cwd, "r.sarif"), "utf8")).version).toBe("2.1.0");
    expect(JSON.parse(readFileSync(join(cwd, "r.json"), "utf8")).formatVersion).toBe(1);
  });

  it("annotates and sums up in a job of GitHub Actions, unless another form is asked for", async () => {
    const cwd = makeTree({
      "server.ts": readFileSync(join(root, "fixtures/servers/weak/src/server.ts"), "utf8"),
    });
    const env = { GITHUB_ACTIONS: "true", GITHUB_STEP_SUMMARY: join(cwd, "summary.md"), LANG: "C.UTF-8" };
    const log = await call([".", "--format", "sarif=r.sarif"], { cwd, env });
    expect(log.code).toBe(1);
    expect(log.out).toMatch(/^::stop-commands::[0-9a-f]{64}\n/);
    expect(log.out).toMatch(/^::error file=server\.ts,line=/m);
    expect(readFileSync(env.GITHUB_STEP_SUMMARY, "utf8")).toContain("## mcp-audit: ");
    expect((await call([".", "--format", "text"], { cwd, env })).out).not.toContain("::error");
    const lost = await call(["."], { cwd, env: { ...env, GITHUB_STEP_SUMMARY: join(cwd, "no", "x") } });
    expect(lost).toMatchObject({ code: 1, err: "warning: The summary of the job could not be written.\n" });
  });

  it("gives the same bytes for the same tree", async () => {
    const cwd = makeTree({ "src/a.ts": "export {};", "src/b.js": "exports.x = 1;" });
    for (const format of FORMATS) {
      expect((await call([".", "--format", format], { cwd })).out).toBe(
        (await call([".", "--format", format], { cwd })).out,
      );
    }
  });

  it("makes SARIF paths relative to the repository, or to the audited folder where there is none", async () => {
    const cwd = makeTree({
      "repo/pkg/bad.ts": Buffer.from([0x47, 0, 0xff]),
      "plain/pkg/bad.ts": Buffer.from([0x47, 0, 0xff]),
    });
    mkdirSync(join(cwd, "repo", ".git"));
    const uriOf = async (path: string, at: string): Promise<string> => {
      const { out } = await call([path, "--format", "sarif"], { cwd: join(cwd, at) });
      const notes = JSON.parse(out).runs[0].invocations[0].toolExecutionNotifications;
      return notes.flatMap((note: { locations?: unknown[] }) => note.locations ?? [])[0].physicalLocation
        .artifactLocation.uri;
    };
    expect(await uriOf("pkg", "repo")).toBe("pkg/bad.ts");
    expect(await uriOf(".", "repo/pkg")).toBe("pkg/bad.ts");
    expect(await uriOf("pkg", "plain")).toBe("bad.ts");
    expect(await uriOf("../plain/pkg", "repo")).toBe("bad.ts");
  });

  it("survives a reader that goes away", async () => {
    const child = spawn(process.execPath, [join(root, "bin", "mcp-audit.js"), "rules"], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    child.stdout.destroy();
    let err = "";
    child.stderr.on("data", (data) => {
      err += data;
    });
    const code = await new Promise((resolve) => child.on("close", resolve));
    expect({ code, err }).toEqual({ code: 0, err: "" });
  });
});
