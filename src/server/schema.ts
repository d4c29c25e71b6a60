/**
 * What an input schema allows for one property: read from the calls that built it (`z.object({...})`), from
 * raw shapes, from JSON Schema objects and from Python's types and models (python-types.ts).
 */
import { elementsOf } from "../taint/collections.js";
import type { Machine } from "../taint/machine.js";
import {
  BOTTOM,
  constStrings,
  type ExtObj,
  isBottom,
  joinAll,
  type Obj,
  type Value,
} from "../taint/values.js";
import {
  type Constraint,
  either,
  isPlain,
  listOf,
  matching,
  narrow,
  type Refiner,
  type SchemaReader,
  UNCONSTRAINED,
} from "./constraint.js";
import {
  classConstraint,
  classProperty,
  isTypeExpression,
  metadata,
  typeConstraint,
  typeProperty,
} from "./python-types.js";

export type { Constraint, Refiner } from "./constraint.js";

const NUMBERS = new Set([
  "number",
  "int",
  "int32",
  "float32",
  "float64",
  "bigint",
  "uint32",
  "nan",
  "positive",
  "date",
  "Number",
]);
const BOOLEANS = new Set(["boolean", "stringbool", "bool"]);
const TOKENS = new Set([
  "uuid",
  "uuidv4",
  "ulid",
  "cuid",
  "cuid2",
  "guid",
  "nanoid",
  "date",
  "datetime",
  "ipv4",
  "mac",
]);
const ENUMS = new Set(["enum", "nativeEnum", "literal"]);
const UPPER_LIMITS = new Set(["max", "lte", "lt", "negative", "nonpositive", "int32", "uint32"]);
const REFINERS: ReadonlyMap<string, Refiner["does"]> = new Map(
  Object.entries({
    refine: "test",
    superRefine: "issue",
    transform: "map",
    overwrite: "map",
  }),
);

const TEXT_TESTS = { startsWith: "prefix", endsWith: "suffix", includes: "contains" } as const;

const last = (path: string): string => path.slice(path.lastIndexOf(".") + 1);

const readerOf = (m: Machine): SchemaReader => ({
  m,
  constraint: (schema) => constraintOf(m, schema),
  property: (schema, name) => property(m, schema, name),
});

/** The schema of property `name`, or of the elements for "[]". Undefined when the schema says nothing of it. */
export function property(m: Machine, schema: Value, name: string): Value | undefined {
  for (const obj of schema.refs) {
    const v = propertyOf(m, obj, name);
    if (v !== undefined) return v;
  }
  return undefined;
}

/** Schemas whose properties are being looked up: one that contains itself says nothing more. */
const looking = new Set<Obj>();
const MAX_NESTING = 24;

function propertyOf(m: Machine, obj: Obj, name: string): Value | undefined {
  if (looking.has(obj) || looking.size > MAX_NESTING) return undefined;
  looking.add(obj);
  try {
    return propertyIn(m, obj, name);
  } finally {
    looking.delete(obj);
  }
}

