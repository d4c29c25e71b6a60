/** Parts that are taken from a text: what stood between two separators, what a pattern matched. */
import { patternInfo, writtenPattern } from "./pattern.js";
import type { Graded } from "./types.js";

/** `name.split("/").pop()`: one of the parts between which the character stood. */
export function isPartBetween(steps: Graded["flow"]["steps"], at: number, ch: string): boolean {
  const op = steps[at]?.op;
  if (op?.op !== "flow" || op.flow !== "split" || op.detail !== ch) return false;
  const next = steps[at + 1]?.op;
  return next?.op === "prop" ? /^-?\d+$/.test(next.name) : next?.op === "flow" && next.flow === "element";
}

/** `/#(\d+)/.exec(text)[1]`: what a pattern matches is made of what the pattern, or its group, can hold. */
export function isPartWithout(steps: Graded["flow"]["steps"], at: number, ch: string): boolean {
  const op = steps[at]?.op;
  if (op?.op !== "flow" || op.flow !== "slice" || op.detail === undefined) return false;
  const written = writtenPattern(op.detail);
  const info = written === undefined ? undefined : patternInfo(written.source, written.flags);
  return info !== undefined && !info.groupAllows(groupRead(steps, at + 1), ch);
}

/** The group that is read of a match: `[1]`, `.groups.name`, `.group("name")`; "0" is the whole. */
function groupRead(steps: Graded["flow"]["steps"], from: number): string {
  for (const { op } of steps.slice(from, from + 3)) {
    if (op.op === "prop" && op.name !== "groups") return op.name;
    if (op.op === "flow" && op.flow === "identity" && op.detail !== undefined) return op.detail;
    if (op.op === "concat" || (op.op === "flow" && op.flow !== "identity" && op.flow !== "element")) break;
  }
  return "0";
}
