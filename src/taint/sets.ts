/**
 * Python: sets compared and taken from each other, which says something of each element.
 *
 *   set(name) <= LETTERS                  each character is a letter
 *   unknown = set(names) - KNOWN          where nothing is left, each name is known
 *
 * A set has the value of what it was made of; that it is one is seen from how it is made.
 */
import type { FunctionIR, Instr, Temp } from "../ir/types.js";
import { elementsOf } from "./collections.js";
import { noteChosen } from "./emptiness.js";
import { memberConsts } from "./equality.js";
import type { Frame, Machine } from "./machine.js";
import { quantified } from "./quantified.js";
import type { Site } from "./site.js";
import { testPred } from "./tested.js";
import { BOOL, BOTTOM, type Pred, reference, type Value, withPred } from "./values.js";

/** `a <= b`, `a >= b` and `a - b`, where one set is made of the caller's values and the other is not. */
export function setOperation(
  m: Machine,
  f: Frame,
  { operator, left, right, span }: Instr & { readonly op: "binary" },
): Value | undefined {
  if (f.module.language !== "python" || !OPERATORS.has(operator)) return undefined;
  const sets = setsIn(f.fn);
  const [a, b] = [f.temps[left] ?? BOTTOM, f.temps[right] ?? BOTTOM];
  // Nothing is taken from a list: what is written as one is a set.
  const taken = operator === "-" && a.refs.some((r) => r.kind === "array");
  if (!sets.has(left) && !sets.has(right) && !taken) return undefined;
  const [inner, outer] = operator.startsWith(">") ? [b, a] : [a, b];
  const site = m.site(f.module, span);
  const pred = allIn(m, inner, outer, operator, site);
  if (operator !== "-") return pred && withPred(BOOL, pred);
  if (pred === undefined && !taken) return undefined;
  const rest = m.heap.data("array", site, `sd${f.summary.heapContext}`);
  m.heap.write(rest, "*", elementsOf(m, inner, site));
  if (pred !== undefined)
    noteChosen(f.state, rest, [], { whenTrue: pred.whenFalse, whenFalse: pred.whenTrue });
  return reference(rest);
}

const OPERATORS: ReadonlySet<string> = new Set(["<", "<=", ">", ">=", "-"]);

/** What it says that every element of the one is in the other; undefined where these are no such sets. */
function allIn(m: Machine, inner: Value, outer: Value, label: string, site: Site): Pred | undefined {
  if (inner.taints.length === 0 || outer.taints.length > 0 || outer.unknown) return undefined;
  if (outer.refs.length === 0 && outer.consts.length === 0) return undefined;
  const members = memberConsts(m, outer, site);
  return quantified("every", testPred(elementsOf(m, inner, site), "in-set", members, label, site), undefined);
}

const known = new WeakMap<FunctionIR, ReadonlySet<Temp>>();

/** Temps of a function that hold a set, made there or read from a variable that it was put in. */
function setsIn(fn: FunctionIR): ReadonlySet<Temp> {
  let found = known.get(fn);
  if (found === undefined) known.set(fn, (found = findSets(fn)));
  return found;
}

function findSets(fn: FunctionIR): ReadonlySet<Temp> {
  const makers = new Set<Temp>();
  const found = new Set<Temp>();
  const variables = new Set<number>();
  // A variable is written before it is read, in the order of the text.
  for (const { instrs } of fn.blocks)
    for (const i of instrs) {
      if (i.op === "global" && (i.name === "set" || i.name === "frozenset")) makers.add(i.dst);
      else if (i.op === "call" && (makers.has(i.callee) || i.method === "keys")) found.add(i.dst);
      else if (i.op === "setvar" && i.ref.depth === 0 && found.has(i.src)) variables.add(i.ref.index);
      else if (i.op === "getvar" && i.ref.depth === 0 && variables.has(i.ref.index)) found.add(i.dst);
    }
  return found;
}
