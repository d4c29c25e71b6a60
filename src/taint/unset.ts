/**
 * What a program holds before it is set up, where that is done by code which nobody was seen to run: a callback of an
 * unknown library, a method that somebody else's main program calls.
 *
 *   let session = null;
 *   lib.onReady((made) => { session = made; });
 *   ... if (session === null) throw new Error("not ready");  exec(command)
 *
 * Such a variable or field may hold anything, so that what stands behind the test is looked at.
 */
import type { FunctionIR, ModuleIR } from "../ir/types.js";
import { ancestry } from "./definitions.js";
import type { Machine } from "./machine.js";
import { join, type Obj, UNKNOWN, type Value } from "./values.js";

/** The value of a variable of an outer function, as it may be by now. */
export function orSetElsewhere(
  m: Machine,
  module: ModuleIR,
  owner: FunctionIR,
  index: number,
  v: Value,
): Value {
  return isUnset(v) && isOpen(m, m.info(module).writers.ofVariable(owner, index)) ? join(v, UNKNOWN) : v;
}

/** The value of a field or property, as it may be by now. */
export function orStoredElsewhere(m: Machine, module: ModuleIR, obj: Obj, key: string, v: Value): Value {
  if (!isUnset(v)) return v;
  // What an object was never given, it lacks. A field has its place in the class.
  if (obj.kind !== "instance" && v.consts.length === 0) return v;
  const modules = new Set([module]);
  if (obj.kind === "instance") for (const cls of ancestry(obj.cls).own) modules.add(cls.module);
  for (const each of modules) if (isOpen(m, m.info(each).writers.ofProperty(key))) return join(v, UNKNOWN);
  return v;
}

/** Is it nothing, or a default that says no? */
export const isUnset = ({ refs, taints, unknown, consts }: Value): boolean =>
  refs.length + taints.length === 0 && !unknown && consts.every((c) => !c);

/** Is one of them a function of the server's own that nobody was seen to run? */
const isOpen = (m: Machine, writers: readonly FunctionIR[]): boolean =>
  writers.some((fn) => fn.vendored === undefined && !m.visited.has(fn));
