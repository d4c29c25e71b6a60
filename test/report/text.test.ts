import stringWidth from "fast-string-width";
import { describe, expect, it } from "vitest";
import type { Report } from "../../src/findings/types.js";
import { formatText, type TextOptions } from "../../src/report/text.js";
import { command, path, sampleReport } from "./sample.js";

const show = (report: Report, changes: Partial<TextOptions> = {}): string =>
  formatText(report, { width: 80, color: 0, unicode: true, cwd: "/srv/project", verbose: false, ...changes });

describe("formatText", () => {
  it("draws a finding as a block that explains itself", () => {
    expect(show(sampleReport([command]), { parts: "findings" })).toMatchInlineSnapshot(`
      "CRITICAL  Command injection [command-injection]
      src/tools/git.ts:42:10

        In tool \`git_clone\`, \`url\` reaches \`exec()\` and decides what is executed; the
        caller can run commands of its own.

          41 │ const cmd = \`git clone --depth 1 \${url} \${target}\`;
          42 │ return execAsync(cmd, { cwd: workspace });
             │        ━━━━━━━━━━━━━━
          43 │ }

        ╭─ src/server.ts:18:3      parameter \`url\` of tool \`git_clone\`
        │  src/server.ts:22:12     passed to \`clone()\`
        ├─ src/tools/git.ts:30:7   check with a hole: \`startsWith("https://")\` looks
        │                          at the beginning only: \`https://x;id\` passes
        │  src/tools/git.ts:41:15  spliced into \`git clone …\`
        ╰▶ src/tools/git.ts:42:10  run by \`exec()\`

        Also at  src/tools/git.ts:57:10 \`exec()\` again
        Reached  from 3 tools: \`git_clone\`, \`git_mirror\`, \`git_fetch\`
        Fix      Start the program without a shell and pass every value as its own
                 element of the argument list.
        More     mcp-audit explain command-injection (CWE-78, OWASP MCP05)
      "
    `);
  });

  it("puts long places below their steps where there is no room beside them", () => {
    expect(show(sampleReport([path]), { parts: "findings" })).toMatchInlineSnapshot(`
      "MEDIUM  Path check with a hole [weak-path-guard], medium confidence
      packages/mcp-server/src/tools/filesystem/operations/read.ts:120:14

        In tool \`read_file\`, \`path\` is checked by \`startsWith(base)\`, which
        \`/srv/data-old\` passes for \`/srv/data\`.

          119 │ // the base was checked by the caller
          120 │ const text = await fs.promises.readFile(path.join(base, options.path …
              │              ━━━━━━━━━━━━━━━━━━━━━━━━━━━━━━

        ╭─ parameter \`path\` of tool \`read_file\`
        │    packages/mcp-server/src/tools/filesystem/register.ts:8:3
        ╰▶ read by \`fs.readFile()\`
             packages/mcp-server/src/tools/filesystem/operations/read.ts:120:14

        Check    packages/mcp-server/src/tools/filesystem/guard.ts:9:7 check that does
                 not cover this: \`isAbsolute()\` is about another value
        Fix      Compare \`resolved\` with \`base + path.sep\`.
        More     mcp-audit explain weak-path-guard (CWE-22, CWE-41, OWASP MCP02)
      "
    `);
  });

  it("sums up what was found, seen and not read", () => {
    expect(show(sampleReport(), { parts: "summary" })).toMatchInlineSnapshot(`
      "────────────────────────────────────────────────────────────────────────────────
      2 findings: 1 critical, 1 medium
        Server     2 tools, 1 handler resolved, 1 dynamic (src/registry.ts:40); over
                   stdio
        Read       20 files, 52 KB, 310 functions
        Not shown  2 findings for other profiles (--profile audit shows all)
        Partly     src/broken.ts:4: syntax error; the rest of the file was read
        Skipped    dist/big.js: 12 MB, more than the 2 MB that are read of one file
        1 more note with --verbose
      "
    `);
  });

  it.each([60, 80, 100, 160])("stays within %d columns, but for paths that cannot be broken", (width) => {
    for (const line of show(sampleReport(), { width }).split("\n")) {
      if (line.includes("packages/mcp-server/")) continue;
      expect(stringWidth(line), line).toBeLessThanOrEqual(width);
    }
  });

  it("is plain ASCII where the terminal is", () => {
    const text = show(sampleReport([{ ...command, message: "In tool `größe…`" }]), { unicode: false });
    expect(text).toMatch(/^[\n\x20-\x7e]*$/);
    expect(text).toContain("gr\\u{f6}\\u{df}e...");
  });

  it("differs by nothing but colour when there is colour", () => {
    const colored = show(sampleReport(), { color: 1 });
    const plain = colored.replace(/\x1b\[[0-9;]*m/g, "");
    expect(colored).toContain("\x1b[");
    expect(plain).toBe(show(sampleReport()));
  });

  it("shows paths as the user can open them", () => {
    const text = show(sampleReport([command]), { cwd: "/srv/project/src", parts: "findings" });
    expect(text).toContain("\ntools/git.ts:42:10\n");
    expect(show(sampleReport([command]), { cwd: "/srv", parts: "findings" })).toContain(
      "\nproject/src/tools/git.ts:42:10\n",
    );
  });

  it("underlines the code below wide characters", () => {
    const excerpt = { lines: [{ number: 1, text: "日本 = exec(x)", mark: { start: 5, end: 9 } }] };
    const lines = show(sampleReport([{ ...command, excerpt }]), { parts: "findings" }).split("\n");
    expect(lines.find((line) => line.includes("━━"))).toBe("      │        ━━━━");
  });

  it("folds the middle of a long flow but keeps its checks", () => {
    const step = command.flow[1]!;
    const guard = command.flow[2]!;
    const flow = [
      command.flow[0]!,
      ...Array(8).fill(step),
      guard,
      ...Array(8).fill(step),
      command.flow.at(-1)!,
    ];
    const text = show(sampleReport([{ ...command, flow }]), { parts: "findings" });
    expect(text).toContain("… 9 more steps (--verbose shows them)");
    expect(text).toContain("check with a hole");
    expect(show(sampleReport([{ ...command, flow }]), { verbose: true })).not.toContain("more steps");
  });

  it("names every tool that reaches the place", () => {
    const origins = Array.from({ length: 30 }, (_, at) => ({
      kind: "tool",
      name: `tool_${at}`,
      parameter: "x",
    }));
    expect(show(sampleReport([{ ...command, origins }]))).toContain("and 10 more");
    const all = show(sampleReport([{ ...command, origins }]), { verbose: true });
    for (const { name } of origins) expect(all).toContain(`\`${name}\``);
  });

  it("counts other entries than tools in words", () => {
    const origins = [
      { kind: "http", name: "req.body.to", parameter: "to" },
      { kind: "http", name: "req.query.cc", parameter: "cc" },
    ];
    expect(show(sampleReport([{ ...command, origins }]))).toContain(
      "from 2 parts of the HTTP request: `req.body.to`, `req.query.cc`",
    );
  });

  it("says that no server is not the same as clean", () => {
    const report: Report = { ...sampleReport([]), server: { entities: [], dynamic: [], transports: [] } };
    expect(show(report).replace(/\s+/g, " ")).toContain(
      "No MCP server found. None of the 20 files read registers a tool",
    );
    const one = { ...report, stats: { files: 1, bytes: 9, functions: 1, unsupported: {} } };
    expect(show(one).replace(/\s+/g, " ")).toContain(
      "The one file read does not register a tool, a resource",
    );
    const empty = { ...report, stats: { files: 0, bytes: 0, functions: 0, unsupported: {} } };
    expect(show(empty)).toContain("There is no source file here");
    expect(show(empty)).not.toContain("No findings");
  });

  it("does not call an incomplete scan clean", () => {
    const text = show({ ...sampleReport([]), incomplete: true });
    expect(text).toContain("Incomplete:");
    expect(text).toContain("No findings in what was read.");
    expect(text).not.toMatch(/^No findings\.$/m);
  });

  it("prints nothing for findings only when there are none", () => {
    expect(show(sampleReport([]), { parts: "findings" })).toBe("");
  });

  it("says the time only when it is told", () => {
    expect(show(sampleReport(), { verbose: true })).not.toContain("Time");
    expect(show(sampleReport(), { verbose: true, milliseconds: 12 })).toContain("12 ms");
  });
});
