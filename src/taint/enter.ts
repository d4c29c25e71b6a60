/** What `with` binds, and what it does with an exception. */
import { callFunction, NO_ARGS } from "./call.js";
import { elementsOf } from "./collections.js";
import type { Frame, Machine } from "./machine.js";
import { load } from "./properties.js";
import type { Site } from "./site.js";
import { BOOL, BOTTOM, canBeTrue, constant, isBottom, join, plain, reference, type Value } from "./values.js";

/** The value bound by `with x as y`: what `__enter__` gives, else the manager itself. */
export function enterContext(m: Machine, f: Frame, v: Value, site: Site): Value {
  let out: Value = { ...plain(v), refs: [] };
  for (const obj of v.refs) {
    if (obj.kind !== "instance") {
      if (obj.kind === "array") out = join(out, elementsOf(m, reference(obj), site));
      out = join(out, reference(obj));
      continue;
    }
    let entered: Value = BOTTOM;
    for (const name of ["__enter__", "__aenter__"]) {
      const method = load(m, f, reference(obj), name, site);
      for (const r of method.refs)
        if (r.kind === "fn") entered = join(entered, callFunction(m, f, r, reference(obj), NO_ARGS, site));
    }
    out = join(out, isBottom(entered) ? reference(obj) : entered);
  }
  return out;
}

/** Does leaving the manager end an exception, so that the program goes on behind the block? */
export function swallowing(m: Machine, f: Frame, v: Value, site: Site): Value {
  for (const obj of v.refs) {
    if (obj.kind === "ext" && obj.path.endsWith("()")) {
      const rows = m.model(f.module.language).call(obj.path.slice(0, -2))?.failures;
      if (rows?.some((row) => row.are === "swallowed") === true) return constant(true);
    }
    if (obj.kind !== "instance") continue;
    for (const name of ["__exit__", "__aexit__"]) {
      const method = load(m, f, reference(obj), name, site);
      for (const r of method.refs)
        if (r.kind === "fn" && canBeTrue(callFunction(m, f, r, reference(obj), NO_ARGS, site))) return BOOL;
    }
  }
  return constant(false);
}
