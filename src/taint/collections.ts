/** Lists: literals, spreads, what stands in them, and what is left of one. */

import type { ArrayElement, Instr } from "../ir/types.js";
import { callFunction, NO_ARGS } from "./call.js";
import type { Node, Op } from "./lineage.js";
import type { Frame, Machine } from "./machine.js";
import { withPairs } from "./maps.js";
import { manyNames, namedEach } from "./names.js";
import { copyProperties } from "./object-literals.js";
import { behindDashes, behindOption, isOption } from "./options.js";
import { elementAt } from "./positions.js";
import { load } from "./properties.js";
import { withOwnTerms } from "./returned.js";
import { isEnvironment } from "./secrets.js";
import type { Site } from "./site.js";
import { asStored } from "./stored.js";
import { temp } from "./temps.js";
import {
  BOTTOM,
  constant,
  constStrings,
  isBottom,
  join,
  joinAll,
  MAX_ELEMENTS,
  MAX_LISTED,
  type Obj,
  type Outcome,
  onlyConst,
  reference,
  UNKNOWN,
  type Value,
} from "./values.js";

export function elementsToArray(m: Machine, f: Frame, elements: readonly ArrayElement[], site: Site): Value {
  const arr = m.heap.data("array", site, f.summary.heapContext);
  let index = 0;
  let known = true;
  let dashes = false;
  // `["--name", value]` is a part of a command line; the program comes from elsewhere.
  const first = elements[0];
  const part = first !== undefined && first.spread !== true && isOption(temp(f, first.value));
  let previous: Value = BOTTOM;
  for (const e of elements) {
    const given = part && isOption(previous) ? behindOption(m, temp(f, e.value), site) : temp(f, e.value);
    previous = e.spread === true ? BOTTOM : given;
    dashes ||= !e.spread && given.consts.length === 1 && given.consts[0] === "--";
    // Where positions are lost, what stands behind `--` is marked as such.
    const item = e.spread === true ? withPairs(m, f, given, site) : given;
    const value = dashes && (!known || e.spread === true) ? behindDashes(m, item, site) : item;
    if (e.spread === true) {
      const inner = value.refs.length === 1 && value.taints.length === 0 ? value.refs[0] : undefined;
      if (known && inner?.kind === "array" && isBottom(m.heap.read(inner, "*")) && inner !== arr) {
        for (let i = 0; i < inner.length; i++)
          m.heap.write(arr, String(index++), m.heap.read(inner, String(i)));
      } else {
        const all = { ...elementsOf(m, value, site), outcomes: elementOutcomes(m, value) };
        m.heap.write(arr, "*", asStored(m, f, all));
        known = false;
      }
      continue;
    }
    m.heap.write(arr, known ? String(index++) : "*", asStored(m, f, value, true));
  }
  arr.length = Math.max(arr.length, index);
  return reference(arr);
}

/** Any element of a list, set, map or tainted list. */
export function elementsOf(m: Machine, v: Value, site: Site): Value {
  const parts: Value[] = [];
  for (const obj of v.refs) {
    if (obj.kind === "array" || obj.kind === "object" || obj.kind === "instance")
      parts.push(m.heap.readAll(obj));
    else if (obj.kind === "ext") parts.push(m.heap.read(obj, "*"), UNKNOWN);
    else parts.push(UNKNOWN);
  }
  if (v.taints.length > 0) parts.push(elementTaints(m, v.taints, site));
  if (v.unknown || v.consts.some((c) => typeof c === "string")) parts.push(UNKNOWN);
  return joinAll(parts, MAX_ELEMENTS);
}

const NAMES: Op = { op: "flow", flow: "keys", label: "keys" };

const LISTED: Op = { op: "flow", flow: "collect", label: "", detail: "each" };

/** What taints a list that a function has made of another one, each element by one call: its results, in a list. */
export const listedBy = (m: Machine, results: readonly Node[], site: Site): readonly Node[] =>
  results.map((n) => m.lineage.extend(n, LISTED, site));

