/** What a registering call is handed: one argument of several forms, functions one by one, objects that can be called. */
import type { EntityRow } from "../models/types.js";
import { type ModelCall, rangeOf, readPosition } from "../taint/arguments.js";
import { elementOutcomes } from "../taint/collections.js";
import { inClosure } from "../taint/elements.js";
import type { Frame, Machine } from "../taint/machine.js";
import { load } from "../taint/properties.js";
import type { Site } from "../taint/site.js";
import { BOTTOM, isBottom, join, joinAll, type Obj, plain, reference, type Value } from "../taint/values.js";

/** A position may be an open range: the first argument of the right form is meant. */
export function pick(
  call: ModelCall,
  position: EntityRow["name"],
  read: (p: EntityRow["name"]) => Value | undefined,
  fits: (v: Value) => boolean,
): Value | undefined {
  if (position === undefined) return undefined;
  const range = rangeOf(call, position);
  if (range === undefined) return read(position);
  return range.find(fits);
}

/** `tools=[list, show]`: each function that stands in the list. */
export function oneByOne(m: Machine, call: ModelCall, position: EntityRow["handler"]): Value | undefined {
  const list = String(position ?? "").endsWith("[]")
    ? readPosition(m, call, String(position).slice(0, -2))
    : undefined;
  const outcomes = list === undefined ? undefined : elementOutcomes(m, list);
  return outcomes === undefined ? undefined : { ...joinAll(outcomes.map((o) => plain(o.value))), outcomes };
}

/** Python: an object that can be called is registered as the method that is called then. */
export function withCalls(m: Machine, frame: Frame, v: Value, site: Site): Value {
  if (frame.module.language !== "python" || !v.refs.some((r) => r.kind === "instance")) return v;
  const refs = v.refs.flatMap((r) => {
    const self = reference(r);
    const methods = r.kind === "instance" ? load(m, frame, self, "__call__", site).refs : [];
    const own = methods.flatMap((each) =>
      each.kind === "fn" ? [m.heap.boundFn(site, frame.summary.heapContext, each, self, [])] : [],
    );
    return own.length > 0 ? own : [r];
  });
  return { ...v, refs };
}

/** The list elements that the values come from; [undefined] when they come from no list. */
export function tagsOf(values: readonly (Value | undefined)[]): readonly (Obj | undefined)[] {
  const tags = new Set<Obj>();
  for (const v of values) for (const o of v?.outcomes ?? []) if (o.tag !== undefined) tags.add(o.tag);
  return tags.size > 1 ? [...tags] : [undefined];
}

/** What belongs to one element of the list. */
export function select(v: Value | undefined, tag: Obj | undefined): Value | undefined {
  if (v === undefined || tag === undefined || v.outcomes === undefined) return v;
  let out: Value = BOTTOM;
  for (const o of v.outcomes) if (o.tag === tag || o.tag === undefined) out = join(out, plain(o.value));
  return isBottom(out) ? undefined : out;
}

/** A function that was made for one element, with the variables as they were then. */
export function ownClosure(
  m: Machine,
  frame: Frame,
  v: Value | undefined,
  tag: Obj | undefined,
): Value | undefined {
  return v === undefined || tag === undefined ? v : inClosure(m, frame, v, tag);
}
