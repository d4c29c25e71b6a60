/**
 * The marks in fixtures (`// expect: command-injection`) and how findings are held against them.
 *
 * One grammar in all languages; the comment sign does not matter:
 *
 *   expect: <id>[, <id>]          a finding of that rule is reported on this line
 *   expect-next: <id>[, <id>]     ... on the next line, where no comment can follow
 *   expect-missing: <id> -- why   there should be one, and there is none: a known gap
 *   expect-spurious: <id> -- why  there is one, and there should be none: a known false report
 *
 * JSON that allows no comments has them as `"//": "expect-next: <id>"`.
 *
 * Several marks in one comment are separated by semicolons.
 *
 * A finding without a mark fails, a mark without a finding fails, and a gap that is closed fails until
 * its mark is changed. Nothing here knows a rule or reads a file.
 */

export type MarkKind = "expect" | "expect-missing" | "expect-spurious";

export interface Mark {
  readonly kind: MarkKind;
  readonly rule: string;
  /** 1-based. */
  readonly line: number;
}

/** A finding, reduced to what marks speak of. */
export interface Reported {
  readonly rule: string;
  readonly line: number;
}

const COMMENT = /(?:\/\/|#|\/\*|<!--)(?:":\s*")?\s*(expect(?:-[a-z]+)?:.*?)\s*(?:\*\/|-->|",?)?\s*$/;
const MARK = /^(expect(?:-[a-z]+)?):\s*(.*?)\s*$/;
const ID = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;

/** The marks of a file, and what is wrong with the way they are written. */
export function readMarks(text: string): {
  readonly marks: readonly Mark[];
  readonly mistakes: readonly string[];
} {
  const marks: Mark[] = [];
  const mistakes: string[] = [];
  text.split(/\r?\n/).forEach((content, index) => {
    const comment = COMMENT.exec(content)?.[1];
    for (const part of comment?.split(/;\s*(?=expect)/) ?? []) {
      const [, word = "", rest = ""] = MARK.exec(part) ?? [];
      readMark(word, rest, index + 1);
    }
  });
  return { marks, mistakes };

  function readMark(word: string, rest: string, here: number): void {
    const [ids = "", why] = rest.split(/\s+--\s+/, 2);
    const gap = word === "expect-missing" || word === "expect-spurious";
    if (!gap && word !== "expect" && word !== "expect-next") {
      mistakes.push(`line ${here}: unknown mark ${word}`);
    }
    if (gap && !why) mistakes.push(`line ${here}: ${word} needs a reason: "${word}: <id> -- why"`);
    const kind: MarkKind = gap ? word : "expect";
    for (const rule of ids.split(",").map((each) => each.trim())) {
      if (ID.test(rule)) marks.push({ kind, rule, line: word === "expect-next" ? here + 1 : here });
      else mistakes.push(`line ${here}: "${rule}" is no rule id`);
    }
  }
}

/** What does not agree, one sentence each, in the order of the lines. */
export function compare(marks: readonly Mark[], findings: readonly Reported[]): readonly string[] {
  const wrong: { line: number; text: string }[] = [];
  const found = new Set(findings.map(key));
  const allowed = new Set(marks.filter((mark) => mark.kind !== "expect-missing").map(key));
  for (const mark of marks) {
    const there = found.has(key(mark));
    const say = (text: string) => wrong.push({ line: mark.line, text: `line ${mark.line}: ${text}` });
    if (mark.kind === "expect" && !there) say(`expected ${mark.rule}, nothing was found`);
    if (mark.kind === "expect-missing" && there) say(`${mark.rule} is found now; make the mark "expect"`);
    if (mark.kind === "expect-spurious" && !there) say(`${mark.rule} is gone; remove the mark`);
  }
  const gaps = new Set(marks.filter((mark) => mark.kind === "expect-missing").map(key));
  for (const finding of uniqueBy(findings)) {
    if (allowed.has(key(finding)) || gaps.has(key(finding))) continue;
    wrong.push({ line: finding.line, text: `line ${finding.line}: ${finding.rule} was not expected` });
  }
  return wrong.sort((a, b) => a.line - b.line).map((each) => each.text);
}

/** The rules that a file is about whatever the tool makes of it: same in every language of a construct. */
export function intended(marks: readonly Mark[]): readonly string[] {
  const rules = marks.filter((mark) => mark.kind !== "expect-spurious").map((mark) => mark.rule);
  return [...new Set(rules)].sort();
}

const key = (each: Reported): string => `${each.line} ${each.rule}`;

function uniqueBy(findings: readonly Reported[]): readonly Reported[] {
  return [...new Map(findings.map((each) => [key(each), each])).values()];
}