/** Any element of tainted lists, or the one at a place (see positions.ts). */
export function elementTaints(m: Machine, lists: readonly Node[], site: Site, shift?: string): Value {
  const op = elementAt(shift);
  return {
    refs: [],
    consts: [],
    taints: [
      ...new Set(lists.map((n) => (shift === undefined && madeAs(n)) || m.lineage.extend(n, op, site))),
    ],
    unknown: false,
  };
}

/** What one of such a list is: what the function had made. */
const madeAs = (list: Node): Node | undefined =>
  list.op?.op === "flow" && list.op.flow === "collect" && list.op.detail === LISTED.detail
    ? list.parent
    : undefined;

/** One element of what is iterated. Lists of objects keep which element it is (outcome tags). */
export function iterate(m: Machine, f: Frame, v: Value, of: "values" | "keys", site: Site): Value {
  if (of === "keys") {
    const names = v.refs.flatMap((obj) =>
      m.heap
        .entries(obj)
        .flatMap(([key, cell]) => (key === "*" || key.startsWith("%") || isBottom(cell.value) ? [] : [key])),
    );
    const keys = joinAll(names.map((name) => constant(name)));
    // Names of variables are no secret; what is read by all of them is.
    if (v.taints.length > 0 && v.taints.every(isEnvironment))
      return { ...UNKNOWN, taints: v.taints.map((n) => m.lineage.extend(n, NAMES, site)) };
    if (v.taints.length > 0) return join(keys, { ...elementsOf(m, v, site), refs: [] });
    return names.length === 0 ? UNKNOWN : namedEach(m, keys, names);
  }
  const items = withPairs(m, f, iterable(m, f, v, site), site);
  if (f.module.language === "python") {
    const dict = items.refs.filter((r) => r.kind === "object");
    if (dict.length > 0 && dict.length === items.refs.length && items.taints.length === 0)
      return iterate(m, f, items, "keys", site);
  }
  const all = withOwnTerms(m, f, elementsOf(m, items, site));
  const outcomes = elementOutcomes(m, items);
  if (outcomes !== undefined) return { ...all, outcomes };
  const names = manyNames(m, items);
  return names === undefined ? all : namedEach(m, all, names);
}

/** Of so many lists that one value may be, the elements are told apart. */
const MAX_LISTS = 8;
/** While tools are registered or listed: each module or class of a server brings a list of its own. */
const MAX_LISTS_OF_TOOLS = 32;

/** One outcome per element of a list of known objects, so that what belongs together stays together. */
export function elementOutcomes(m: Machine, list: Value): readonly Outcome[] | undefined {
  const most = m.registering || m.heap.enumerating ? MAX_LISTS_OF_TOOLS : MAX_LISTS;
  if (list.unknown || list.taints.length > 0 || list.refs.length === 0 || list.refs.length > most)
    return undefined;
  const outcomes: Outcome[] = [];
  const listed = new Set<Obj>();
  for (const arr of list.refs) {
    if (arr.kind !== "array") return undefined;
    m.heap.read(arr, "*");
    const keys = arr.cells.has("%keys");
    for (const [key, cell] of arr.cells) {
      if (key.startsWith("%")) continue;
      m.heap.read(arr, key);
      const { refs, taints } = cell.value;
      const name = keys ? onlyConst(cell.value) : undefined;
      if (typeof name?.value === "string") {
        outcomes.push({ value: cell.value, facts: [], tag: m.heap.nameTag(name.value) });
        continue;
      }
      if (refs.length === 0) {
        if (isBottom(cell.value)) continue;
        return undefined;
      }
      const own = refs.filter((r) => r.kind !== "ext");
      // Nothing tells apart what a library made of the caller's values (addresses of a host).
      if (own.length === 0 && taints.length > 0) return undefined;
      if (key === "*" && refs.length > 1 && own.length < refs.length && own.length < 2) return undefined;
      for (const r of refs) {
        if (listed.has(r)) continue;
        listed.add(r);
        outcomes.push({ value: reference(r), facts: [], tag: r });
      }
    }
  }
  if (outcomes.length > MAX_LISTED && m.heap.enumerating) m.overlong = true;
  return outcomes.length > 1 && outcomes.length <= MAX_LISTED ? outcomes : undefined;
}

