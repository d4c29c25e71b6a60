/**
 * Lists that begin empty and are added to on some ways only, such as the errors of a validation:
 *
 *   const errors = [];
 *   if (!PATTERN.test(name)) errors.push("bad name");
 *   if (errors.length > 0) throw new Error(errors.join());     the pattern matched
 *
 * Whether the list has got anything is kept on the path, as a property of it, with what its ways established.
 */
import type { Frame } from "./machine.js";
import { FILLED, type State, setField } from "./state.js";
import { constant, type Obj, type Value } from "./values.js";

const keyOf = (list: Obj): string => `o${list.id}${FILLED}`;

/** An empty list was made. */
export function noteEmpty(s: State, list: Obj): void {
  setField(s, keyOf(list), constant(false));
}

/** Something was put into a list. */
export function noteFilled(s: State, list: Obj | undefined): void {
  if (list !== undefined && s.fields.has(keyOf(list))) setField(s, keyOf(list), constant(true));
}

/**
 * How much is in a list, 0 or 1 for anything more, where the ways to here differ in it. Nothing is said of the way on
 * which there is something: others may have put it there.
 */
export function filledness(s: State, { refs, taints, unknown }: Value): Value | undefined {
  const [list] = refs;
  if (list?.kind !== "array" || refs.length > 1 || taints.length > 0 || unknown) return undefined;
  const ways = s.fields.get(keyOf(list))?.value.outcomes;
  if (ways === undefined) return undefined;
  const outcomes = ways.map(({ value, facts }) =>
    value.consts[0] === true ? { value: constant(1), facts: [] } : { value: constant(0), facts },
  );
  return { refs: [], consts: [], taints: [], unknown: true, outcomes };
}

/** What decides of a condition: in Python, a list with nothing in it is false. */
export function truthOf({ state, module }: Frame, v: Value): Value {
  return (module.language === "python" ? filledness(state, v) : undefined) ?? v;
}
