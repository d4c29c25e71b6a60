/** The names of the fields that a schema of an object declares. */
import { ancestry } from "../taint/definitions.js";
import type { Machine } from "../taint/machine.js";
import { isBottom, type Obj } from "../taint/values.js";

const MAX_FIELDS = 64;
const MAX_DEPTH = 12;

export function fieldNames(m: Machine, schema: Obj): readonly string[] {
  const names = new Set<string>();
  collect(m, schema, names, 0);
  return [...names].slice(0, MAX_FIELDS);
}

function collect(m: Machine, r: Obj, names: Set<string>, depth: number): void {
  if (depth > MAX_DEPTH) return;
  if (r.kind === "class") {
    for (const { cls } of ancestry(r).own) for (const name of Object.keys(cls.fieldTypes)) names.add(name);
  } else if (r.kind === "object") {
    // The JSON of a schema holds no functions.
    if (r.cells.has("properties") && r.cells.has("type")) return;
    for (const [name, { value }] of r.cells) {
      if (isBottom(value)) continue;
      if (name === "%proto") for (const x of value.refs) collect(m, x, names, depth + 1);
      else if (!/^[%*]/.test(name) && value.refs.length > 0) names.add(name);
    }
  } else if (r.kind === "ext" && r.call !== undefined) {
    // What is made of another schema has the fields of that one, too; that one is looked at by itself.
    for (const arg of r.call.args)
      for (const x of arg.refs) if (x.kind === "object") collect(m, x, names, depth + 1);
  }
}
