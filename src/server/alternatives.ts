/** Several schemas of which one describes a value: those of the tools that one call registers, or that a name selects. */
import type { Machine } from "../taint/machine.js";
import { BOTTOM, type Obj, type Value } from "../taint/values.js";
import { constraintOf, isTyped, letsAllThrough } from "./schema.js";

/** As many are told apart. */
const MAX_ALTERNATIVES = 8;

/**
 * The schemas of which one describes a value, where it matters which: each is judged by itself. One, where nothing that
 * can be put together is lost by that.
 */
export function alternatives(m: Machine, schema: Value): readonly Value[] {
  const refs = schema.refs.flatMap((r) => membersOf(m, r) ?? [r]);
  if (refs.length < 2 || refs.length > MAX_ALTERNATIVES) return [schema];
  if (refs.some((r) => (r.kind !== "ext" && r.kind !== "object") || letsAllThrough(r) || isTyped(r)))
    return [schema];
  const each = refs.map((r) => ({ ...BOTTOM, refs: [r] }));
  const known = each.filter((one) => constraintOf(m, one).type !== "unknown");
  const matters = known.some((one) => {
    const { tests, refiners } = constraintOf(m, one);
    return (tests !== undefined && tests.length > 0) || refiners !== undefined;
  });
  return matters && known.length > 1 ? known : [schema];
}

/** What `z.union([a, b])` is one of. */
function membersOf(m: Machine, r: Obj): readonly Obj[] | undefined {
  if (r.kind !== "ext" || r.call?.callee.endsWith(".union") !== true) return undefined;
  const lists = r.call.args[0]?.refs.filter((list) => list.kind === "array") ?? [];
  return lists.length === 0 ? undefined : lists.flatMap((list) => m.heap.readAll(list).refs);
}
