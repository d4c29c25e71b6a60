/**
 * Objects that are put into text: `${name}` of an instance is what the `toString` of its class gives, in Python its
 * `__format__` or `__str__`.
 */
import { callFunction, NO_ARGS } from "./call.js";
import type { Frame, Machine } from "./machine.js";
import { load } from "./properties.js";
import type { Site } from "./site.js";
import { BOTTOM, join, plain, reference, type Value } from "./values.js";

const METHODS = { javascript: ["toString"], python: ["__format__", "__str__"] } as const;

/** The text of a value; it is the value itself where no class of the tree says otherwise. */
export function asText(m: Machine, f: Frame, v: Value, site: Site): Value {
  if (!v.refs.some((r) => r.kind === "instance")) return v;
  let text: Value = BOTTOM;
  const others = v.refs.filter((obj) => {
    if (obj.kind !== "instance") return true;
    for (const name of METHODS[f.module.language]) {
      const method = load(m, f, reference(obj), name, site);
      const own = method.refs.filter((r) => r.kind === "fn");
      for (const r of own) text = join(text, plain(callFunction(m, f, r, reference(obj), NO_ARGS, site)));
      if (own.length > 0) return false;
    }
    return true;
  });
  return others.length === v.refs.length ? v : join({ ...plain(v), refs: others }, text);
}
