/**
 * Lists that begin empty and are added to on some ways only, such as the errors of a validation:
 *
 *   const errors = [];
 *   if (!PATTERN.test(name)) errors.push("bad name");
 *   if (errors.length > 0) throw new Error(errors.join());     the pattern matched
 *
 * Whether the list has got anything is kept on the path, as a property of it, with what its ways established.
 */
import type { FunctionIR, Language, Temp } from "../ir/types.js";
import type { FactDelta } from "./facts.js";
import type { Frame } from "./machine.js";
import { FILLED, outcomesOf, type State, setField } from "./state.js";
import { constant, type Obj, type Outcome, type Value } from "./values.js";

const keyOf = (list: Obj): string => `o${list.id}${FILLED}`;

/** An empty list was made: worth a note where the function looks at how much is in it. */
export function noteEmpty({ fn, module, temps, state }: Frame, made: Temp): void {
  if (!isMeasured(fn, module.language, made)) return;
  for (const list of temps[made]?.refs ?? []) setField(state, keyOf(list), constant(false));
}

const measured = new WeakMap<FunctionIR, ReadonlySet<Temp>>();

/** Does the function look at the length or the truth of the list that `made` holds? */
function isMeasured(fn: FunctionIR, language: Language, made: Temp): boolean {
  let known = measured.get(fn);
  if (known === undefined) measured.set(fn, (known = measuredIn(fn, language)));
  return known.has(made);
}

/** Temps that are looked at so, with those that reach one through a variable. */
function measuredIn(fn: FunctionIR, language: Language): ReadonlySet<Temp> {
  const instrs = fn.blocks.flatMap((b) => b.instrs);
  const found = new Set<Temp>();
  const globals = new Set(instrs.flatMap((i) => (i.op === "global" ? [i.dst] : [])));
  for (const i of instrs) {
    if (i.op === "load" && i.key === "length") found.add(i.obj);
    else if (i.op === "call" && globals.has(i.callee)) for (const { value } of i.args) found.add(value);
    else if (i.op === "logical") found.add(i.left).add(i.right);
    // Who keeps a list elsewhere may look at it there.
    else if (i.op === "unary" || i.op === "store" || i.op === "storei") found.add(i.src);
    else if (i.op === "object") for (const { value } of i.entries) found.add(value);
  }
  for (const { term } of fn.blocks) {
    if (language === "python" && term.op === "branch") found.add(term.cond);
    // And so may who is given it.
    if (term.op === "return" && term.src !== undefined) found.add(term.src);
  }
  const variables = new Set<number>();
  for (let grown = true; grown; ) {
    grown = false;
    for (const i of instrs) {
      if (i.op === "getvar" && i.ref.depth === 0 && found.has(i.dst) && !variables.has(i.ref.index)) {
        variables.add(i.ref.index);
        grown = true;
      } else if (i.op === "setvar" && i.ref.depth === 0 && variables.has(i.ref.index) && !found.has(i.src)) {
        found.add(i.src);
        grown = true;
      }
    }
  }
  return found;
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

/** A list that a function returns, and how it got anything or not: each way with what it established. */
export interface Filling {
  readonly list: Obj;
  readonly ways: readonly Outcome[];
}

/** That list, where all ways out return the same one; `own` gives what a way has established since the beginning. */
export function fillingOf(
  exits: readonly { readonly value: Value; readonly state: State }[],
  own: (s: State) => readonly FactDelta[],
): Filling | undefined {
  const [list] = exits[0]?.value.refs ?? [];
  if (list?.kind !== "array") return undefined;
  const ways: Outcome[] = [];
  for (const { value, state } of exits) {
    const filled =
      value.refs.length === 1 && value.refs[0] === list ? state.fields.get(keyOf(list)) : undefined;
    if (filled === undefined) return undefined;
    ways.push(...outcomesOf(filled.value, own(state)));
  }
  return ways.length <= MAX_WAYS ? { list, ways } : undefined;
}

const MAX_WAYS = 12;

/** The caller learns what is in a list that it was given. */
export function noteFilling(s: State, { list, ways }: Filling): void {
  setField(s, keyOf(list), { refs: [], consts: [true, false], taints: [], unknown: false, outcomes: ways });
}

/** What decides of a condition: in Python, a list with nothing in it is false. */
export function truthOf({ state, module }: Frame, v: Value): Value {
  return (module.language === "python" ? filledness(state, v) : undefined) ?? v;
}
