import { describe, expect, it } from "vitest";
import { finishFindings, type Policy, sanitizeServer, type Thresholds } from "../../src/findings/finish.js";
import type { Finding } from "../../src/findings/types.js";

type Raw = Omit<Finding, "fingerprint">;

const raw = (changes: Partial<Raw> & { line?: number } = {}): Raw => {
  const line = changes.line ?? 2;
  return {
    ruleId: "command-injection",
    severity: "high",
    confidence: "high",
    profile: "default",
    message: "In tool `x`, `y` reaches `exec()`.",
    location: { path: "src/a.ts", span: { line, col: 2, endLine: line, endCol: 9 } },
    related: [],
    flow: [],
    guards: [],
    origins: [{ kind: "tool", name: "x", parameter: "y" }],
    ...changes,
  };
};

/** Who decides by thresholds alone. */
const by = (thresholds: Thresholds): Policy => ({
  see: () => {},
  judge: (finding) => ({ finding, off: false, outside: false, thresholds }),
});
const all: Thresholds = { profile: "audit", severity: "info", confidence: "low" };
const everything = by(all);
const lines = ["function f(y) {", "  exec(y);", "  exec(y);", "}"];
const linesOf = () => lines;

describe("finishFindings", () => {
  it("orders by severity, then place, whatever the order of the engine", () => {
    const list = [
      raw({ severity: "low" }),
      raw({ line: 3 }),
      raw({
        severity: "critical",
        location: { path: "z.ts", span: { line: 1, col: 0, endLine: 1, endCol: 1 } },
      }),
      raw(),
    ];
    const one = finishFindings(list, everything, linesOf).findings;
    const other = finishFindings([...list].reverse(), everything, linesOf).findings;
    expect(one).toEqual(other);
    expect(one.map((finding) => [finding.severity, finding.location.span.line])).toEqual([
      ["critical", 1],
      ["high", 2],
      ["high", 3],
      ["low", 2],
    ]);
  });

  it("gives unique fingerprints that survive moved lines, new messages and new severities", () => {
    const before = finishFindings([raw(), raw({ line: 3 })], everything, linesOf).findings;
    const moved = ["// new", "", ...lines];
    const after = finishFindings(
      [raw({ line: 5, message: "other words" }), raw({ line: 4, severity: "low" })],
      everything,
      () => moved,
    ).findings;
    expect(new Set(before.map((finding) => finding.fingerprint)).size).toBe(2);
    expect(new Set(after.map((finding) => finding.fingerprint))).toEqual(
      new Set(before.map((finding) => finding.fingerprint)),
    );
    expect(before[0]?.fingerprint).toMatch(/^[0-9a-f]{32}$/);
  });

  it("changes the fingerprint with the rule, what is around the place, and the code, but not with the file", () => {
    const print = (finding: Raw, text: readonly string[] = lines): string | undefined =>
      finishFindings([finding], everything, () => text).findings[0]?.fingerprint;
    const base = print(raw());
    expect(print(raw({ ruleId: "ssrf" }))).not.toBe(base);
    const anchored = { ...raw(), anchor: ["tool x"] };
    expect(print(anchored)).not.toBe(base);
    expect(print(raw(), ["", "  spawn(y);"])).not.toBe(base);
    expect(print(raw({ location: { path: "lib/b.ts", span: raw().location.span } }))).toBe(base);
    const wrapped = { path: "src/a.ts", span: { line: 2, col: 1, endLine: 4, endCol: 1 } };
    expect(print(raw({ location: wrapped }), ["", "\texec(", "\t\t// note", ")"])).not.toBe(base);
    const spaced = { path: "src/a.ts", span: { line: 2, col: 1, endLine: 5, endCol: 2 } };
    expect(print(raw({ location: spaced }), ["", "\texec(", "\t\t// note", "\t\ty,", "\t)"])).toBe(
      print(
        raw(),
        lines.map((line) => line.replace(";", " ")),
      ),
    );
    const server = { ...raw(), scope: "server" as const };
    expect(print(server)).toBe(print({ ...server, location: wrapped }, ["", "other()"]));
  });

  it("does not change a fingerprint when a threshold hides another finding of the same code", () => {
    const both = [raw({ severity: "low" }), raw({ line: 3 })];
    const whole = finishFindings(both, everything, linesOf).findings.find(
      (finding) => finding.severity === "high",
    );
    const some = finishFindings(both, by({ ...all, severity: "high" }), linesOf).findings;
    expect(some.map((finding) => finding.fingerprint)).toEqual([whole?.fingerprint]);
  });

  it("counts what profile and thresholds leave out", () => {
    const list = [
      raw({ profile: "pedantic" }),
      raw({ profile: "audit" }),
      raw({ confidence: "low" }),
      raw({ line: 3 }),
    ];
    const { findings, hidden } = finishFindings(
      list,
      by({ profile: "default", severity: "info", confidence: "medium" }),
      linesOf,
    );
    expect(findings).toHaveLength(1);
    expect(hidden).toEqual({ byProfile: 2, byThreshold: 1, byConfig: 0, byChange: 0 });
  });

  it("makes every text of the audited tree safe", () => {
    const evil = "\x1b[2J\u202eevil\u{e0041}";
    const place = raw().location;
    const finding = raw({
      message: evil,
      fix: evil,
      related: [{ location: place, text: evil }],
      flow: [{ location: place, role: "source", text: evil }],
      guards: [{ location: place, verdict: "hole", text: evil }],
      origins: [{ kind: "tool", name: evil, parameter: evil }],
    });
    const [safe] = finishFindings([finding], everything, () => ["", `exec("${evil}")`]).findings;
    expect(JSON.stringify(safe)).not.toMatch(/\\u001b|\u202e|\u{e0041}/u);
    expect(safe?.message).toBe("\\x1b[2J\\u{202e}evil\\u{e0041}");
    expect(safe?.excerpt?.lines[0]?.text).toContain("\\x1b[2J");
  });

  it("cuts texts without end", () => {
    const [cut] = finishFindings([raw({ message: "x".repeat(100_000) })], everything, linesOf).findings;
    expect(cut?.message.length).toBeLessThanOrEqual(1200);
  });
});

describe("sanitizeServer", () => {
  it("keeps flags and short texts of annotations and nothing else", () => {
    const location = raw().location;
    const server = sanitizeServer({
      entities: [
        {
          kind: "tool",
          name: "a\x1b[1m",
          description: "\u202ehidden",
          location,
          handler: location,
          annotations: { readOnlyHint: true, title: "t\x07", nested: { a: 1 }, __proto__x: 1 },
        },
      ],
      dynamic: [],
      transports: ["stdio"],
    });
    expect(server.entities[0]).toMatchObject({ name: "a\\x1b[1m", description: "\\u{202e}hidden" });
    expect(server.entities[0]?.annotations).toEqual({ readOnlyHint: true, title: "t\\x07", __proto__x: 1 });
  });
});
