/**
 * JavaScript maps: objects whose properties are the entries.
 *
 *   const tools = new Map([["a", toolA]])     { a: toolA, %map }
 *   tools.set(t.name, t)                      a property for each name that is known, else "*"
 *   for (const [name, t] of tools)            pairs that belong together
 *
 * Keys that are objects, and what `delete` takes away, are not kept.
 */
import { callValue } from "./call.js";
import { elementOutcomes, elementsOf } from "./collections.js";
import { loadComputed, storeComputed } from "./computed.js";
import { pairsOf } from "./listing.js";
import type { CallArgs, Frame, Machine } from "./machine.js";
import { copyProperties } from "./object-literals.js";
import type { Site } from "./site.js";
import {
  BOTTOM,
  constant,
  type DataObj,
  isBottom,
  join,
  type Obj,
  reference,
  UNDEFINED,
  UNKNOWN,
  type Value,
} from "./values.js";

const MARK = "%map";

export function isMap(obj: Obj): obj is DataObj {
  return obj.kind === "object" && obj.cells.has(MARK);
}

/** A map in which no key is known: a cache that is filled as requests come. */
export function isCache(obj: Obj): boolean {
  if (!isMap(obj)) return false;
  const keys = [...obj.cells].filter(([key, cell]) => !key.startsWith("%") && !isBottom(cell.value));
  return keys.length === 0 || keys.some(([key]) => key === "*");
}

/** `new Map(entries)`. */
export function makeMap(m: Machine, f: Frame, init: Value, site: Site): Value {
  const obj = m.heap.data("object", site, f.summary.heapContext);
  const map = reference(obj);
  m.heap.write(obj, MARK, constant(true));
  fill(m, f, map, init, site);
  return init.taints.length === 0 ? map : { ...map, taints: init.taints };
}

/** Puts pairs, or the entries of another map, into an object. */
export function fill(m: Machine, f: Frame, to: Value, from: Value, site: Site): void {
  for (const obj of from.refs) {
    if (isMap(obj)) for (const t of to.refs) copyProperties(m, reference(obj), t, []);
    if (obj.kind !== "array") continue;
    for (const r of m.heap.readAll(obj).refs) {
      if (r.kind !== "array") continue;
      storeComputed(m, f, to, m.heap.read(r, "0"), join(m.heap.read(r, "1"), m.heap.read(r, "*")), site);
    }
  }
}

/** Maps among what is gone over stand for their pairs. */
export function withPairs(m: Machine, f: Frame, v: Value, site: Site): Value {
  if (!v.refs.some(isMap)) return v;
  let out: Value = { ...v, refs: v.refs.filter((r) => !isMap(r)), outcomes: undefined };
  for (const r of v.refs)
    if (isMap(r)) out = join(out, pairsOf(m, r, site, `${r.id}.${f.summary.heapContext}`));
  return out;
}

/** A method of maps; undefined when it is none, or one that the models know as well. */
export function mapMethod(
  m: Machine,
  f: Frame,
  map: Value,
  method: string,
  args: CallArgs,
  site: Site,
): Value | undefined {
  const [first = UNDEFINED, second = UNDEFINED] = args.positional;
  switch (method) {
    case "set":
      storeComputed(m, f, map, first, second, site);
      return map;
    case "get": {
      const v = loadComputed(m, f, map, first, site);
      return isBottom(v) || (v.refs.length === 0 && v.taints.length === 0) ? join(v, UNKNOWN) : v;
    }
    case "entries":
      return withPairs(m, f, map, site);
    case "forEach": {
      const pairs = withPairs(m, f, map, site);
      for (const pair of elementOutcomes(m, pairs) ?? [{ value: elementsOf(m, pairs, site) }]) {
        for (const r of pair.value.refs) {
          const positional = [m.heap.read(r, "1"), m.heap.read(r, "0"), map];
          callValue(m, f, first, undefined, { ...args, positional }, site);
        }
      }
      return UNDEFINED;
    }
    default:
      return undefined;
  }
}

/** `flat()` and `concat()` of lists: one list of what they hold. */
export function flattened(m: Machine, f: Frame, lists: readonly Value[], deep: boolean, site: Site): Value {
  const out = m.heap.data("array", site, f.summary.heapContext);
  let at = 0;
  let rest: Value = BOTTOM;
  const add = (v: Value, open: boolean) => {
    const inner = open ? v.refs.filter((r) => r.kind === "array") : [];
    for (const r of inner) spread(r as DataObj, false);
    const others = { ...v, refs: v.refs.filter((r) => !inner.includes(r)) };
    if (isBottom(others)) return;
    if (isBottom(rest) && others.refs.length <= 1) m.heap.write(out, String(at++), others);
    else rest = join(rest, others);
  };
  const spread = (arr: DataObj, open: boolean) => {
    for (let i = 0; i < arr.length; i++) add(m.heap.read(arr, String(i)), open);
    const loose = m.heap.read(arr, "*");
    if (isBottom(loose)) return;
    for (const r of loose.refs) add(reference(r), open);
    rest = join(rest, { ...loose, refs: [] });
  };
  let taints: Value = BOTTOM;
  for (const v of lists) {
    for (const r of v.refs) {
      if (r.kind === "array") spread(r, deep);
      else add(reference(r), false);
    }
    taints = join(taints, { ...BOTTOM, taints: v.taints, unknown: v.unknown });
  }
  out.length = Math.max(out.length, at);
  if (!isBottom(rest)) m.heap.write(out, "*", rest);
  return join(reference(out), taints);
}
