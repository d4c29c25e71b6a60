import { describe, expect, it } from "vitest";
import { exitCodeOf, type Gate } from "../../src/cli/exit-code.js";
import type { Io } from "../../src/cli/io.js";
import { createProgress } from "../../src/cli/progress.js";
import { describeTerminal } from "../../src/cli/terminal.js";
import type { Report } from "../../src/findings/types.js";
import { command, path, sampleReport } from "../report/sample.js";

const io = (env: Record<string, string>, columns?: number): Io => ({
  cwd: "/",
  env,
  stdout: { isTTY: columns !== undefined, columns },
  stderr: { isTTY: columns !== undefined },
  out: async () => {},
  err: async () => {},
});

describe("describeTerminal", () => {
  it.each([
    ["a terminal", io({}, 132), 132],
    ["a narrow terminal", io({}, 10), 40],
    ["a pipe", io({}), 100],
    ["a pipe with a wish", io({ COLUMNS: "72" }), 72],
    ["a pipe with a bad wish", io({ COLUMNS: "-5" }), 100],
  ])("takes the width of %s", (_name, at, width) => {
    expect(describeTerminal(at, { color: true }).width).toBe(width);
  });

  it.each([
    [{ NO_COLOR: "1" }, 80, 0],
    [{ TERM: "dumb" }, 80, 0],
    [{ FORCE_COLOR: "1" }, undefined, 1],
    [{ FORCE_COLOR: "1", NO_COLOR: "1" }, undefined, 1],
    [{ FORCE_COLOR: "3" }, undefined, 3],
    [{ FORCE_COLOR: "0" }, 80, 0],
    [{}, undefined, 0],
  ])("colours %j at %s columns by level %d", (env, columns, level) => {
    expect(describeTerminal(io(env, columns), { color: true }).color).toBe(level);
    expect(describeTerminal(io(env, columns), { color: false }).color).toBe(0);
  });

  it.each([
    [{ LANG: "en_US.UTF-8" }, true],
    [{ LANG: "de_DE.utf8" }, true],
    [{ LANG: "en_US.UTF-8", LC_ALL: "C" }, false],
    [{ LANG: "C" }, false],
    [{}, false],
    [{ WT_SESSION: "x" }, true],
  ])("with %j speaks Unicode: %s", (env, unicode) => {
    expect(describeTerminal(io(env, 80), { color: true }).unicode).toBe(unicode);
    expect(describeTerminal(io(env, 80), { color: true, toFile: true }).unicode).toBe(true);
  });
});

describe("createProgress", () => {
  const watch = (tty: boolean, env: Record<string, string> = {}) => {
    let time = 0;
    let seen = "";
    const at: Io = {
      ...io(env, tty ? 80 : undefined),
      err: async (text) => {
        seen += text;
      },
    };
    const line = createProgress(at, true, () => time);
    return {
      line,
      at: (ms: number, phase: "parse" | "analyze" = "parse") => {
        time = ms;
        line.update({ phase, done: 3, total: 9 });
      },
      seen: () => seen,
    };
  };

  it("stays silent for a short scan, in a pipe and on a dumb terminal", () => {
    for (const progress of [watch(false), watch(true, { TERM: "dumb" })]) {
      progress.at(5000);
      progress.line.clear();
      expect(progress.seen()).toBe("");
    }
    const short = watch(true);
    short.at(400);
    short.line.clear();
    expect(short.seen()).toBe("");
  });

  it("speaks up after half a second, not too often, and wipes itself away", () => {
    const progress = watch(true);
    progress.at(600);
    progress.at(610);
    expect(progress.seen()).toBe("\r\x1b[2KReading 3 of 9 files ...");
    progress.at(620, "analyze");
    expect(progress.seen()).toContain("Following");
    progress.line.clear();
    expect(progress.seen().endsWith("\r\x1b[2K")).toBe(true);
  });
});

describe("exitCodeOf", () => {
  const empty = { entities: [], dynamic: [], transports: [] };
  const cases: readonly [string, Report, Gate["failOn"] & string, number][] = [
    ["no findings", sampleReport([]), "medium", 0],
    ["findings", sampleReport([path]), "medium", 1],
    ["findings below the threshold", sampleReport([path]), "high", 0],
    ["findings at the threshold", sampleReport([command]), "critical", 1],
    ["findings that never fail", sampleReport([command]), "never", 0],
    ["no server", { ...sampleReport([]), server: empty }, "medium", 3],
    ["no server, but findings", { ...sampleReport([command]), server: empty }, "medium", 1],
    ["no server, and lesser findings", { ...sampleReport([path]), server: empty }, "high", 3],
    [
      "a server with computed tools only",
      { ...sampleReport([]), server: { ...sampleReport().server, entities: [] } },
      "medium",
      0,
    ],
    ["something unread", { ...sampleReport([]), incomplete: true }, "medium", 4],
    ["something unread, and findings", { ...sampleReport(), incomplete: true }, "medium", 4],
  ];
  it.each(cases)("for %s", (_name, report, failOn, code) => {
    expect(exitCodeOf(report, { failOn })).toBe(code);
  });
});
