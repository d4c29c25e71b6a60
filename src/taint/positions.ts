/**
 * Elements of one list at different places: `words[i]` and `words[i + 1]`. Which places these are is not known, but what
 * is checked of the one says nothing of the other.
 */
import type { FunctionIR, Temp } from "../ir/types.js";
import type { LineageStore, Op } from "./lineage.js";
import type { Site } from "./site.js";
import type { Value } from "./values.js";

const shifts = new WeakMap<FunctionIR, ReadonlyMap<Temp, string>>();

/** How far an index is moved on from a variable (`+1`), as it is written; undefined for any other index. */
export function shiftOf(fn: FunctionIR, index: Temp): string | undefined {
  let known = shifts.get(fn);
  if (known === undefined) shifts.set(fn, (known = shiftsIn(fn)));
  return known.get(index);
}

function shiftsIn(fn: FunctionIR): ReadonlyMap<Temp, string> {
  const found = new Map<Temp, string>();
  const numbers = new Map<Temp, number>();
  const variables = new Map<Temp, number>();
  /** Variables that are moved on from somewhere, so that the place they stand for is one of several. */
  const moved = new Set<number>();
  for (const { instrs } of fn.blocks)
    for (const i of instrs) {
      if (i.op === "const" && typeof i.value === "number") numbers.set(i.dst, i.value);
      if (i.op === "getvar" && i.ref.depth === 0) variables.set(i.dst, i.ref.index);
      if (i.op !== "add" && !(i.op === "binary" && (i.operator === "+" || i.operator === "-"))) continue;
      const by = numbers.get(i.right);
      const variable = variables.get(i.left);
      if (by === undefined || variable === undefined) continue;
      moved.add(variable);
      found.set(i.dst, `${i.op === "binary" ? i.operator : "+"}${by}`);
    }
  for (const [temp, variable] of variables) if (moved.has(variable)) found.set(temp, "+0");
  return found;
}

/** Any element, as the one at such a place. */
export function elementAt(shift: string | undefined): Op {
  return shift === undefined ? ELEMENT : { op: "flow", flow: "element", label: "element", place: shift };
}

const ELEMENT: Op = { op: "flow", flow: "element", label: "element" };

/** Does the operation take one element of several, so that what is checked of its result speaks of no other? */
export const isPlace = (op: Op): boolean =>
  op.op === "flow" && op.flow === "identity" && op.place !== undefined;

/** What was read from a list that the program made, as the element at such a place. */
export function placed(
  lineage: LineageStore,
  v: Value,
  shift: string | undefined,
  site: Site | undefined,
): Value {
  if (shift === undefined || v.taints.length === 0) return v;
  const op: Op = { op: "flow", flow: "identity", label: "", place: shift };
  return { ...v, taints: v.taints.map((n) => lineage.extend(n, op, site)) };
}