/** More are no parts of one text. */
const MAX_PARTS = 6;

/**
 * The elements of a short list that begins with a text of the program's own, each at its place: parts of a text that is
 * put together of them (`[BASE, kind, name].map(trimmed).join("/")`). Where some are left out, what stands behind them
 * moves up, but never in front of that text.
 */
export function textsBehind(m: Machine, list: Value, kind: string): readonly Outcome[] | undefined {
  const [parts, ...more] = list.refs;
  if ((kind !== "list" && kind !== "filter") || parts?.kind !== "array" || more.length > 0) return undefined;
  if (list.taints.length > 0 || list.unknown || parts.length < 2 || parts.length > MAX_PARTS)
    return undefined;
  if (!isBottom(m.heap.read(parts, "*"))) return undefined;
  const values = Array.from({ length: parts.length }, (_, i) => m.heap.read(parts, String(i)));
  const first = constStrings(values[0] ?? BOTTOM);
  if (first === undefined || first.includes("") || values.some((v) => v.refs.length > 0 || isBottom(v)))
    return undefined;
  return values.map((value) => ({ value, facts: [] }));
}

/** What `for ... of` goes over: results of generator-like methods and iterators are seen through. */
function iterable(m: Machine, f: Frame, v: Value, site: Site): Value {
  let out: Value = BOTTOM;
  for (const obj of v.refs) {
    if (obj.kind === "instance") {
      for (const name of ["__iter__", "__aiter__", "Symbol.iterator"]) {
        const method = load(m, f, reference(obj), name, site);
        for (const r of method.refs)
          if (r.kind === "fn") out = join(out, callFunction(m, f, r, reference(obj), NO_ARGS, site));
      }
      if (isBottom(out)) out = join(out, reference(obj));
    } else out = join(out, reference(obj));
  }
  return join(out, { refs: [], consts: v.consts, taints: v.taints, unknown: v.unknown });
}

export function restOf(
  m: Machine,
  f: Frame,
  v: Value,
  { without, from, isHead, bounds }: Extract<Instr, { op: "rest" }>,
  site: Site,
): Value {
  if (from !== undefined) {
    const arr = m.heap.data("array", site, f.summary.heapContext);
    for (const obj of v.refs) {
      if (obj.kind !== "array") continue;
      for (const [key, cell] of m.heap.entries(obj)) {
        if (isBottom(cell.value) || key.startsWith("%")) continue;
        const i = Number(key);
        if (key === "*") m.heap.write(arr, "*", m.heap.read(obj, key));
        else if (i >= from) {
          m.heap.write(arr, String(i - from), m.heap.read(obj, key));
          arr.length = Math.max(arr.length, i - from + 1);
        }
      }
    }
    const begin = bounds?.[1] === undefined && from > 0 ? String(from) : undefined;
    const detail = isHead ? "0" : begin;
    const sliced = v.taints.map((n) =>
      m.lineage.extend(
        n,
        { op: "flow", flow: "slice", label: "slice", ...(detail !== undefined && { detail }) },
        site,
      ),
    );
    const others: Value = {
      refs: v.refs.filter((r) => r.kind !== "array"),
      consts: [],
      taints: sliced,
      unknown: v.unknown,
    };
    // What was sent may be a text as well as a list, and so may a part of it.
    return sliced.length > 0 && others.refs.length === v.refs.length ? others : join(reference(arr), others);
  }
  const obj = m.heap.data("object", site, f.summary.heapContext);
  copyProperties(m, v, obj, without ?? []);
  const rest = v.taints.map((node) => m.lineage.without(node, without ?? []));
  return join(reference(obj), { refs: [], consts: [], taints: rest, unknown: v.unknown });
}
