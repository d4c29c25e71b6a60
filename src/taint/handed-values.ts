/**
 * What a framework makes of what the caller sends before it hands it to a view. Of numbers, flags and identifiers only
 * the amount arrives there: `page: int` where annotations are enforced, `/item/<int:no>` and `/item/{no:int}`. A text is
 * a text and no object; of others the annotation says what arrives: `name: Annotated[str, Path(pattern=...)]`, a model as
 * the body of the request.
 */
import type { FunctionIR, TypeRef } from "../ir/types.js";
import type { SourceRow } from "../models/types.js";
import { type ModelCall, makerOf, readPosition } from "./arguments.js";
import { declaredSchema } from "./declared-schema.js";
import type { Node } from "./lineage.js";
import type { Machine } from "./machine.js";
import { AS_TEXT, schemaIdOf } from "./operations.js";
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

/** The value that arrives at the parameter which a source row names. */
export function handedValue(m: Machine, call: ModelCall, row: SourceRow, cb: Value, sent: Node): Node {
  if (isConvertedParameter(m, call, row, cb))
    return m.lineage.extend(sent, { op: "flow", flow: "amount", label: "number" }, call.site);
  const [view] = cb.refs;
  if (row.enforced !== true || typeof row.out !== "object" || cb.refs.length !== 1 || view?.kind !== "fn")
    return sent;
  const param = view.fn.params.slice(view.bound?.length ?? 0)[row.out.param];
  if (param === undefined || param.rest !== undefined) return sent;
  const type = param.type?.name ?? "";
  const text = TEXTS.has(type.slice(type.lastIndexOf(".") + 1))
    ? m.lineage.extend(sent, { op: "flow", flow: "identity", label: type, detail: AS_TEXT }, call.site)
    : sent;
  const schema = declaredSchema(m, call.frame, view, param, call.site, view.id);
  return schema.refs.length === 0
    ? text
    : m.lineage.extend(text, { op: "schema", schema, schemaId: schemaIdOf(schema) }, call.site);
}

/** Types of which a value is a text, whatever it was in the request. */
const TEXTS: ReadonlySet<string> = new Set(["str", "EmailStr", "StrictStr"]);

/** Is the parameter that a source row names converted for every function that is handed over? */
function isConvertedParameter(m: Machine, call: ModelCall, row: SourceRow, cb: Value): boolean {
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
