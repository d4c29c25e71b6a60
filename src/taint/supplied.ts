/**
 * Parameters that a framework fills: `store: Store = Depends(get_store)`, `Annotated[Store, Depends(get_store)]`.
 * What they hold is what the named function gives, and no argument that a caller sent. Which calls say so is
 * the business of the models (a callback row with the result "supplied").
 */
import type { Param } from "../ir/types.js";
import { callFunction, NO_ARGS } from "./call.js";
import type { Frame, Machine } from "./machine.js";
import { typedValue } from "./typed.js";
import {
  BOTTOM,
  type FnObj,
  isBottom,
  join,
  type Obj,
  reference,
  UNDEFINED,
  UNKNOWN,
  type Value,
} from "./values.js";

/** Where the result of the supplying function is kept. */
export const SUPPLIED = "%supplied";
/** Where a function that makes an application keeps the one that was served. */
export const SERVED = "%served";

/** What the framework puts there; undefined where the parameter is an argument like others. */
export function suppliedValue(m: Machine, f: Frame, fn: FnObj, p: Param): Value | undefined {
  for (const id of [p.defaultThunk, p.annotation]) {
    const thunk = id === undefined ? undefined : fn.module.functions[id];
    if (thunk === undefined) continue;
    const site = m.site(fn.module, thunk.span);
    const said = callFunction(m, f, m.heap.fn(fn.module, thunk, fn.env), UNDEFINED, NO_ARGS, site);
    // The name stands in quotes and is not defined yet: whoever fills the parameter does so later.
    if (id === p.annotation && isUnset(said)) return BOTTOM;
    const seen = new Set<Obj>();
    const suppliers = said.refs.flatMap((r) => suppliersIn(m, fn, r, seen));
    if (suppliers.length === 0) continue;
    let out: Value = BOTTOM;
    for (const r of suppliers) out = join(out, m.heap.read(r, SUPPLIED));
    // `Depends()`: what is supplied is said by the type alone.
    if (isBottom(out) && p.type !== undefined) out = typedValue(m, fn.module, p.type);
    return isBottom(out) ? UNKNOWN : out;
  }
  return undefined;
}

const isUnset = (v: Value): boolean =>
  !v.unknown && v.refs.length === 0 && v.taints.length === 0 && v.consts.every((each) => each === undefined);

/**
 * The supplying calls among a default value or the parts of an annotation. What a loop hands to the call that
 * made it is an argument of itself, so each object is looked at once.
 */
function suppliersIn(m: Machine, fn: FnObj, r: Obj, seen: Set<Obj>): readonly Obj[] {
  if (r.kind !== "ext" || r.call === undefined || seen.has(r)) return [];
  seen.add(r);
  const rows = m.model(fn.module.language).call(r.call.callee)?.callbacks ?? [];
  if (rows.some((row) => row.result === "supplied")) return [r];
  return r.call.args.flatMap((v) => v.refs.flatMap((each) => suppliersIn(m, fn, each, seen)));
}

/** Keeps what a supplying call will put into its parameter. */
export function supplierOf(m: Machine, made: Obj, given: Value): Value {
  m.heap.write(made, SUPPLIED, given);
  return reference(made);
}
