/**
 * What a framework makes of the values that it hands to a view. Numbers, flags or identifiers are known by their amount
 * only: `page: int` where annotations are enforced, `/item/<int:no>` and `/item/{no:int}`. Of others, the annotation
 * says what arrives: `name: Annotated[str, Path(pattern=...)]`, a model as the body of the request.
 */
import type { FunctionIR, TypeRef } from "../ir/types.js";
import type { SourceRow } from "../models/types.js";
import { type ModelCall, makerOf, readPosition } from "./arguments.js";
import { declaredSchema } from "./declared-schema.js";
import type { Node } from "./lineage.js";
import type { Machine } from "./machine.js";
import { schemaIdOf } from "./operations.js";
import { onlyConst, type Value } from "./values.js";

const PLAIN: ReadonlySet<string> = new Set([
  "int",
  "float",
  "bool",
  "Decimal",
  "UUID",
  "date",
  "datetime",
  "None",
]);

function isPlain(type: TypeRef | undefined): boolean {
  if (type === undefined) return false;
  const name = type.name.slice(type.name.lastIndexOf(".") + 1);
  if (name === "literal") return true;
  const args = type.args ?? [];
  if (name === "Annotated") return isPlain(args[0]);
  return name === "union" || name === "Optional" ? args.length > 0 && args.every(isPlain) : PLAIN.has(name);
}

/** Does the route convert the variable of this name? */
function isConverted(route: Value | undefined, name: string): boolean {
  const text = route === undefined ? undefined : onlyConst(route)?.value;
  if (typeof text !== "string") return false;
  return [...text.matchAll(/<(?:int|float|uuid)(?:\([^)>]*\))?:(\w+)>|\{(\w+):(?:int|float|uuid)\}/g)].some(
    ([, angled, braced]) => (angled ?? braced) === name,
  );
}

/** Is the parameter that a source row names converted for every function that is handed over? */
export function isConvertedParameter(m: Machine, call: ModelCall, row: SourceRow, cb: Value): boolean {
  if (typeof row.out !== "object" || (row.enforced !== true && row.route === undefined)) return false;
  const { param } = row.out;
  const route = row.route === undefined ? undefined : readPosition(m, makerOf(call), row.route);
  const converts = ({ params }: FunctionIR): boolean => {
    const p = params[param];
    if (p === undefined) return false;
    return (row.enforced === true && isPlain(p.type)) || isConverted(route, p.name);
  };
  const given = cb.refs.flatMap((r) => (r.kind === "fn" ? [r.fn] : []));
  return given.length > 0 && given.every(converts);
}

/** What was sent for the parameter that a source row names, as its declaration lets it through. */
export function declaredParameter(m: Machine, call: ModelCall, row: SourceRow, cb: Value, sent: Node): Node {
  const [fn] = cb.refs;
  if (typeof row.out !== "object" || row.enforced !== true || cb.refs.length !== 1 || fn?.kind !== "fn")
    return sent;
  const p = fn.fn.params.slice(fn.bound?.length ?? 0)[row.out.param];
  if (p === undefined || p.rest !== undefined) return sent;
  const schema = declaredSchema(m, call.frame, fn, p, call.site, fn.id);
  return schema.refs.length === 0
    ? sent
    : m.lineage.extend(sent, { op: "schema", schema, schemaId: schemaIdOf(schema) }, call.site);
}
