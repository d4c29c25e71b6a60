/**
 * Filters of a directory query as text. A value in one is held by an escape of its own: a backslash and two digits in
 * the place of each character that a filter acts on. In a name other characters act, and no such escape holds.
 */
import type { Step } from "../taint/flows.js";
import type { Op } from "../taint/lineage.js";
import { alphabetExcludes } from "./alphabet.js";
import { unchangedAfter } from "./evidence.js";
import { patternInfo, writtenPattern } from "./pattern.js";
import { gradeQuery } from "./query.js";
import { CLEAR, type Graded, type Verdict } from "./types.js";

const ACTS: readonly string[] = ["\\", "*", "(", ")"];

export function gradeDirectory(g: Graded): Verdict {
  const inFilter = /\([^()]*=[^()]*$/.test(g.before);
  const held = (ch: string): boolean => alphabetExcludes(g, [ch]) || isEscaped(g, ch);
  return inFilter && ACTS.every(held) ? CLEAR : gradeQuery(g);
}

function isEscaped(g: Graded, ch: string): boolean {
  const { steps } = g.flow;
  const escapesAt = (i: number, chars: readonly string[]): boolean => {
    const { op, site } = steps[i] as Step;
    return chars.some((each) => escapes(op, each, site?.module.language === "python"));
  };
  // What is replaced afterwards by something else may take the backslashes away.
  const undone = (at: number): boolean =>
    steps.some(
      ({ op }, i) => i > at && op.op === "flow" && op.flow === "replace" && !escapesAt(i, [...ACTS, "\0"]),
    );
  return steps.some((_, i) => escapesAt(i, [ch]) && unchangedAfter(g, i + 1) && !undone(i));
}

/** Does a replacement put a backslash and more in the place of each such character? */
function escapes(op: Op, ch: string, python: boolean): boolean {
  if (op.op !== "flow" || op.flow !== "replace" || op.detail === undefined) return false;
  const [pattern, by, method, begins] = JSON.parse(op.detail) as readonly (string | null | undefined)[];
  if (typeof pattern !== "string") return false;
  const text = by ?? begins;
  if (typeof text !== "string" || !/^\\(?:[0-9a-f]{2})?$/i.test(text) || (by !== null && by === "\\"))
    return false;
  const { source, flags = "" } = writtenPattern(pattern) ?? {};
  if (source === undefined && method !== "sub") return pattern === ch && (python || method === "replaceAll");
  if (source !== undefined && !flags.includes("g")) return false;
  const one = source ?? pattern;
  return /^(?:\[(?:\\.|[^\]\\])+\]|\\.)$/s.test(one) && patternInfo(`^${one}$`, flags)?.allows(ch) === true;
}
