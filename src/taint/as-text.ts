/**
 * Objects that are put into text: `${name}` of an instance is what the `toString` of its class gives, in Python its
 * `__format__`, `__str__` or `__repr__`. A log of Python shows the same of an object; one of JavaScript shows its fields.
 */
import type { ModelCall } from "./arguments.js";
import { callFunction, NO_ARGS } from "./call.js";
import type { Frame, Machine } from "./machine.js";
import { load } from "./properties.js";
import type { Site } from "./site.js";
import { BOTTOM, constStrings, join, plain, reference, type Value } from "./values.js";

const METHODS = { javascript: ["toString"], python: ["__format__", "__str__", "__repr__"] } as const;

/** The text of a value; it is the value itself where no class of the tree says otherwise. */
export function asText(
  m: Machine,
  f: Frame,
  v: Value,
  site: Site,
  methods: readonly string[] = METHODS[f.module.language],
): Value {
  if (!v.refs.some((r) => r.kind === "instance")) return v;
  let text: Value = BOTTOM;
  const others = v.refs.filter((obj) => {
    if (obj.kind !== "instance") return true;
    for (const name of methods) {
      const method = load(m, f, reference(obj), name, site);
      const own = method.refs.filter((r) => r.kind === "fn");
      for (const r of own) text = join(text, plain(callFunction(m, f, r, reference(obj), NO_ARGS, site)));
      if (own.length > 0) return false;
    }
    return true;
  });
  return others.length === v.refs.length ? v : join({ ...plain(v), refs: others }, text);
}

/** What a log shows of a value. */
export function asLogged(m: Machine, { args, frame, site }: ModelCall, v: Value): Value {
  if (frame.module.language !== "python" || !v.refs.some((r) => r.kind === "instance")) return v;
  const asksForAll = args.positional.some((a) => constStrings(a)?.some((text) => REPR.test(text)));
  return asText(m, frame, v, site, asksForAll ? ["__repr__"] : METHODS.python);
}

/** `%r` in a format, `!r` in one with braces. */
const REPR = /%[-+ #0]*\d*(?:\.\d+)?[ra]|\{[^}]*![ra]/;
