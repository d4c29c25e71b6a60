/**
 * Alternatives that cannot be, for what is known of the value besides: what begins with `https://` does not begin with
 * `raw:`, so that a check which lets `raw:` through holds all the same.
 */
import type { Check } from "../taint/checks.js";
import type { Step } from "../taint/flows.js";
import { ENCODED, HOLE } from "../taint/lineage.js";
import { direct } from "./evidence.js";

/** The checks without such alternatives; what is left of one holds. `before` is the text in front of the value after so many steps. */
export function withoutImpossible(
  steps: readonly Step[],
  checks: readonly Check[],
  before: (at: number) => string,
): readonly Check[] {
  if (!checks.some((c) => c.options?.some((o) => o.some(tellsBeginning)))) return checks;
  const known = checks.filter(tellsBeginning);
  const isImpossible = (c: Check): boolean => {
    const texts = tellsBeginning(c) ? (c.fact.text ?? []) : [];
    if (texts.length === 0) return false;
    const [fixed = ""] = before(c.at).split(/[\uFFFB\uFFFC]/);
    if (fixed !== "" && texts.every((text) => apart(text, fixed))) return true;
    return known.some(
      (k) =>
        isSameValue(steps, k.at, c.at) &&
        k.fact.text?.every((begin) => texts.every((text) => apart(text, begin))) === true,
    );
  };
  return checks.flatMap((c) => {
    const left = c.options?.filter((o) => !o.some(isImpossible));
    if (left === undefined || left.length === 0 || left.length === c.options?.length) return [c];
    return left.length === 1 ? (left[0] ?? []) : [{ ...c, options: left }];
  });
}

/** Is it known to begin with one of some texts? */
const tellsBeginning = (c: Check): boolean =>
  c.options === undefined &&
  c.fact.test === "prefix" &&
  !c.fact.negated &&
  direct(c) &&
  c.fact.text !== undefined &&
  c.fact.text.length > 0 &&
  !c.fact.text.some((text) => text === "" || text.includes(HOLE) || text.includes(ENCODED));

/** No text begins with both. */
const apart = (a: string, b: string): boolean => !a.startsWith(b) && !b.startsWith(a);

const isSameValue = (steps: readonly Step[], a: number, b: number): boolean =>
  steps
    .slice(Math.min(a, b), Math.max(a, b))
    .every(({ op }) => op.op === "flow" && (op.flow === "identity" || op.flow === "string"));
