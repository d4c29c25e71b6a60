/**
 * Functions that were handed to a function of a library that nobody models and that is not in the tree:
 *
 *   const guarded = withTelemetry(async ({ host }) => { ... }, { name: "ping" })
 *   server.registerTool("ping", {...}, guarded)
 *
 * What it gives is taken to call what it was given, with the arguments that it is called with itself. That is only
 * asked where it is called, or registered as a handler; everywhere else it is an object of that library.
 */
import type { Machine } from "./machine.js";
import { BOTTOM, type ExtObj, type FnObj, isBottom, join, type Value, withValue } from "./values.js";

/** `logged(limited(handler))`. */
const MAX_WRAPPERS = 4;

/** What one call is given of functions belongs to its result, up to so many. */
const MAX_FUNCTIONS = 3;

export const isFunction = (r: Value["refs"][number]): r is FnObj => r.kind === "fn" && r.fn.kind !== "module";

/** The functions that the results of such calls among the values wrap; undefined where there are none. */
export function wrappedFunctions(m: Machine, v: Value | undefined, depth = 0): Value | undefined {
  let out: Value = BOTTOM;
  for (const r of v?.refs ?? [])
    if (r.kind === "ext" && r.call !== undefined) out = join(out, wrappedBy(m, r, depth));
  return isBottom(out) ? undefined : out;
}

function wrappedBy(m: Machine, { call, site }: ExtObj, depth: number): Value {
  const language = site?.module.language;
  if (call === undefined || language === undefined || depth > MAX_WRAPPERS) return BOTTOM;
  if (m.model(language).call(call.callee) !== undefined) return BOTTOM;
  let out: Value = BOTTOM;
  for (const given of [...call.args, ...call.names.values()]) {
    const refs = given.refs.filter(isFunction);
    if (refs.length > 0) out = join(out, { ...BOTTOM, refs });
    else out = join(out, wrappedFunctions(m, given, depth + 1) ?? BOTTOM);
  }
  return out;
}

/** With these functions in the place of what wraps them. */
export function unwrapped(m: Machine, v: Value): Value {
  const inner = wrappedFunctions(m, v);
  if (inner === undefined) return v;
  const outcomes = v.outcomes?.map((o) => withValue(o, unwrapped(m, o.value)));
  const refs = v.refs.filter(
    (r) => r.kind !== "ext" || wrappedFunctions(m, { ...BOTTOM, refs: [r] }) === undefined,
  );
  const all = { ...v, refs: [...new Set([...refs, ...inner.refs])] };
  return outcomes === undefined ? all : { ...all, outcomes };
}

/** What tells apart the results of one call that is given now this function and now that one. */
export function functionsGiven(args: readonly Value[]): string | undefined {
  const given = args.flatMap((v) => v.refs.filter(isFunction));
  return given.length === 0 || given.length > MAX_FUNCTIONS ? undefined : given.map((r) => r.id).join("_");
}
