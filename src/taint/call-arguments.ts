/** The arguments of a call as values: spreads of known lists and objects stand at the positions and names they fill. */
import type { Arg } from "../ir/types.js";
import { elementsOf } from "./collections.js";
import type { CallArgs, Frame, Machine } from "./machine.js";
import type { Site } from "./site.js";
import { BOTTOM, type DataObj, isBottom, join, joinAll, type Value } from "./values.js";

/** Values by position and by name, and what spreads bring at places that are not known. */
export function collectArgs(m: Machine, f: Frame, args: readonly Arg[], site: Site): CallArgs {
  const positional: Value[] = [];
  const names = new Map<string, Value>();
  let rest: Value | undefined;
  let kwRest: Value | undefined;
  for (const a of args) {
    const v = f.temps[a.value] ?? BOTTOM;
    if (a.spread === true) {
      const arrays =
        v.taints.length === 0 && !v.unknown ? v.refs.filter((r): r is DataObj => r.kind === "array") : [];
      if (rest === undefined && arrays.length > 0 && arrays.length === v.refs.length)
        rest = spreadArrays(m, v, arrays, positional, site);
      else rest = join(rest ?? BOTTOM, elementsOf(m, v, site));
    } else if (a.kwSpread === true) {
      let open = v.taints.length > 0 || v.unknown;
      for (const obj of v.refs) {
        if (obj.kind !== "object") {
          open = true;
          continue;
        }
        const loose = m.heap.read(obj, "*");
        if (!isBottom(loose)) kwRest = join(kwRest ?? BOTTOM, loose);
        for (const [key] of m.heap.entries(obj)) {
          if (key === "*" || key.startsWith("%")) continue;
          names.set(key, join(names.get(key) ?? BOTTOM, m.heap.read(obj, key)));
        }
      }
      if (open)
        kwRest = join(kwRest ?? BOTTOM, { refs: [], consts: [], taints: v.taints, unknown: v.unknown });
    } else if (a.name !== undefined) names.set(a.name, v);
    else if (rest !== undefined) rest = join(rest, v);
    else positional.push(v);
  }
  return { positional, names, rest, kwRest };
}

/**
 * Puts what all lists begin with at its positions: of `["git", ...args]`, the program is known although the
 * number of its arguments is not. Gives the elements behind, or undefined when there are none.
 */
function spreadArrays(
  m: Machine,
  v: Value,
  arrays: readonly DataObj[],
  positional: Value[],
  site: Site,
): Value | undefined {
  const known = Math.min(...arrays.map((arr) => arr.length));
  const open = arrays.some((arr) => arr.length > known || !isBottom(m.heap.read(arr, "*")));
  for (let n = 0; n < known; n++) positional.push(joinAll(arrays.map((arr) => m.heap.read(arr, String(n)))));
  if (!open) return undefined;
  if (known === 0) return elementsOf(m, v, site);
  const behind = arrays.flatMap((arr) => [
    m.heap.read(arr, "*"),
    ...Array.from({ length: arr.length - known }, (_, n) => m.heap.read(arr, String(known + n))),
  ]);
  return joinAll(behind);
}
