/** Comparisons that are not of equality: which is larger, and of which class something is. */

import { equalsPred } from "./conditions.js";
import type { FactDelta } from "./facts.js";
import { classAsked } from "./narrowing.js";
import type { Site } from "./site.js";
import { testPred } from "./tested.js";
import { BOOL, BOTTOM, onlyConst, type Prim, type Value, withPred } from "./values.js";

type Order = "<" | "<=" | ">" | ">=";

/**
 * Which is larger: of a number that came about in several ways (a position) as of one that was sent. In a `strict`
 * language, to compare a text with a number is an error.
 */
export function ordered(operator: Order, left: Value, right: Value, site: Site, strict: boolean): Value {
  const limit = onlyConst(right)?.value;
  const known =
    typeof limit === "number" && left.outcomes?.every((o) => o.value.consts.every(isNumber))
      ? equalsPred(left, ({ consts }) => ({
          may: consts.some((c) => inOrder(operator, Number(c), limit)),
          mayNot: consts.some((c) => !inOrder(operator, Number(c), limit)),
        }))
      : undefined;
  if (known !== undefined) return withPred(BOOL, known);
  const p = testPred(left, "less-than", right, operator, site);
  const { whenTrue, whenFalse } =
    operator === "<" || operator === "<=" ? p : { whenTrue: p.whenFalse, whenFalse: p.whenTrue };
  const number = strict && typeof limit === "number" ? isNumberThen(left, operator, site) : [];
  return withPred(BOOL, { whenTrue: [...whenTrue, ...number], whenFalse: [...whenFalse, ...number] });
}

/** Where nothing but a number can be compared with one, what has been compared is one, whatever the answer was. */
function isNumberThen(left: Value, operator: Order, site: Site): readonly FactDelta[] {
  const sent = left.taints.filter((node) => !node.amount);
  return testPred({ ...left, taints: sent }, "is-number", undefined, operator, site).whenTrue;
}

const isNumber = (c: Prim): boolean => typeof c === "number";

function inOrder(operator: Order, a: number, b: number): boolean {
  if (operator === "<") return a < b;
  if (operator === "<=") return a <= b;
  return operator === ">" ? a > b : a >= b;
}

/** Is it an object of the class? What has no object in it is none; which of several it is, its ways of coming about say. */
export function ofClass(left: Value, right: Value): Value {
  if (right.refs.length === 0) return BOOL;
  const asked = classAsked(right);
  // An object may be of a class that is not known.
  const objects = (o: Value, of: boolean): boolean =>
    asked === undefined
      ? of && o.refs.length > 0
      : asked.part({ ...BOTTOM, refs: o.refs }, of).refs.length > 0;
  const pred = equalsPred(left, (o) => ({
    may: objects(o, true) || o.unknown || (o.taints.length > 0 && o.refs.length === 0),
    // A text beside an object is what the object was made of.
    mayNot:
      o.refs.length === 0 ||
      objects(o, false) ||
      o.unknown ||
      o.consts.some((c) => c === undefined || c === null),
  }));
  const answer = pred === undefined ? BOOL : withPred(BOOL, pred);
  return asked === undefined ? answer : { ...answer, asked };
}
