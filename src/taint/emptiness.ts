/**
 * Lists that begin empty and are added to on some ways only, such as the errors of a validation:
 *
 *   const errors = [];
 *   if (!PATTERN.test(name)) errors.push("bad name");
 *   if (errors.length > 0) throw new Error(errors.join());     the pattern matched
 *
 * Whether the list has got anything is kept on the path, as a property of it, with what its ways established. The
 * elements of another list that fail a test may be what it gets, in a loop or by a filter: then each of the others
 * passed where it stayed empty.
 */
import type { FunctionIR, Language, Temp } from "../ir/types.js";
import { distinct, type FactDelta } from "./facts.js";
import type { Node } from "./lineage.js";
import type { Frame } from "./machine.js";
import { presence } from "./presence.js";
import { FILLED, outcomesOf, type State, setField } from "./state.js";
import { constant, join, type Obj, type Outcome, type Pred, plain, type Value } from "./values.js";

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
function filledness(s: State, list: Value): Value | undefined {
  const outcomes = waysOf(s, list)?.map(({ value, facts }) =>
    isFilled(value) ? { value: constant(1), facts: [] } : { value: constant(0), facts },
  );
  return outcomes && { refs: [], consts: [], taints: [], unknown: true, outcomes };
}

/** How much there is of something, where its truth or the ways to here say something. */
export const howMany = (s: State, v: Value): Value | undefined =>
  filledness(s, v) ?? (v.pred && amountOf(v.pred));

/** How much there is of what is true where there is some: what a pattern found, how often a text stands in another. */
export function amountOf({ whenTrue, whenFalse }: Pred): Value {
  const outcomes: Outcome[] = [
    { value: constant(0), facts: whenFalse },
    { value: constant(1), facts: whenTrue },
  ];
  return { refs: [], consts: [], taints: [], unknown: true, outcomes };
}

const isFilled = ({ consts }: Value): boolean => consts.length === 1 && consts[0] === true;

/** How a list came to have something in it or nothing, where it is a list of which that is known. */
function waysOf(s: State, { refs, taints, unknown }: Value): readonly Outcome[] | undefined {
  const [list] = refs;
  if (list?.kind !== "array" || refs.length > 1 || unknown) return undefined;
  const filled = s.fields.get(keyOf(list))?.value;
  return taints.every((node) => filled?.taints.includes(node)) ? filled?.outcomes : undefined;
}

/** What holds where nothing was put into a list; undefined where nobody knows of that. */
export function whereEmpty(s: State, list: Value): readonly FactDelta[] | undefined {
  const empty = waysOf(s, list)?.filter((o) => !isFilled(o.value));
  return empty?.length === 1 ? empty[0]?.facts : undefined;
}

/** A list was made of those elements of another one that passed a test, which tells both when there are any. */
export function noteChosen(s: State, list: Obj, taints: readonly Node[], any: Pred): void {
  const outcomes = [
    { value: constant(true), facts: any.whenTrue },
    { value: constant(false), facts: any.whenFalse },
  ];
  setField(s, keyOf(list), { refs: [], consts: [true, false], taints, unknown: false, outcomes });
}

/** The first of a list, or what stands for it where the list has none (`next(wrong, None)`). */
export function firstOr(s: State, list: Value, first: Value, none: Value): Value | undefined {
  const found: Value = { ...plain(first), pred: presence(plain(first)) };
  const outcomes = waysOf(s, list)?.map(
    ({ value, facts }): Outcome =>
      isFilled(value) ? { value: found, facts, there: "value" } : { value: plain(none), facts },
  );
  return outcomes && { ...plain(join(first, none)), outcomes };
}

/** What one round of a loop did to the lists that it may add to: the ways on which each stayed as empty as it was. */
export type Unfilled = ReadonlyMap<string, readonly (readonly FactDelta[])[]>;

const NO_LISTS: Unfilled = new Map();

/** The lists that this round may have added to, where it may have left them alone as well. */
export function unfilledIn({ fields }: State): Unfilled {
  let out: Map<string, readonly (readonly FactDelta[])[]> | undefined;
  for (const [key, { value }] of fields) {
    if (!key.endsWith(FILLED) || (value.outcomes === undefined && !isFilled(value))) continue;
    const empty = value.outcomes?.filter((o) => !isFilled(o.value)).map((o) => o.facts) ?? [];
    (out ??= new Map()).set(key, empty);
  }
  return out ?? NO_LISTS;
}

/** What a loop says of the lists that it adds to: those that were empty before and are now had no round that added. */
export function noteRounds(
  s: State,
  before: State["fields"],
  keys: Iterable<string>,
  each: (key: string) => readonly FactDelta[],
): void {
  for (const key of keys) {
    const was = before.get(key)?.value;
    const empty = was?.outcomes?.filter((o) => !isFilled(o.value)) ?? [{ value: constant(false), facts: [] }];
    if (was === undefined || isFilled(was) || !s.fields.has(key)) continue;
    const found = each(key);
    const outcomes = [
      { value: constant(true), facts: [] },
      // What held before the loop is found again in each round.
      ...empty.map(({ value, facts }) => ({ value, facts: distinct([...facts, ...found]) })),
    ];
    setField(s, key, { refs: [], consts: [true, false], taints: [], unknown: false, outcomes });
  }
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
