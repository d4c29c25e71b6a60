/** What a JSON Schema object lets through, and the choices that are written out as constants. */
import type { Machine } from "../taint/machine.js";
import { isBottom, type Obj, type Value } from "../taint/values.js";
import { type Constraint, matching, type SchemaTest, UNCONSTRAINED } from "./constraint.js";

/** The choices that a list, an object or the arguments themselves hold. */
export function enumValues(m: Machine, args: readonly Value[]): readonly string[] {
  const out: string[] = [];
  for (const a of args) {
    for (const c of a.consts) out.push(String(c));
    for (const r of a.refs)
      if (r.kind === "array" || r.kind === "object")
        for (const c of m.heap.readAll(r).consts) out.push(String(c));
  }
  return out;
}

/** What one such object says of the value itself. */
export function fromJsonSchema(m: Machine, obj: Obj): Constraint {
  const type = obj.cells.get("type")?.value.consts[0];
  const values = obj.cells.get("enum")?.value;
  if (values !== undefined && !isBottom(values)) {
    const consts = values.refs.flatMap((r) => m.heap.readAll(r).consts.map(String));
    if (consts.length > 0) return { type: "enum", values: consts };
  }
  const bounded = ["maximum", "exclusiveMaximum"].some(
    (k) => obj.cells.get(k)?.value.consts.some((c) => typeof c === "number") === true,
  );
  if (type === "number" || type === "integer") return { type: "number", bounded };
  if (type === "boolean") return { type: "boolean" };
  if (type === "string") return { type: "text", tests: patternOf(obj) };
  return UNCONSTRAINED;
}

/** The pattern that texts have to match. */
export function patternOf(obj: Obj): readonly SchemaTest[] {
  const pattern = obj.cells.get("pattern")?.value.consts[0];
  return typeof pattern === "string" ? matching(pattern) : [];
}
