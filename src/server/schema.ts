/**
 * What an input schema allows for one property: read from the calls that built it (`z.object({...})`,
 * `Field(pattern=...)`), from raw shapes, and from JSON Schema objects.
 *
 * Only what constrains text for good counts: numbers, booleans, enumerations, patterns. Formats such as
 * "url" constrain nothing that matters to a sink.
 */
import type { Machine } from "../taint/machine.js";
import { elementsOf } from "../taint/collections.js";
import { type ExtObj, isBottom, type Obj, type Value } from "../taint/values.js";

export interface Constraint {
  readonly type: "number" | "boolean" | "enum" | "text" | "object" | "array" | "unknown";
  readonly values?: readonly string[];
  readonly pattern?: { readonly source: string; readonly flags: string };
  /** Formats that are themselves safe alphabets: uuid, ulid, cuid, date. */
  readonly token?: boolean;
  /** A check function stands in the schema (refine, superRefine, transform, pipe). */
  readonly refined?: boolean;
}

const NUMBERS = new Set(["number", "int", "int32", "float32", "float64", "bigint", "uint32", "nan", "positive", "date", "Number"]);
const BOOLEANS = new Set(["boolean", "stringbool", "bool"]);
const TOKENS = new Set(["uuid", "uuidv4", "ulid", "cuid", "cuid2", "guid", "nanoid", "date", "datetime", "ipv4", "mac"]);
const ENUMS = new Set(["enum", "nativeEnum", "literal"]);

const last = (path: string): string => path.slice(path.lastIndexOf(".") + 1);

/** The schema of property `name`, or of the elements for "[]". Undefined when the schema says nothing of it. */
export function property(m: Machine, schema: Value, name: string): Value | undefined {
  for (const obj of schema.refs) {
    const v = propertyOf(m, obj, name, 0);
    if (v !== undefined) return v;
  }
  return undefined;
}

function propertyOf(m: Machine, obj: Obj, name: string, depth: number): Value | undefined {
  if (depth > 12) return undefined;
  if (obj.kind === "object") {
    const props = obj.cells.get("properties")?.value;
    const type = obj.cells.get("type")?.value;
    if (props !== undefined && type !== undefined && type.consts.length > 0) return property(m, props, name);
    const cell = obj.cells.get(name);
    return cell === undefined || isBottom(cell.value) ? undefined : cell.value;
  }
  if (obj.kind !== "ext" || obj.call === undefined) return undefined;
  const method = last(obj.call.callee);
  if (method === "array" || method === "set" || method === "record" || method === "map") {
    if (name === "[]" || method === "record") return obj.call.args[obj.call.args.length - 1];
    return undefined;
  }
  for (const arg of obj.call.args) {
    const found = property(m, arg, name);
    if (found !== undefined) return found;
  }
  for (const s of obj.call.self?.refs ?? []) {
    const found = propertyOf(m, s, name, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What the schema of one value allows. */
export function constraintOf(m: Machine, schema: Value): Constraint {
  let out: Constraint = { type: "unknown" };
  for (const obj of schema.refs) {
    if (obj.kind === "ext") out = merge(out, fromCalls(m, obj));
    else if (obj.kind === "object") out = merge(out, fromJsonSchema(m, obj));
  }
  return out;
}

function merge(a: Constraint, b: Constraint): Constraint {
  return a.type === "unknown" ? b : b.type === "unknown" || a.type === b.type ? { ...b, ...a } : { type: "unknown" };
}

function fromCalls(m: Machine, start: ExtObj): Constraint {
  let type: Constraint["type"] = "unknown";
  let values: readonly string[] | undefined;
  let pattern: Constraint["pattern"];
  let token = false;
  let refined = false;
  let obj: ExtObj | undefined = start;
  for (let depth = 0; obj?.call !== undefined && depth < 20; depth++) {
    const { call } = obj as { call: NonNullable<ExtObj["call"]> };
    const method = last(call.callee);
    if (NUMBERS.has(method) && type === "unknown") type = "number";
    else if (BOOLEANS.has(method)) type = "boolean";
    else if (ENUMS.has(method)) {
      type = "enum";
      values = enumValues(m, call.args);
    } else if (method === "string") type = type === "unknown" ? "text" : type;
    else if (method === "array") type = "array";
    else if (method === "object") type = type === "unknown" ? "object" : type;
    else if (method === "regex") {
      const r = call.args[0]?.refs[0];
      if (r?.kind === "regex") pattern = { source: r.source, flags: r.flags };
    } else if (TOKENS.has(method)) token = true;
    else if (/^(refine|superRefine|transform|pipe|check|preprocess)$/.test(method)) refined = true;
    if (method === "optional" || method === "nullable" || method === "union" || method === "or") {
      const inner = call.args[0];
      if (inner !== undefined && inner.refs.length > 0) {
        const parts = inner.refs.some((r) => r.kind === "array") ? elementsOf(m, inner, start.site as never).refs : inner.refs;
        const all = parts.filter((r) => r.kind === "ext").map((r) => fromCalls(m, r as ExtObj));
        if (all.length > 0 && all.every((c) => c.type === "number" || c.type === "boolean" || c.type === "enum")) type = all[0]?.type ?? type;
        else if (all.length === 1 && all[0] !== undefined) return { ...all[0], refined: refined || (all[0].refined ?? false) };
      }
    }
    const next: Obj | undefined = call.self?.refs.find((r) => r.kind === "ext");
    obj = next?.kind === "ext" ? next : undefined;
  }
  return { type, ...(values ? { values } : {}), ...(pattern ? { pattern } : {}), ...(token ? { token } : {}), ...(refined ? { refined } : {}) };
}

function enumValues(m: Machine, args: readonly Value[]): readonly string[] {
  const out: string[] = [];
  for (const a of args) {
    for (const c of a.consts) out.push(String(c));
    for (const r of a.refs) if (r.kind === "array" || r.kind === "object") for (const c of m.heap.readAll(r).consts) out.push(String(c));
  }
  return out;
}

function fromJsonSchema(m: Machine, obj: Obj): Constraint {
  const type = obj.cells.get("type")?.value.consts[0];
  const values = obj.cells.get("enum")?.value;
  if (values !== undefined && !isBottom(values)) {
    const consts = values.refs.flatMap((r) => m.heap.readAll(r).consts.map(String));
    if (consts.length > 0) return { type: "enum", values: consts };
  }
  if (type === "number" || type === "integer") return { type: "number" };
  if (type === "boolean") return { type: "boolean" };
  const pattern = obj.cells.get("pattern")?.value.consts[0];
  if (type === "string") return typeof pattern === "string" ? { type: "text", pattern: { source: pattern, flags: "" } } : { type: "text" };
  return { type: "unknown" };
}
