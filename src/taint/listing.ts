/** What an object holds as a list: its property names, its values, or both as pairs. */
import type { ModelCall } from "./arguments.js";
import { lastName, type Machine } from "./machine.js";
import { load } from "./properties.js";
import type { Site } from "./site.js";
import { constant, type DataObj, isBottom, type Obj, reference, UNKNOWN, type Value } from "./values.js";

export function listOf(m: Machine, call: ModelCall, op: "keys" | "values" | "entries", v: Value): Value {
  const made = v.taints.map((n) =>
    m.lineage.extend(n, { op: "flow", flow: op, label: lastName(call.path) }, call.site),
  );
  const { frame, site } = call;
  const computed = (obj: Obj) =>
    m.heap.getterNames(obj).map((name) => [name, load(m, frame, reference(obj), name, site)] as const);
  const list = listing(m, op, v.refs, site, String(frame.summary.heapContext), computed);
  return { refs: [list], consts: [], taints: made, unknown: v.unknown };
}

/** The entries of one object, as a list of pairs. */
export function pairsOf(m: Machine, obj: Obj, site: Site, context: string): Value {
  return reference(listing(m, "entries", [obj], site, context));
}

function listing(
  m: Machine,
  op: "keys" | "values" | "entries",
  refs: readonly Obj[],
  site: Site,
  context: string,
  /** Properties that functions answer for, as the exports of compiled modules are. */
  computed: (obj: Obj) => readonly (readonly [string, Value])[] = () => [],
): DataObj {
  const list = m.heap.data("array", site, `${op}${context}`);
  let index = 0;
  let pairs = 0;
  for (const obj of refs) {
    if (
      obj.kind !== "object" &&
      obj.kind !== "instance" &&
      obj.kind !== "namespace" &&
      obj.kind !== "array" &&
      obj.kind !== "class"
    )
      continue;
    const stored = m.heap
      .entries(obj)
      .flatMap(([key, cell]) =>
        key.startsWith("%") || isBottom(cell.value) ? [] : [[key, m.heap.read(obj, key)] as const],
      );
    for (const [key, value] of [...stored, ...computed(obj)]) {
      const name = key === "*" ? UNKNOWN : constant(key);
      const at = key === "*" ? "*" : String(index++);
      if (op === "keys") m.heap.write(list, at, name);
      else if (op === "values") m.heap.write(list, at, value);
      else {
        const pair = m.heap.data("array", site, `p${pairs++}.${context}`);
        m.heap.write(pair, "0", name);
        m.heap.write(pair, "1", value);
        pair.length = 2;
        m.heap.write(list, at, reference(pair));
      }
    }
  }
  list.length = Math.max(list.length, index);
  if (op === "keys") m.heap.write(list, "%keys", constant(true));
  return list;
}
