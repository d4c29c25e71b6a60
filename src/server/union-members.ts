/**
 * What a schema is one of: `z.union([a, b])`, `z.discriminatedUnion("kind", [a, b])`, `a.or(b)`, `A | B`,
 * `Annotated[Union[A, B], Field(discriminator="kind")]`. What is said of the whole beside that is left aside.
 */
import { elementsOf } from "../taint/collections.js";
import { lastName, type Machine } from "../taint/machine.js";
import { findDecl } from "../taint/typed.js";
import { BOTTOM, type ClassObj, type ExtObj, type Obj, type TypedObj, type Value } from "../taint/values.js";
import { isNone, isTypeExpression, TRANSPARENT, typeClass } from "./python-types.js";
import { plainName } from "./schema-names.js";

const MAX_DEPTH = 8;
const MAX_MEMBERS = 32;
const UNIONS: ReadonlySet<string> = new Set(["union", "discriminatedUnion", "variant"]);
/** What may stand behind a schema, or around it, and changes none of its alternatives. */
const AROUND: ReadonlySet<string> = new Set(
  "optional nullable nullish describe meta default readonly brand check refine superRefine".split(" "),
);

/** The alternatives of a schema, at least two; undefined where there are none, or too many. */
export function unionMembers(m: Machine, schema: Value): readonly Obj[] | undefined {
  const found = new Set<Obj>();
  for (const r of schema.refs) for (const x of membersOf(m, r, 0)) found.add(x);
  return found.size < 2 || found.size > MAX_MEMBERS ? undefined : [...found];
}

function membersOf(m: Machine, r: Obj, depth: number): readonly Obj[] {
  if (depth > MAX_DEPTH) return [r];
  const inner = (values: readonly Value[]) =>
    values.flatMap((v) => v.refs.flatMap((x) => membersOf(m, x, depth + 1)));
  if (r.kind === "typed") return ofType(m, r, depth);
  if (r.kind !== "ext" || r.call === undefined) return [r];
  const { args, self, callee } = r.call;
  if (isTypeExpression(r)) {
    const name = lastName(callee);
    if (name === "Union") return inner(args);
    return isTransparent(r, name) && args[0] !== undefined ? inner([args[0]]) : [r];
  }
  const method = plainName(lastName(callee));
  if (UNIONS.has(method)) {
    const members = args.flatMap((a) =>
      a.refs.some((x) => x.kind === "array") ? elementsOf(m, a, r.site as never).refs : [],
    );
    return members.flatMap((x) => membersOf(m, x, depth + 1));
  }
  if (self === undefined) return AROUND.has(method) && args[0] !== undefined ? inner([args[0]]) : [r];
  if (method === "or") return inner([self, ...args]);
  return AROUND.has(method) ? inner([self]) : [r];
}

/** A field of a model is described by its type first of all. */
const isTransparent = (r: ExtObj, name: string): boolean =>
  r.path.startsWith("%field.") || TRANSPARENT.test(name);

function ofType(m: Machine, r: TypedObj, depth: number): readonly Obj[] {
  const { module, type } = r;
  if (module.language !== "python") return [r];
  const within = (types: readonly (typeof type)[]) =>
    types.filter((t) => !isNone(t)).flatMap((t) => membersOf(m, m.heap.described(module, t), depth + 1));
  const name = lastName(type.name);
  if (name === "union" || name === "Union") return within(type.args ?? []);
  if (TRANSPARENT.test(name) && type.args?.[0] !== undefined) return within([type.args[0]]);
  const alias = findDecl(m, module, type);
  return alias === undefined ? [r] : membersOf(m, m.heap.described(alias.module, alias.type.type), depth + 1);
}

/** The class of the program that an alternative is. */
export function classOfMember(m: Machine, r: Obj): ClassObj | undefined {
  if (r.kind === "class") return r;
  return r.kind === "typed" && r.module.language === "python" ? typeClass(m, r.module, r.type) : undefined;
}

export const oneOf = (members: readonly Obj[]): Value => ({ ...BOTTOM, refs: members });
