/**
 * Promises that a function makes itself:
 *
 *   new Promise((resolve, reject) => {
 *     if (!full.startsWith(ROOT + sep)) { reject(new Error("outside")); return; }
 *     resolve(full);                      whoever waits for it goes on with this, and only here
 *   })
 *
 * Each call of `resolve` is a way in which the promise is kept, as each `return` is one of a function: with a value,
 * and with what had been established by then.
 */
import type { FunctionIR } from "../ir/types.js";
import { establish } from "./awaited.js";
import { enclosing, speaksOf } from "./bind.js";
import { callValue } from "./call.js";
import { certain } from "./doubts.js";
import { commonDeltas } from "./facts.js";
import type { CallArgs, Frame, Machine } from "./machine.js";
import type { Site } from "./site.js";
import { asStored } from "./stored.js";
import {
  BOTTOM,
  type ExtObj,
  isBottom,
  join,
  type Outcome,
  plain,
  reference,
  UNKNOWN,
  type Value,
} from "./values.js";

const MAX_WAYS = 8;

/** The ways in which promises are kept, by their `resolve` and the place that calls it. */
const kept = new WeakMap<ExtObj, Map<Site, Outcome>>();

/** The access path of what `Promise.reject(error)` gives. */
export const REJECTED = "%rejected.promise";

/** Is it nothing but a promise that is not kept? Whoever waits for it does not go on. */
export const isRejected = ({ refs, taints, consts }: Value): boolean =>
  taints.length + consts.length === 0 &&
  refs.length > 0 &&
  refs.every((r) => r.kind === "ext" && r.path === REJECTED);

/** `new Promise(executor)`: what the promise is kept with. */
export function makePromise(m: Machine, f: Frame, executor: Value, site: Site): Value {
  const resolver = m.heap.boundExt(site, m.ext("%resolve"), [], f.summary.heapContext);
  const args: CallArgs = {
    positional: [reference(resolver), UNKNOWN],
    names: new Map(),
    rest: undefined,
    kwRest: undefined,
  };
  const before = f.state.facts;
  // What is known of a parameter of a function within this one is not known here.
  const around: FunctionIR[] = [f.fn];
  enclosing(f.summary.fn, around);
  callValue(m, f, executor, undefined, args, site);
  const value = m.heap.read(resolver, "*");
  if (isBottom(value)) return UNKNOWN;
  const ways = [...(kept.get(resolver)?.values() ?? [])].map((way) => ({
    ...way,
    facts: certain(way.facts.filter((d) => before.get(d.key ?? -1) === undefined && speaksOf(d, around))),
  }));
  establish(f, commonDeltas(ways.map((way) => way.facts)));
  return ways.length > 1 && ways.length <= MAX_WAYS ? { ...plain(value), outcomes: ways } : value;
}

/** The access path of the `resolve` that is handed out beside its promise. */
export const KEEPS_IN = "%resolve.in";

/** `Promise.withResolvers()`: what the promise is kept with is written where it stands. */
export function promiseWithResolvers(m: Machine, f: Frame, site: Site): Value {
  const { heapContext } = f.summary;
  const made = m.heap.data("object", site, `p${heapContext}`);
  const resolve = m.heap.boundExt(site, m.ext(KEEPS_IN), [reference(made)], heapContext);
  m.heap.write(made, "promise", UNKNOWN);
  m.heap.write(made, "resolve", reference(resolve));
  m.heap.write(made, "reject", UNKNOWN);
  return reference(made);
}

/** `resolve(value)` of such a promise. */
export function keepIn(m: Machine, f: Frame, made: Value, value: Value): void {
  for (const obj of made.refs) m.heap.write(obj, "promise", asStored(m, f, plain(value)));
}

/** `resolve(value)`. */
export function keepPromise(m: Machine, f: Frame, resolver: ExtObj, value: Value, site: Site): void {
  m.heap.write(resolver, "*", value);
  let ways = kept.get(resolver);
  if (ways === undefined) kept.set(resolver, (ways = new Map()));
  const known = ways.get(site);
  const facts = [...f.state.facts.values()];
  // The same place on another way there: what both have established.
  ways.set(site, {
    value: join(known?.value ?? BOTTOM, plain(value)),
    facts: known === undefined ? facts : commonDeltas([facts, known.facts]),
  });
}