function propertyIn(m: Machine, obj: Obj, name: string): Value | undefined {
  if (obj.kind === "typed" || (obj.kind === "ext" && isTypeExpression(obj)))
    return typeProperty(readerOf(m), obj, name);
  if (obj.kind === "class") return classProperty(m, obj, name);
  if (obj.kind === "object") {
    const props = obj.cells.get("properties")?.value;
    const type = obj.cells.get("type")?.value;
    if (props !== undefined && type !== undefined && type.consts.length > 0) return property(m, props, name);
    const cell = obj.cells.get(name);
    return cell === undefined || isBottom(cell.value) ? undefined : cell.value;
  }
  if (obj.kind === "array" && name !== "[]") {
    // The alternatives of a union: those that have the property.
    const found = elementsOf(m, { ...BOTTOM, refs: [obj] }, undefined as never)
      .refs.map((r) => propertyOf(m, r, name))
      .filter((v) => v !== undefined);
    return found.length === 0 ? undefined : joinAll(found);
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
    const found = propertyOf(m, s, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Schemas that are being read: one that contains itself adds nothing. */
const reading = new Set<Value>();

/** What the schema of one value allows. */
export function constraintOf(m: Machine, schema: Value): Constraint {
  if (reading.has(schema) || reading.size > MAX_NESTING) return UNCONSTRAINED;
  reading.add(schema);
  try {
    return readConstraint(m, schema);
  } finally {
    reading.delete(schema);
  }
}

function readConstraint(m: Machine, schema: Value): Constraint {
  const all: Constraint[] = [];
  for (const obj of schema.refs) {
    if (obj.kind === "typed" || (obj.kind === "ext" && isTypeExpression(obj)))
      all.push(typeConstraint(readerOf(m), obj));
    else if (obj.kind === "class") all.push(classConstraint(m, obj));
    else if (obj.kind === "ext") all.push(fromCalls(m, obj));
    else if (obj.kind === "object") all.push(fromJsonSchema(m, obj));
  }
  // A value of no known form beside a schema is an import that was not found; a type beside a type is a union.
  const known = all.filter((c) => c.type !== "unknown");
  const types = schema.refs.some((r) => r.kind === "typed" || (r.kind === "ext" && isTypeExpression(r)));
  return either(known.length > 0 && !types ? known : all);
}

/** `z.string().regex(...).max(20)`: from the last call of the chain to the first. */
function fromCalls(m: Machine, start: ExtObj): Constraint {
  let out: Constraint = UNCONSTRAINED;
  let obj: ExtObj | undefined = start;
  for (let depth = 0; obj?.call !== undefined && depth < 20; depth++) {
    const { call } = obj as { call: NonNullable<ExtObj["call"]> };
    if (last(call.callee) === "or") {
      // `a.or(b)`: the receiver is one of two.
      const self = call.self === undefined ? UNCONSTRAINED : constraintOf(m, call.self);
      return narrow(either([self, ...call.args.map((a) => constraintOf(m, a))]), out);
    }
    out = narrow(metadata(obj) ?? ofCall(m, last(call.callee), call.args, start), out);
    const next: Obj | undefined = call.self?.refs.find((r) => r.kind === "ext");
    obj = next?.kind === "ext" ? next : undefined;
  }
  return out;
}

/** What one call of the chain adds. */
function ofCall(m: Machine, method: string, args: readonly Value[], start: ExtObj): Constraint {
  if (BOOLEANS.has(method)) return { type: "boolean" };
  if (ENUMS.has(method)) return { type: "enum", values: enumValues(m, args) };
  if (NUMBERS.has(method))
    return { type: "number", bounded: UPPER_LIMITS.has(method), token: TOKENS.has(method) };
  if (TOKENS.has(method)) return { type: "unknown", token: true };
  if (UPPER_LIMITS.has(method)) return { type: "unknown", bounded: true };
  const does = REFINERS.get(method);
  if (does !== undefined && args[0] !== undefined)
    return { type: "unknown", refiners: [{ fn: args[0], does }] };
  switch (method) {
    case "string":
      return { type: "text" };
    case "object":
    case "strictObject":
      return { type: "object", plain: () => args.length > 0 && args.every((a) => hasPlainFields(m, a)) };
    case "looseObject":
    case "passthrough":
    case "loose":
    case "catchall":
    case "extend":
    case "safeExtend":
    case "merge":
    case "and":
      return { type: "unknown", plain: () => false };
    case "array":
    case "set":
      return listOf(args[0] === undefined ? UNCONSTRAINED : constraintOf(m, args[0]));
    case "startsWith":
    case "endsWith":
    case "includes": {
      const text = args[0] === undefined ? undefined : constStrings(args[0]);
      return text === undefined
        ? UNCONSTRAINED
        : { type: "unknown", tests: [{ test: TEXT_TESTS[method], text }] };
    }
    case "regex": {
      const r = args[0]?.refs[0];
      return r?.kind === "regex" ? { type: "unknown", tests: matching(r.source, r.flags) } : UNCONSTRAINED;
    }
    case "pipe":
      return args[0] === undefined ? UNCONSTRAINED : constraintOf(m, args[0]);
    case "preprocess":
      return args[1] === undefined ? UNCONSTRAINED : constraintOf(m, args[1]);
    case "check":
      return args.map((a) => constraintOf(m, a)).reduce(narrow, UNCONSTRAINED);
    case "optional":
    case "nullable":
    case "nullish":
    case "union": {
      const inner = args[0];
      if (inner === undefined || inner.refs.length === 0) return UNCONSTRAINED;
      const parts = inner.refs.some((r) => r.kind === "array")
        ? elementsOf(m, inner, start.site as never).refs
        : inner.refs;
      const all = parts.filter((r) => r.kind === "ext").map((r) => fromCalls(m, r as ExtObj));
      return either(all);
    }
    default:
      return UNCONSTRAINED;
  }
}

/** Do the fields of an object's shape take texts, numbers and the like only? */
const hasPlainFields = (m: Machine, shape: Value): boolean =>
  !shape.unknown &&
  shape.refs.length > 0 &&
  shape.refs.every(
    (r) =>
      r.kind === "object" &&
      m.heap
        .entries(r)
        .every(
          ([key]) => key.startsWith("%") || (key !== "*" && isPlain(constraintOf(m, m.heap.read(r, key)))),
        ),
  );

function enumValues(m: Machine, args: readonly Value[]): readonly string[] {
  const out: string[] = [];
  for (const a of args) {
    for (const c of a.consts) out.push(String(c));
    for (const r of a.refs)
      if (r.kind === "array" || r.kind === "object")
        for (const c of m.heap.readAll(r).consts) out.push(String(c));
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
  const bounded = ["maximum", "exclusiveMaximum"].some(
    (k) => obj.cells.get(k)?.value.consts.some((c) => typeof c === "number") === true,
  );
  if (type === "number" || type === "integer") return { type: "number", bounded };
  if (type === "boolean") return { type: "boolean" };
  const pattern = obj.cells.get("pattern")?.value.consts[0];
  if (type === "string")
    return typeof pattern === "string" ? { type: "text", tests: matching(pattern) } : { type: "text" };
  return UNCONSTRAINED;
}
