/**
 * What an asynchronous check establishes, it establishes for who waits for it.
 *
 *   await Promise.all([check(x), other(y)]);    from here on
 *   await check(x).catch(log);                  nowhere: its failure has been dealt with
 *   Promise.allSettled([check(x)])              nowhere either
 *
 * A promise is known by the place that made it, and goes through variables, lists, arguments and chains of the same
 * function (waiting.ts). What becomes of its failure in a call the models say (`failures`).
 */
import type { Instr, Temp } from "../ir/types.js";
import type { CallModel } from "../models/call-model.js";
import type { FailureRow } from "../models/types.js";
import { type ModelCall, readPosition } from "./arguments.js";
import { addFacts, difference, type FactDelta } from "./facts.js";
import type { CallArgs, Frame, Machine } from "./machine.js";
import { holds } from "./row-conditions.js";
import type { Site } from "./site.js";
import { BOOL, type Value } from "./values.js";
import { goesOn, isForLater } from "./waiting.js";

type CallInstr = Extract<Instr, { op: "call" }>;

/** A call that is being evaluated, and what it establishes for who waits for it. */
export interface Calling {
  readonly dst: Temp;
  pending?: FactDelta[];
}

interface Called {
  readonly callee: Value;
  readonly self: Value | undefined;
  readonly args: CallArgs;
  readonly site: Site;
}

/** Something that is only sure when it has been waited for: for later, where the call's result is. */
export function establish(f: Frame, facts: readonly FactDelta[]): void {
  if (f.calling !== undefined && isForLater(f.fn, f.module.language, f.calling.dst))
    (f.calling.pending ??= []).push(...facts);
  else if (facts.length > 0) f.state.facts = addFacts(f.state.facts, facts);
}

/** Evaluates a call; what it and what it was given promise is known of its result. */
export function promising(
  m: Machine,
  f: Frame,
  i: CallInstr,
  called: Called,
  evaluate: () => Value | undefined,
): Value | undefined {
  const { promised, calling: outer } = f;
  promised?.delete(i.dst);
  const chained = i.self === undefined ? undefined : promised?.get(i.self);
  const handed = promised === undefined ? undefined : promisedBy(promised, i.args);
  const before = f.state.facts;
  if (chained !== undefined) f.state.facts = addFacts(before, chained);
  const calling: Calling = { dst: i.dst };
  f.calling = calling;
  const result = evaluate();
  const own = calling.pending;
  f.calling = outer;
  if (chained === undefined && handed === undefined && own === undefined) return result;
  const becomes = failuresIn(m, f, i, called);
  if (becomes === "swallowed") {
    f.state.facts = before;
    promise(f, i.dst, []);
    return result;
  }
  const since = chained === undefined ? [] : difference(f.state.facts, before);
  const all = [...(handed ?? []), ...(own ?? []), ...since];
  const { language } = f.module;
  if (own !== undefined || becomes === "kept" || chained !== undefined || goesOn(f.fn, language, i.dst)) {
    if (chained !== undefined) f.state.facts = before;
    promise(f, i.dst, all);
  } else f.state.facts = addFacts(f.state.facts, all);
  return result;
}

function promise(f: Frame, at: number, facts: readonly FactDelta[]): void {
  (f.promised ??= new Map()).set(at, facts);
}

/** What several values promise together: arguments of a call, elements of a list. */
function promisedBy(
  promised: ReadonlyMap<number, readonly FactDelta[]>,
  values: readonly { readonly value: Temp }[],
): readonly FactDelta[] | undefined {
  let out: readonly FactDelta[] | undefined;
  for (const { value } of values) {
    const facts = promised.get(value);
    if (facts !== undefined) out = out === undefined ? facts : [...out, ...facts];
  }
  return out;
}

/** Follows promises through what is no call; whoever waits for one knows what it has established. */
export function followPromises(f: Frame, i: Instr): void {
  const { promised } = f;
  if (promised === undefined) return;
  switch (i.op) {
    case "await": {
      const facts = promised.get(i.src);
      if (facts !== undefined && facts.length > 0) f.state.facts = addFacts(f.state.facts, facts);
      return;
    }
    case "setvar":
      if (i.ref.depth === 0) hand(promised, i.src, ofVariable(i.ref.index));
      return;
    case "getvar":
      if (i.ref.depth === 0) hand(promised, ofVariable(i.ref.index), i.dst);
      return;
    case "array": {
      const all = promisedBy(promised, i.elements);
      if (all === undefined) promised.delete(i.dst);
      else promised.set(i.dst, all);
      return;
    }
    default:
      return;
  }
}

const ofVariable = (index: number): number => -1 - index;

function hand(promised: Map<number, readonly FactDelta[]>, from: number, to: number): void {
  const facts = promised.get(from);
  if (facts === undefined) promised.delete(to);
  else promised.set(to, facts);
}

/** Who returns a promise promises the same. */
export function returnPromise(f: Frame, temp: number): void {
  const facts = f.promised?.get(temp);
  if (facts === undefined) return;
  if (facts.length > 0) f.state.facts = addFacts(f.state.facts, facts);
  f.summary.promises = true;
}

/** What a condition learns of a value: of a promise nothing. */
export const asCondition = (f: Frame, temp: number, v: Value): Value =>
  f.promised?.has(temp) === true ? BOOL : v;

/** What becomes of the failure of a promise that is handed to a call, or that the call is made on. */
function failuresIn(
  m: Machine,
  f: Frame,
  i: CallInstr,
  { callee, self, args, site }: Called,
): FailureRow["are"] | undefined {
  const models = m.model(f.module.language);
  const rows = (path: string): FailureRow["are"] | undefined => {
    const model: CallModel | undefined = models.call(path);
    if (model === undefined || model.failures.length === 0) return undefined;
    const call: ModelCall = { path, self, args, site, frame: f, callee: undefined };
    return model.failures.find(
      (row) =>
        (row.when === undefined || holds(m, call, row.when)) &&
        (row.by === undefined || goesOnBehind(m, readPosition(m, call, row.by))),
    )?.are;
  };
  for (const r of callee.refs) {
    const are = r.kind === "ext" ? rows(r.path) : undefined;
    if (are !== undefined) return are;
  }
  return i.method === undefined ? undefined : rows(`%value.${i.method}`);
}

/** Is there a function that deals with the failure, and does it come to an end? */
function goesOnBehind(m: Machine, handler: Value | undefined): boolean {
  if (handler === undefined) return false;
  return handler.refs.some((r) => {
    if (r.kind === "fn") return (m.contexts.get(r.fn) ?? []).some((s) => s.returns);
    return r.kind !== "ext" || m.model("javascript").call(r.path)?.exits !== true;
  });
}
