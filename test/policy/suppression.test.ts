/** Comments, configuration and trust, on whole trees: what is suppressed, and what is said about the attempt. */
import { mkdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { type AuditOptions, audit } from "../../src/audit.js";
import type { Report } from "../../src/findings/types.js";
import { makeTree } from "../discover/make-tree.js";

const SERVER = `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { exec } from "node:child_process";
import { z } from "zod";
const server = new McpServer({ name: "x", version: "1" });
server.registerTool("run", { description: "Pings a host.", inputSchema: { host: z.string() } }, async ({ host }) => {
  BEFORE
  exec(\`ping \${host}\`);AFTER
  return { content: [] };
});
`;
const js = (before: string, after = ""): string => SERVER.replace("BEFORE", before).replace("AFTER", after);

const PYTHON = `import subprocess
from mcp.server.fastmcp import FastMCP

mcp = FastMCP("x")


@mcp.tool()
def ping(host: str) -> str:
    """Pings a host."""
    BEFORE
    subprocess.run(f"ping {host}", shell=True)AFTER
    return ""
`;
const py = (before: string, after = ""): string => PYTHON.replace("BEFORE", before).replace("AFTER", after);

async function run(
  files: Readonly<Record<string, string>>,
  options: Partial<AuditOptions> = {},
): Promise<Report> {
  const cwd = makeTree(files);
  return await audit({ paths: ["."], cwd, rules: ["command-injection"], today: "2026-11-21", ...options });
}

const counts = (report: Report) => [report.findings.length, report.suppressed?.length];
const notes = (report: Report) =>
  report.notes
    .filter((note) => note.kind === "suppression")
    .map((note) => `${note.path === "." ? "" : `${note.path}:${note.line}: `}${note.message}`);

describe("comments", () => {
  const RULE = "command-injection";
  it.each([
    ["on the line before", js(`// mcp-audit-ignore-next-line ${RULE} -- why`)],
    [
      "with other comments and lines between",
      js(`// mcp-audit-ignore-next-line ${RULE}\n\n  // other\n  /* more\n  */`),
    ],
    [
      "with a comment in front of the code",
      js(`// mcp-audit-ignore-next-line ${RULE}\n  /* x */`).replace("*/\n  exec", "*/ exec"),
    ],
    ["in a block comment", js(`/* mcp-audit-ignore-next-line ${RULE} */`)],
    ["at the end of the line", js("", ` // mcp-audit-ignore ${RULE}`)],
    ["on the lines around", js(`// mcp-audit-ignore-start ${RULE}`, `\n// mcp-audit-ignore-end ${RULE}`)],
    ["for the file", `${js("")}\n// mcp-audit-ignore-file ${RULE} -- a toy\n`],
    ["for several rules", js(`// mcp-audit-ignore-next-line ssrf, ${RULE} -- why`)],
  ])("suppress in TypeScript %s", async (_name, text) => {
    const report = await run({ "server.ts": text });
    expect(counts(report)).toEqual([0, 1]);
    expect(report.suppressed?.[0]?.suppression?.kind).toBe("inline");
    expect(notes(report)).toEqual([]);
  });

  it("suppress in JSX", async () => {
    const view = `const view = (s: string) => <p>{/* mcp-audit-ignore-next-line ${RULE} -- why */}\n{exec(\`echo \${s}\`)}</p>;\n`;
    const text = js("view(host); return;").replace("const server", `${view}const server`);
    expect(counts(await run({ "server.tsx": text }))).toEqual([0, 1]);
  });

  it.each([
    ["on the line before", py(`# mcp-audit-ignore-next-line ${RULE} -- why`)],
    ["at the end of the line", py("", `  # mcp-audit-ignore ${RULE} -- why`)],
    ["on the lines around", py(`# mcp-audit-ignore-start ${RULE}`, "\n    # mcp-audit-ignore-end")],
    ["for the file", `# mcp-audit-ignore-file ${RULE}\n${py("")}`],
  ])("suppress in Python %s", async (_name, text) => {
    const report = await run({ "server.py": text });
    expect(counts(report)).toEqual([0, 1]);
    expect(notes(report)).toEqual([]);
  });

  it.each([
    ["a string", "server.ts", js(`const s = "// mcp-audit-ignore-next-line ${RULE}";`)],
    [
      "a template",
      "server.ts",
      js(`const s = \`\n// mcp-audit-ignore-next-line ${RULE}\n\`; exec(\`x \${host}\`); s;`).replace(
        "\n  exec(`ping ${host}`);",
        "",
      ),
    ],
    ["a docstring", "server.py", py(`"""\n    # mcp-audit-ignore-next-line ${RULE}\n    """`)],
    ["a regular expression", "server.ts", js(`const r = /[//] mcp-audit-ignore-next-line ${RULE}/;`)],
  ])("do not suppress out of %s", async (_name, path, text) => {
    expect(counts(await run({ [path]: text }))).toEqual([1, 0]);
  });

  it("suppress where they stand and nowhere else", async () => {
    const two = js("exec(`a ${host}`);\n  // mcp-audit-ignore-next-line command-injection -- why");
    const report = await run({ "server.ts": two });
    expect(report.findings.length + (report.suppressed?.length ?? 0)).toBe(1);
    const other = await run({ "server.ts": js("// mcp-audit-ignore-next-line ssrf -- why") }, { rules: [] });
    expect(other.findings.map((finding) => finding.ruleId)).toContain(RULE);
  });

  it("say what has no effect", async () => {
    const report = await run(
      {
        "server.ts": js(
          [
            "// mcp-audit-ignore-next-line comand-injection -- why",
            "// mcp-audit-ignore-next-line",
            "// mcp-audit-ignore-nextline command-injection",
            "// mcp-audit-ignore command-injection -- on a line of its own",
            "// mcp-audit-ignore-end",
            "// mcp-audit-ignore-start command-injection",
          ].join("\n  "),
        ),
      },
      { rules: [] },
    );
    expect(notes(report)).toEqual([
      expect.stringMatching(
        /^server\.ts:6: there is no rule `comand-injection`; did you mean `command-injection`/,
      ),
      "server.ts:7: names no rule and suppresses nothing; write `mcp-audit-ignore-next-line RULE -- REASON`.",
      "server.ts:8: `mcp-audit-ignore-nextline` is no comment that mcp-audit knows; did you mean `mcp-audit-ignore-next-line`?",
      "server.ts:9: `mcp-audit-ignore command-injection` suppresses nothing: there is no such finding on this line.",
      "server.ts:10: `mcp-audit-ignore-end` ends nothing that began before it.",
      "server.ts:11: `mcp-audit-ignore-start` has no `mcp-audit-ignore-end` and suppresses nothing.",
    ]);
    expect(report.findings.map((finding) => finding.ruleId)).toContain(RULE);
  });

  it("are not unused when the profile leaves their finding out, or their rule did not run", async () => {
    const text = js(`// mcp-audit-ignore-next-line missing-timeout, command-injection -- why`);
    expect(notes(await run({ "server.ts": text }, { rules: [] }))).toEqual([]);
    expect(notes(await run({ "server.ts": text }, { rules: ["command-injection"] }))).toEqual([]);
  });

  it("need a reason when one is required", async () => {
    const options = { requireReason: true };
    const without = await run({ "server.ts": js(`// mcp-audit-ignore-next-line ${RULE}`) }, options);
    expect(counts(without)).toEqual([1, 0]);
    expect(notes(without)).toEqual([
      "server.ts:6: gives no reason and suppresses nothing; write `mcp-audit-ignore-next-line RULE -- REASON`.",
    ]);
    const given = await run(
      { "server.ts": js(`// mcp-audit-ignore-next-line ${RULE} -- \u202ewhy`) },
      options,
    );
    expect(given.suppressed?.[0]?.suppression).toMatchObject({ kind: "inline", reason: "\\u{202e}why" });
  });

  it("suppress in files around the code", async () => {
    const key = "sk-proj-Zt4mQ9vLx2RbN7cKpW8yHd5sJfG3uA6eTn1oViXqMw0B";
    const line = (sign: string): string =>
      `${sign} mcp-audit-ignore-next-line hardcoded-secret, container-secret -- a sample`;
    const report = await run(
      {
        "server.ts": js(""),
        Dockerfile: `FROM node:22\n${line("#")}\nENV NOTES_API_KEY=9f8a7c6b5e4d3f2a1b0c9d8e7f6a5b4c\nUSER node\n`,
        "deploy.yaml": `a: |\n  text\n  ${line("#")}\nb: 1 # other\n${line("#")}\nopenai_api_key: ${key}\n`,
        "conf.toml": `title = "# mcp-audit-ignore-next-line hardcoded-secret"\n${line("#")}\nopenai_api_key = "${key}"\n`,
        "settings.json": `{\n  ${line("//")}\n  "openai_api_key": "${key}"\n}\n`,
        ".env": `${line("#")}\nOPENAI_API_KEY=${key}\n`,
      },
      { rules: ["hardcoded-secret", "container-secret"] },
    );
    const paths = report.suppressed?.map((finding) => finding.location.path).sort();
    expect(report.findings.map(({ location }) => location.path)).toEqual([]);
    expect(paths).toEqual([".env", "Dockerfile", "conf.toml", "deploy.yaml", "settings.json"]);
  });

  it.each([
    ["server.ts", js("// mcp-audit-ignore-next-line command-injection -- why\n\n  // more")],
    ["server.py", py("# mcp-audit-ignore-next-line command-injection -- why")],
  ])("work in %s with the line ends of Windows and a byte order mark", async (path, text) => {
    const report = await run({ [path]: `\ufeff${text.replaceAll("\n", "\r\n")}` });
    expect(counts(report)).toEqual([0, 1]);
    expect(report.suppressed?.[0]?.suppression?.reason).toBe("why");
  });

  it("are none in Markdown, where examples of them stand", async () => {
    const page = `# Suppressing\n\n# mcp-audit-ignore-next-line ${RULE} -- why\n`;
    expect(notes(await run({ "server.ts": js(""), "README.md": page }))).toEqual([]);
    expect(notes(await run({ "server.ts": js(""), ".env": page }))).not.toEqual([]);
  });

  it("do not cost more than they are, however many there are", async () => {
    const text = js(`${"// mcp-audit-ignore-next-line command-injection -- x\n".repeat(5000)}`);
    const report = await run({ "server.ts": text });
    expect(counts(report)).toEqual([0, 1]);
    const many = js("", `\n${"  ;// mcp-audit-ignore command-injection\n".repeat(3000)}`);
    expect(notes(await run({ "server.ts": many })).length).toBeLessThanOrEqual(201);
  });
});

describe("configuration", () => {
  const files = (config: string) => ({
    "mcp-audit.yml": config,
    "server.ts": js(""),
    "tools/b.ts": "export {};",
  });

  it("turns rules off and on, and rates them", async () => {
    const off = await run(files("rules: { command-injection: off }"), { rules: [] });
    expect(off.findings.map((finding) => finding.ruleId)).not.toContain("command-injection");
    expect(off.rules?.map((rule) => rule.id)).not.toContain("command-injection");
    const low = await run(files("rules: { command-injection: low, missing-timeout: on }"), { rules: [] });
    const rated = low.findings.find((finding) => finding.ruleId === "command-injection");
    expect(rated?.severity).toBe("low");
    expect(low.findings.map((finding) => finding.ruleId)).toContain("missing-timeout");
    // What the user names is run, whatever the tree says.
    expect(counts(await run(files("rules: { command-injection: off }")))).toEqual([1, 0]);
  });

  it("ignores what is known, by rule, path and fingerprint, until it expires", async () => {
    const ignore = (entry: string) => run(files(`ignore:\n  - ${entry}`));
    expect(counts(await ignore("{rule: command-injection, paths: '*.ts', reason: r}"))).toEqual([0, 1]);
    expect(counts(await ignore("{rule: command-injection, paths: tools/**}"))).toEqual([1, 0]);
    const { findings } = await run(files(""));
    const known = await ignore(`{fingerprint: ${findings[0]?.fingerprint}, reason: r, expires: 2026-11-21}`);
    expect(known.suppressed?.[0]?.suppression).toEqual({
      kind: "config",
      reason: "r",
      expires: "2026-11-21",
    });
    const expired = await ignore("{rule: command-injection, expires: 2026-11-20}");
    expect(counts(expired)).toEqual([1, 0]);
    expect(notes(expired)).toEqual([
      "mcp-audit.yml:2: this entry expired after 2026-11-20 and ignores nothing any more.",
    ]);
    expect(notes(await ignore("{rule: command-injection, paths: gone/**}"))).toEqual([
      "mcp-audit.yml:2: this entry ignores nothing: there is no such finding.",
    ]);
    const bare = await run(files("require-reason: true\nignore: [{rule: command-injection}]"));
    expect([counts(bare), notes(bare).length]).toEqual([[1, 0], 1]);
  });

  it("has sections for packages, and applies when a package is audited alone", async () => {
    const config =
      "packages:\n  packages/*:\n    rules: { command-injection: off }\n  packages/b:\n    rules: { command-injection: critical }\n    ignore: [{ rule: command-injection, paths: src/** }]\n";
    const tree = {
      "mcp-audit.yml": config,
      "packages/a/package.json": '{"name":"a"}',
      "packages/a/src/server.ts": js(""),
      "packages/b/package.json": '{"name":"b"}',
      "packages/b/src/server.ts": js(""),
      "packages/b/lib/server.ts": js(""),
    };
    const cwd = makeTree(tree);
    mkdirSync(join(cwd, ".git"));
    const whole = await audit({ paths: ["."], cwd });
    const of = (report: Report) => [
      report.findings
        .filter(({ ruleId }) => ruleId === "command-injection")
        .map(({ location }) => location.path),
      report.suppressed?.map(({ location }) => location.path),
    ];
    expect(of(whole)).toEqual([["packages/b/lib/server.ts"], ["packages/b/src/server.ts"]]);
    expect(whole.hidden?.byConfig).toBe(1);
    expect(of(await audit({ paths: ["packages/b"], cwd }))).toEqual([["lib/server.ts"], ["src/server.ts"]]);
    expect(of(await audit({ paths: ["."], cwd: join(cwd, "packages/a") }))).toEqual([[], []]);
  });

  it("leaves files out and brings them in", async () => {
    const tree = { ...files("exclude: server.ts\ninclude: examples"), "examples/x.ts": js("") };
    const report = await run(tree);
    expect(report.findings.map(({ location }) => location.path)).toEqual(["examples/x.ts"]);
  });

  it("is not looked for above the repository, and not followed when another is named", async () => {
    const cwd = makeTree({
      "mcp-audit.yml": "rules: { nonsense: off }",
      "other.yml": "ignore: [{rule: command-injection, reason: r}]",
      "repo/server.ts": js(""),
    });
    mkdirSync(join(cwd, "repo", ".git"));
    const options = { paths: ["repo"], cwd, rules: ["command-injection"] };
    expect(counts(await audit(options))).toEqual([1, 0]);
    expect(counts(await audit({ ...options, config: "other.yml" }))).toEqual([0, 1]);
    await expect(audit({ ...options, config: "mcp-audit.yml" })).rejects.toThrow("no rule `nonsense`");
    await expect(audit({ ...options, config: "none.yml" })).rejects.toThrow("no configuration file none.yml");
  });

  it("does not lead out of the tree, neither by a link nor by the baseline that it names", async () => {
    const cwd = makeTree({
      "secret.yml": "rules: {command-injection: off, root-x-0: off}",
      "known.json": '{"formatVersion": 1, "findings": []}',
      "repo/server.ts": js(""),
      "repo/settings/ours.yml": "rules: {command-injection: off}",
    });
    mkdirSync(join(cwd, "repo", ".git"));
    const options = { paths: ["."], cwd: join(cwd, "repo") };
    const ids = async () => (await audit(options)).findings.map(({ ruleId }) => ruleId);
    symlinkSync("../secret.yml", join(cwd, "repo/mcp-audit.yml"));
    expect(await ids()).toContain("command-injection");
    symlinkSync("settings/ours.yml", join(cwd, "repo/mcp-audit.yaml"));
    expect(await ids()).not.toContain("command-injection");
    for (const file of ["../known.json", "link.json"]) {
      if (file === "link.json") symlinkSync("../known.json", join(cwd, "repo/link.json"));
      writeFileSync(
        join(cwd, "repo/settings/ours.yml"),
        `baseline: ${file === "link.json" ? "../link.json" : "../../known.json"}`,
      );
      const config = "settings/ours.yml";
      await expect(audit({ ...options, config })).rejects.toThrow("outside of the repository");
      expect((await audit({ ...options, config, baseline: "../known.json" })).baseline?.new).toBeGreaterThan(
        0,
      );
    }
  });

  it("deeper in the tree is not followed, which is said", async () => {
    const report = await run({ ...files(""), "tools/mcp-audit.yml": "rules: {command-injection: off}" });
    expect(counts(report)).toEqual([1, 0]);
    expect(notes(report)).toEqual([expect.stringContaining("followed only when tools itself is audited")]);
  });
});

describe("a tree that is not trusted", () => {
  it("suppresses nothing, and the report says what it tried", async () => {
    const report = await run(
      {
        "mcp-audit.yml": "this: is [not even YAML",
        "tools/mcp-audit.yml": "rules: {command-injection: off}",
        "server.ts": js("// mcp-audit-ignore-next-line command-injection -- trust me"),
      },
      { untrusted: true },
    );
    expect(counts(report)).toEqual([1, 0]);
    expect(report.untrusted?.configs).toEqual(["mcp-audit.yml", "tools/mcp-audit.yml"]);
    expect(report.untrusted?.comments.map(({ path, span }) => [path, span.line])).toEqual([["server.ts", 6]]);
    expect(notes(report)).toEqual([]);
  });

  it("is held to the configuration and the baseline that the user names", async () => {
    const cwd = makeTree({
      "mine.yml": "ignore: [{rule: command-injection, reason: mine}]",
      "tree/mcp-audit.yml": "rules: {command-injection: off}",
      "tree/server.ts": js(""),
    });
    const report = await audit({ paths: ["tree"], cwd, untrusted: true, config: "mine.yml" });
    expect(report.suppressed?.map((finding) => finding.suppression?.reason)).toEqual(["mine"]);
  });
});
