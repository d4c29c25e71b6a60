/**
 * Which keys a schema lets through: one that is written out drops the others, or refuses them.
 *
 *   z.object({ query: z.string() })              only `query` arrives, whatever the caller sends
 *   z.object({ query: z.string() }).loose()      anything may
 *
 * Said only where all of the schema is known; what is put together of parts that nobody can follow is open.
 */
import { lastName } from "../taint/machine.js";
import { constStrings, type DataObj, isBottom, type Obj, type Value } from "../taint/values.js";

const OBJECTS = new Set(["object", "strictObject"]);
/** Made of another schema, with its keys or fewer. */
const SAME_KEYS = new Set([
  "strict",
  "strip",
  "describe",
  "meta",
  "optional",
  "nullable",
  "nullish",
  "default",
  "prefault",
  "readonly",
  "brand",
  "partial",
  "deepPartial",
  "required",
  "pick",
  "omit",
  "refine",
  "superRefine",
  "check",
]);
const MORE_KEYS = new Set(["extend", "merge", "safeExtend", "augment", "setKey"]);
const MAX_DEPTH = 12;

/** Is the key one that the schema takes away from an object, or refuses the object for? */
export function isUndeclared(schema: Value, key: string): boolean {
  const { refs } = schema;
  return (
    refs.length > 0 &&
    !schema.unknown &&
    schema.taints.length === 0 &&
    refs.every((obj) => lacksKey(obj, key, 0) === true)
  );
}

/** Undefined where the schema is open, or is none of an object. */
function lacksKey(obj: Obj, key: string, depth: number): boolean | undefined {
  if (depth > MAX_DEPTH) return undefined;
  if (obj.kind === "object") return lacksCell(obj, key);
  if (obj.kind !== "ext" || obj.call === undefined) return undefined;
  const { callee, args, self } = obj.call;
  const method = lastName(callee);
  if (OBJECTS.has(method)) return args.length === 1 ? allLack(args[0], key, depth) : undefined;
  if (SAME_KEYS.has(method)) return allLack(self, key, depth);
  if (!MORE_KEYS.has(method)) return undefined;
  const parts = [allLack(self, key, depth), ...args.map((arg) => lacksAdded(arg, key, depth))];
  return parts.includes(undefined) ? undefined : parts.every((each) => each === true);
}

function allLack(v: Value | undefined, key: string, depth: number): boolean | undefined {
  if (v === undefined || v.unknown || v.taints.length > 0 || v.refs.length === 0) return undefined;
  const each = v.refs.map((obj) => lacksKey(obj, key, depth + 1));
  return each.includes(undefined) ? undefined : each.every((lacks) => lacks === true);
}

/** `extend("name", schema)` names the key. */
function lacksAdded(v: Value, key: string, depth: number): boolean | undefined {
  const names = constStrings(v);
  return names === undefined ? allLack(v, key, depth) : !names.includes(key);
}

/** A shape: an object whose values are schemas, with no other object behind it and no key that is computed. */
function lacksCell(obj: DataObj, key: string): boolean | undefined {
  for (const [name, { value }] of obj.cells) {
    if (name === "%names" || name === "%any" || name === "%getters" || isBottom(value)) continue;
    if (name === "*" || name.startsWith("%")) return undefined;
    if (value.refs.length === 0 || value.refs.some((r) => r.kind !== "ext" || r.call === undefined))
      return undefined;
  }
  const cell = obj.cells.get(key);
  return cell === undefined || isBottom(cell.value);
}
