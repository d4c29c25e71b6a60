/** A hand-made report for the tests of reporters: a flow over files with a weak guard, and a plain finding. */
import type { Finding, Report, RuleInfo } from "../../src/findings/types.js";

const at = (path: string, line: number, col: number, length = 8) => ({
  path,
  span: { line, col, endLine: line, endCol: col + length },
});

const rule: RuleInfo = {
  id: "command-injection",
  title: "Command injection",
  severity: "critical",
  confidence: "high",
  profile: "default",
  cwe: [78],
  owasp: ["MCP05"],
  summary: "Text that the caller chose becomes part of a command line.",
  fix: "Start the program without a shell and pass every value as its own element of the argument list.",
};

const pathRule: RuleInfo = {
  id: "weak-path-guard",
  title: "Path check with a hole",
  severity: "medium",
  confidence: "medium",
  profile: "default",
  cwe: [22, 41],
  owasp: ["MCP02"],
  summary: "The path is checked, and the check lets other folders pass.",
  fix: "Resolve the path, follow its links, and compare it with the base folder segment by segment.",
};

export const command: Finding = {
  ruleId: "command-injection",
  severity: "critical",
  confidence: "high",
  profile: "default",
  message:
    "In tool `git_clone`, `url` reaches `exec()` and decides what is executed; the caller can run commands of its own.",
  location: at("src/tools/git.ts", 42, 9, 14),
  related: [{ location: at("src/tools/git.ts", 57, 9), text: "`exec()` again" }],
  flow: [
    { location: at("src/server.ts", 18, 2), role: "source", text: "parameter `url` of tool `git_clone`" },
    { location: at("src/server.ts", 22, 11), role: "step", text: "passed to `clone()`" },
    { location: at("src/tools/git.ts", 30, 6), role: "guard", text: "checked by `startsWith()`" },
    { location: at("src/tools/git.ts", 41, 14), role: "step", text: "spliced into `git clone …`" },
    { location: at("src/tools/git.ts", 42, 9), role: "sink", text: "run by `exec()`" },
  ],
  guards: [
    {
      location: at("src/tools/git.ts", 30, 6),
      verdict: "hole",
      text: '`startsWith("https://")` looks at the beginning only: `https://x;id` passes',
    },
  ],
  origins: [
    { kind: "tool", name: "git_clone", parameter: "url" },
    { kind: "tool", name: "git_mirror", parameter: "url" },
    { kind: "tool", name: "git_fetch", parameter: "remote" },
  ],
  fingerprint: "0123456789abcdef0123456789abcdef",
  excerpt: {
    lines: [
      { number: 41, text: "const cmd = `git clone --depth 1 ${url} ${target}`;" },
      { number: 42, text: "return execAsync(cmd, { cwd: workspace });", mark: { start: 7, end: 21 } },
      { number: 43, text: "}" },
    ],
  },
};

export const path: Finding = {
  ruleId: "weak-path-guard",
  severity: "medium",
  confidence: "medium",
  profile: "default",
  message:
    "In tool `read_file`, `path` is checked by `startsWith(base)`, which `/srv/data-old` passes for `/srv/data`.",
  location: at("packages/mcp-server/src/tools/filesystem/operations/read.ts", 120, 13, 30),
  related: [],
  flow: [
    {
      location: at("packages/mcp-server/src/tools/filesystem/register.ts", 8, 2),
      role: "source",
      text: "parameter `path` of tool `read_file`",
    },
    {
      location: at("packages/mcp-server/src/tools/filesystem/operations/read.ts", 120, 13),
      role: "sink",
      text: "read by `fs.readFile()`",
    },
  ],
  guards: [
    {
      location: at("packages/mcp-server/src/tools/filesystem/guard.ts", 9, 6),
      verdict: "partial",
      text: "`isAbsolute()` is about another value",
    },
  ],
  origins: [{ kind: "tool", name: "read_file", parameter: "path" }],
  fix: "Compare `resolved` with `base + path.sep`.",
  fingerprint: "fedcba9876543210fedcba9876543210",
  excerpt: {
    lines: [
      { number: 119, text: "// the base was checked by the caller" },
      {
        number: 120,
        text: 'const text = await fs.promises.readFile(path.join(base, options.path ?? "index.md"), { encoding: "utf8", signal: AbortSignal.timeout(limits.readTimeoutInMilliseconds) });',
        mark: { start: 13, end: 43 },
      },
    ],
  },
};

/** A report with these findings over a server of three tools. */
export function sampleReport(findings: readonly Finding[] = [command, path]): Report {
  return {
    tool: { name: "mcp-audit", version: "0.0.0" },
    root: "/srv/project",
    base: "/srv/project",
    target: ".",
    findings,
    hidden: { byProfile: 2, byThreshold: 0 },
    rules: [rule, pathRule],
    server: {
      entities: [
        {
          kind: "tool",
          name: "git_clone",
          description: "Clones a repository",
          location: at("src/server.ts", 18, 2),
          handler: at("src/server.ts", 21, 4),
          annotations: { readOnlyHint: false },
        },
        {
          kind: "tool",
          name: undefined,
          description: undefined,
          location: at("src/registry.ts", 40, 4),
          handler: undefined,
          annotations: undefined,
        },
      ],
      dynamic: [at("src/registry.ts", 40, 4)],
      transports: ["stdio"],
    },
    notes: [
      {
        path: "src/broken.ts",
        line: 4,
        kind: "partial",
        message: "syntax error; the rest of the file was read",
      },
      {
        path: "dist/big.js",
        kind: "skipped",
        message: "12 MB, more than the 2 MB that are read of one file",
      },
      { path: ".", kind: "info", message: "left out: 3 test files" },
    ],
    stats: { files: 20, bytes: 53_000, functions: 310, unsupported: { "with statement": 1 } },
    incomplete: false,
  };
}
