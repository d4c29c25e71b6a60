/** The marks themselves: how they are read, and that every kind of disagreement is noticed. */
import { describe, expect, it } from "vitest";
import { compare, intended, readMarks } from "./marks.js";

const marksOf = (text: string) => readMarks(text).marks;

describe("reading marks", () => {
  it("reads one grammar in all comment styles", () => {
    const text = [
      "exec(a); // expect: command-injection",
      "exec(b)  # expect: command-injection, ssrf",
      "/* expect-next: ssrf */",
      "<!-- expect-next: ssrf -->",
    ].join("\n");
    expect(marksOf(text)).toEqual([
      { kind: "expect", rule: "command-injection", line: 1 },
      { kind: "expect", rule: "command-injection", line: 2 },
      { kind: "expect", rule: "ssrf", line: 2 },
      { kind: "expect", rule: "ssrf", line: 4 },
      { kind: "expect", rule: "ssrf", line: 5 },
    ]);
  });

  it("reads several marks of one comment", () => {
    expect(
      marksOf("x() // expect: a; expect-missing: b -- not yet; expect-spurious: c -- too coarse"),
    ).toEqual([
      { kind: "expect", rule: "a", line: 1 },
      { kind: "expect-missing", rule: "b", line: 1 },
      { kind: "expect-spurious", rule: "c", line: 1 },
    ]);
  });

  it.each([
    ["x() // expect-missing: a", 'line 1: expect-missing needs a reason: "expect-missing: <id> -- why"'],
    ["x() // expects: a", undefined],
    ["x() // expect-soon: a", "line 1: unknown mark expect-soon"],
    ["x() // expect: not an id", 'line 1: "not an id" is no rule id'],
  ])("%s", (text, mistake) => {
    expect(readMarks(text).mistakes).toEqual(mistake === undefined ? [] : [mistake]);
  });
});

describe("comparing", () => {
  const at = (rule: string, line = 1) => ({ rule, line });

  it("is content when every finding has its mark and every mark its finding", () => {
    const marks = marksOf("x() // expect: a; expect-missing: b -- not yet; expect-spurious: c -- too coarse");
    expect(compare(marks, [at("a"), at("a"), at("c")])).toEqual([]);
  });

  it.each([
    ["x() // expect: a", [], "line 1: expected a, nothing was found"],
    ["x()", [at("a")], "line 1: a was not expected"],
    ["x() // expect: a", [at("a"), at("a", 2)], "line 2: a was not expected"],
    ["x() // expect-missing: a -- why", [at("a")], 'line 1: a is found now; make the mark "expect"'],
    ["x() // expect-spurious: a -- why", [], "line 1: a is gone; remove the mark"],
  ])("%s", (text, findings, sentence) => {
    expect(compare(marksOf(text), findings)).toEqual([sentence]);
  });

  it("knows what a file is about whatever is found", () => {
    expect(
      intended(marksOf("x() // expect: b; expect-missing: a -- why; expect-spurious: c -- why")),
    ).toEqual(["a", "b"]);
  });
});
