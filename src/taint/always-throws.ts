/** Functions that end the work of whoever calls them (`fail("...")`). */
import type { FunctionIR } from "../ir/types.js";
import type { Summary } from "./summary.js";
import { BOTTOM, type Value } from "./values.js";

/** Stands for the result of such a function in place of none; to others it is nothing at all. */
export const NEVER: Value = { ...BOTTOM };

/**
 * Is a function that did not return made to end the caller's work? A method that throws may be there for others to
 * override, and what an asynchronous function throws is thrown where its result is awaited.
 */
export function throwsAlways({ fn, recursive }: Summary): boolean {
  return !recursive && !fn.fn.async && fn.fn.cls === undefined && endsInThrow(fn.fn);
}

const endings = new WeakMap<FunctionIR, boolean>();

/** Does it throw anywhere? Otherwise it does not return for another reason: it runs as long as the server does. */
function endsInThrow(fn: FunctionIR): boolean {
  let ends = endings.get(fn);
  if (ends === undefined) {
    ends = fn.blocks.some((b) => b.term.op === "throw");
    endings.set(fn, ends);
  }
  return ends;
}
