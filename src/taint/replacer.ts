/**
 * JavaScript: what `JSON.stringify(value, replacer)` writes of an object: the properties that a list names, or what a
 * function gives for each of them.
 *
 *   JSON.stringify(config, (key, value) => (key === "apiKey" ? undefined : value))
 *
 * Values that are no objects of the program are written as they are.
 */
import type { ModelCall } from "./arguments.js";
import { argsOf, callFunction } from "./call.js";
import { elementsOf } from "./collections.js";
import type { Machine } from "./machine.js";
import {
  BOTTOM,
  constant,
  constStrings,
  type FnObj,
  isBottom,
  join,
  type Obj,
  plain,
  reference,
  type Value,
} from "./values.js";

/** As deep as what is written is looked into. */
const MAX_LEVELS = 3;
const MAX_PROPERTIES = 60;

/** `v` as the replacer leaves it; undefined where it is no function of the program and no list of names. */
export function replacedBy(m: Machine, call: ModelCall, replacer: Value, v: Value): Value | undefined {
  const [by] = replacer.refs;
  if (by === undefined || replacer.refs.length > 1 || replacer.taints.length > 0) return undefined;
  if (by.kind === "fn") return written(m, call, v, (name, value) => given(m, call, by, name, value));
  const names = by.kind === "array" ? constStrings(elementsOf(m, reference(by), call.site)) : undefined;
  if (names === undefined) return undefined;
  return written(m, call, v, (name, value) => (names.includes(name) ? value : BOTTOM));
}

/** What the function gives for one property. */
function given(m: Machine, call: ModelCall, by: FnObj, name: string, value: Value): Value {
  const key = name === "*" ? { ...BOTTOM, unknown: true } : constant(name);
  return plain(callFunction(m, call.frame, by, reference(by), argsOf([key, value]), call.site) ?? BOTTOM);
}

function written(
  m: Machine,
  call: ModelCall,
  v: Value,
  as: (name: string, value: Value) => Value,
  level = 0,
): Value {
  if (level === MAX_LEVELS || !v.refs.some((r) => r.kind === "object" || r.kind === "array")) return v;
  let out: Value = { ...plain(v), refs: [] };
  for (const [at, obj] of v.refs.entries()) {
    const made = obj.kind === "object" || obj.kind === "array" ? copied(obj, at) : obj;
    out = join(out, reference(made));
  }
  return out;

  function copied(obj: Obj & { kind: "object" | "array" }, at: number): Obj {
    const copy = m.heap.data(obj.kind, call.site, `w${level}.${at}.${call.frame.summary.heapContext}`);
    const entries = [...m.heap.entries(obj)].filter(
      ([key, cell]) => !key.startsWith("%") && !isBottom(cell.value),
    );
    if (entries.length > MAX_PROPERTIES) return obj;
    for (const [key] of entries) {
      const value = m.heap.read(obj, key);
      // The elements of a list are asked for under their numbers.
      const kept = obj.kind === "array" ? value : as(key, value);
      m.heap.write(copy, key, written(m, call, kept, as, level + 1));
    }
    return copy;
  }
}
