/**
 * What an input schema allows for one property: read from the calls that built it (`z.object({...})`), from
 * raw shapes, from JSON Schema objects and from Python's types and models (python-types.ts).
 */
import { elementsOf } from "../taint/collections.js";
import { lastName, type Machine } from "../taint/machine.js";
import {
  BOTTOM,
  constStrings,
  type ExtObj,
  isBottom,
  joinAll,
  type Obj,
  type TypedObj,
  type Value,
} from "../taint/values.js";
import {
  type Constraint,
  either,
  isPlain,
  listOf,
  matching,
  narrow,
  type SchemaReader,
  UNCONSTRAINED,
} from "./constraint.js";
import { enumValues, fromJsonSchema, patternOf } from "./json-schema.js";
import {
  classConstraint,
  classProperty,
  isTypeExpression,
  typeConstraint,
  typeProperty,
} from "./python-types.js";
import { metadata } from "./python-validators.js";
import {
  BOOLEANS,
  ENUMS,
  FORMATS,
  MASKS,
  NUMBERS,
  OPEN,
  plainName,
  refinerOf,
  TEXT_TESTS,
  TOKENS,
  UPPER_LIMITS,
} from "./schema-names.js";

export type { Constraint, Refiner } from "./constraint.js";

const last = (path: string): string => plainName(lastName(path));

const readerOf = (m: Machine): SchemaReader => ({
  m,
  constraint: (schema) => constraintOf(m, schema),
  property: (schema, name) => property(m, schema, name),
});

/**
 * The schema of property `name`, or of the elements for "[]"; of several schemas, what each of them has under it.
 * Undefined when the schema says nothing of it.
 */
