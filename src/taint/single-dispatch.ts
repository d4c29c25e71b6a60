/**
 * Python: one name for several functions, chosen by the type of what they are given.
 *
 *   @singledispatch
 *   def render(value): ...
 *
 *   @render.register              or register(str)
 *   def _(value: str): ...
 *
 * A call calls each of them. One that is for numbers is given no text.
 */
import type { TypeRef } from "../ir/types.js";
import { callValue } from "./call.js";
import type { CallArgs, Frame, Machine } from "./machine.js";
import type { Site } from "./site.js";
import { BOTTOM, type ExtObj, type FnObj, isBottom, join, reference, UNKNOWN, type Value } from "./values.js";

/** What `register` of such a function is. */
export const REGISTER = "%case";
const CASES = "%cases";
const NUMBERS = "%numbers";

/** `singledispatch(fn)`: something that is called as the function, and as those that are registered with it. */
export function dispatching(m: Machine, f: Frame, path: string, fallback: Value, site: Site): Value {
  const made = m.heap.extCall(`${path}()`, site, f.summary.heapContext, path, undefined);
  m.heap.write(made, CASES, fallback);
  m.heap.write(made, "register", reference(m.heap.boundExt(site, m.ext(REGISTER), [reference(made)])));
  return reference(made);
}

/** `render.register(fn)`, `render.register(type)` and, where the type was given before, what that is applied to. */
export function registerCase(m: Machine, ext: ExtObj, { positional }: CallArgs, site: Site): Value {
  const [to, ...given] = positional;
  const last = given.at(-1) ?? BOTTOM;
  if (!last.refs.some((r) => r.kind === "fn")) return reference(m.heap.boundExt(site, ext, given));
  for (const r of last.refs) {
    if (r.kind !== "fn") continue;
    const ofNumbers = given.length > 1 ? given[0]?.refs.every(isNumberClass) === true : takesNumber(r);
    for (const made of to?.refs ?? []) m.heap.write(made, ofNumbers ? NUMBERS : CASES, reference(r));
  }
  return last;
}

/** The call of such a function. */
export function dispatched(m: Machine, f: Frame, ext: ExtObj, args: CallArgs, site: Site): Value | undefined {
  const cases = m.heap.read(ext, CASES);
  if (isBottom(cases)) return undefined;
  const given = callValue(m, f, cases, undefined, args, site);
  const numbers = m.heap.read(ext, NUMBERS);
  if (isBottom(numbers)) return given;
  const [first = BOTTOM, ...others] = args.positional;
  const amount = first.taints.length > 0 ? UNKNOWN : first;
  const counted = callValue(m, f, numbers, undefined, { ...args, positional: [amount, ...others] }, site);
  return given === undefined || counted === undefined ? (given ?? counted) : join(given, counted);
}

const PLAIN: ReadonlySet<string> = new Set(["int", "float", "bool", "complex"]);

const isNumberClass = (r: Value["refs"][number]): boolean =>
  r.kind === "ext" && r.path.startsWith("builtins.") && PLAIN.has(r.path.slice("builtins.".length));

function takesNumber({ fn }: FnObj): boolean {
  const isPlain = ({ name, args }: TypeRef): boolean =>
    name === "union" ? (args ?? []).every(isPlain) : PLAIN.has(name);
  const type = fn.params[0]?.type;
  return type !== undefined && isPlain(type);
}