export function property(m: Machine, schema: Value, name: string): Value | undefined {
  const found: Value[] = [];
  for (const obj of schema.refs) {
    const v = propertyOf(m, obj, name);
    if (v !== undefined) found.push(v);
  }
  return found.length < 2
    ? found[0]
    : { ...joinAll(found), refs: [...new Set(found.flatMap((v) => v.refs))] };
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
  if (isTyped(obj)) return typeProperty(readerOf(m), obj as TypedObj | ExtObj, name);
  if (obj.kind === "class") return classProperty(m, obj, name);
  if (obj.kind === "object") {
    const props = obj.cells.get("properties")?.value;
    const type = obj.cells.get("type")?.value;
    if (props !== undefined && type !== undefined && type.consts.length > 0) return property(m, props, name);
    const cell = obj.cells.get(name);
    if (cell !== undefined && !isBottom(cell.value)) return cell.value;
    // `{ ...Base.shape }`: what was copied from a schema's own shape.
    const copied = obj.cells.get("%proto");
    return copied === undefined || isBottom(copied.value) ? undefined : property(m, copied.value, name);
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
  if (method === "tuple") return placeOf(m, obj.call.args, name);
  const field = fieldOf(m, obj);
  if (field !== undefined) return property(m, field, name);
  // What is left out is not known by what stood there: `Base.omit({ path: true }).passthrough()`.
  const [mask] = method === "omit" ? obj.call.args : [];
  if (mask?.refs.some((r) => r.kind === "object" && r.cells.has(name)) === true) return undefined;
  // `a.or(b)`: what each of the two says.
  if (method === "or" && obj.call.self !== undefined) {
    const both = [obj.call.self, ...obj.call.args].map((each) => property(m, each, name));
    const known = both.filter((v) => v !== undefined);
    return known.length === 0 ? undefined : joinAll(known);
  }
  for (const arg of MASKS.has(method) ? [] : obj.call.args) {
    const found = property(m, arg, name);
    if (found !== undefined) return found;
  }
  for (const s of obj.call.self?.refs ?? []) {
    const found = propertyOf(m, s, name);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** What stands at one place of a list of known length, or at any of them. */
function placeOf(m: Machine, [places, ...rest]: readonly Value[], name: string): Value | undefined {
  const lists = places?.refs.filter((r) => r.kind === "array") ?? [];
  if (name === "[]") return joinAll([...lists.map((r) => m.heap.readAll(r)), ...rest]);
  const found = joinAll(lists.map((r) => m.heap.read(r, name)));
  return isBottom(found) ? undefined : found;
}

/** `Schema.shape.name`: the schema of one property, which was read from another schema. */
function fieldOf(m: Machine, { call }: ExtObj): Value | undefined {
  if (call === undefined || last(call.callee) !== "field" || call.self === undefined) return undefined;
  const name = call.args[0] === undefined ? undefined : constStrings(call.args[0])?.[0];
  return name === undefined ? undefined : property(m, call.self, name);
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
    if (isTyped(obj)) all.push(typeConstraint(readerOf(m), obj as TypedObj | ExtObj));
    else if (obj.kind === "class") all.push(classConstraint(m, obj));
    else if (obj.kind === "ext") all.push(fromCalls(m, obj));
    else if (obj.kind === "object") all.push(fromJsonSchema(m, obj));
  }
  if (schema.refs.length > 1 && schema.refs.some(letsAllThrough)) return UNCONSTRAINED;
  // A value of no known form beside a schema is an import that was not found; a type beside a type is a union.
  const known = all.filter((c) => c.type !== "unknown");
  const types = schema.refs.some(isTyped);
  return either(known.length > 0 && !types ? known : all);
}

/** `z.any()`: known to say nothing. */
export const letsAllThrough = (obj: Obj): boolean =>
  obj.kind === "ext" && obj.call !== undefined && OPEN.has(last(obj.call.callee));

/** Is it a type of the language? */
export const isTyped = (r: Obj): boolean => r.kind === "typed" || (r.kind === "ext" && isTypeExpression(r));

/** `z.string().regex(...).max(20)`: from the last call of the chain to the first. */
function fromCalls(m: Machine, start: ExtObj): Constraint {
  let out: Constraint = UNCONSTRAINED;
  let obj: ExtObj | undefined = start;
  for (let depth = 0; obj?.call !== undefined && depth < 20; depth++) {
    const { call } = obj as { call: NonNullable<ExtObj["call"]> };
    const field = fieldOf(m, obj);
    if (field !== undefined) return narrow(constraintOf(m, field), out);
    if (last(call.callee) === "or") {
      // `a.or(b)`: the receiver is one of two.
      const self = call.self === undefined ? UNCONSTRAINED : constraintOf(m, call.self);
      return narrow(either([self, ...call.args.map((a) => constraintOf(m, a))]), out);
    }
    out = narrow(metadata(obj) ?? ofCall(m, call, start), out);
    const next: Obj | undefined = call.self?.refs.find((r) => r.kind === "ext");
    obj = next?.kind === "ext" ? next : undefined;
  }
  return out;
}

/** What one call of the chain adds. */
function ofCall(m: Machine, { callee, args }: NonNullable<ExtObj["call"]>, start: ExtObj): Constraint {
  const method = last(callee);
  if (BOOLEANS.has(method)) return { type: "boolean" };
  if (ENUMS.has(method)) return { type: "enum", values: enumValues(m, args) };
  if (NUMBERS.has(method))
    return { type: "number", bounded: UPPER_LIMITS.has(method), token: TOKENS.has(method) };
  if (TOKENS.has(method)) return { type: "unknown", token: true };
  if (UPPER_LIMITS.has(method)) return { type: "unknown", bounded: true };
  const format = FORMATS.get(method);
  if (format !== undefined) return { type: "unknown", tests: matching(format) };
  const does = refinerOf(callee, method);
  if (does !== undefined && args[0] !== undefined)
    return { type: "unknown", refiners: [{ fn: args[0], does }] };
  switch (method) {
    case "string":
      // What an object of options says besides: `Type.String({ pattern })`.
      return { type: "text", tests: args.flatMap((a) => a.refs.flatMap((r) => patternOf(r))) };
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
      // `a.pipe(b)`, or a function of a schema and what is done behind it.
      return args.map((a) => constraintOf(m, a)).reduce(narrow, UNCONSTRAINED);
    case "preprocess": {
      const [fn, inner] = args;
      if (fn === undefined || inner === undefined) return UNCONSTRAINED;
      return narrow({ type: "unknown", refiners: [{ fn, does: "map" }] }, constraintOf(m, inner));
    }
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

/** A name that the engine uses; what was copied from another shape stands under one of these. */
const isInternal = (key: string): boolean => key.startsWith("%") && key !== "%proto";

/** Do the fields of an object's shape take texts, numbers and the like only? */
const hasPlainFields = (m: Machine, shape: Value): boolean =>
  !shape.unknown &&
  shape.refs.length > 0 &&
  shape.refs.every(
    (r) =>
      r.kind === "object" &&
      m.heap
        .entries(r)
        .every(([key]) => isInternal(key) || (key !== "*" && isPlain(constraintOf(m, m.heap.read(r, key))))),
  );
