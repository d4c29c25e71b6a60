/**
 * Which request a low-level handler answers: told by the schema object or the name of the method that it is
 * registered for, by what that schema was made with, and else by what the handler reads.
 *
 *   server.setRequestHandler(ListToolsRequestSchema, ...)          what is imported, or a class
 *   server.setRequestHandler("tools/list", ...)                    a text
 *   var Ki = Hr.extend({ method: S("tools/list") });               a bundle: a variable like any other
 *   server.setRequestHandler(Ki, ...)
 */
import { codeOf, type FunctionCode } from "../ir/code.js";
import type { Instr, Temp } from "../ir/types.js";
import type { EntityRow } from "../models/types.js";
import type { EntityEvent, Machine } from "../taint/machine.js";
import type { Value } from "../taint/values.js";
import type { Entity } from "./entity.js";
import { constraintOf, property } from "./schema.js";
import { bySchema } from "./shapes.js";

type Kind = Entity["kind"];

/** Names of schemas, classes and methods; those that stand for no kind are requests nobody's text comes with. */
const KINDS: readonly (readonly [RegExp, Kind | undefined])[] = [
  [/CallToolRequestSchema(\$?\d+)?$|(^|\.)CallToolRequest$|^tools\/call$/, "call"],
  [/ListToolsRequestSchema(\$?\d+)?$|(^|\.)ListToolsRequest$|^tools\/list$/, "list"],
  [/ReadResourceRequestSchema(\$?\d+)?$|(^|\.)ReadResourceRequest$|^resources\/read$/, "resource"],
  [/GetPromptRequestSchema(\$?\d+)?$|(^|\.)GetPromptRequest$|^prompts\/get$/, "prompt"],
  [/Complete(Request)?Schema(\$?\d+)?$|(^|\.)CompleteRequest$|^completion\/complete$/, "request"],
  // What is to be watched comes from the caller as well.
  [
    /(^|\.)(Uns|S)ubscribeRequestSchema(\$?\d+)?$|(^|\.)(Uns|S)ubscribeRequest$|^resources\/(un)?subscribe$/,
    "resource",
  ],
  [/(Request|Notification)Schema(\$?\d+)?$|^[a-z]+\/[a-z]/, undefined],
];

/** What a handler is registered for: as a value, and where it is written. */
export function requestKind(
  m: Machine,
  row: EntityRow,
  event: EntityEvent,
  name: Value | undefined,
  handler: Value | undefined,
): Kind | undefined {
  const found = byTexts(namesOf(name)) ?? byTexts(methodsOf(m, name)) ?? byTexts(written(row, event));
  return found === undefined ? bySchema(handler) : found.kind;
}

function byTexts(texts: readonly string[]): { readonly kind: Kind | undefined } | undefined {
  for (const text of texts) {
    const known = KINDS.find(([pattern]) => pattern.test(text));
    if (known !== undefined) return { kind: known[1] };
  }
  return undefined;
}

function namesOf(name: Value | undefined): readonly string[] {
  const texts: string[] = [];
  for (const r of name?.refs ?? []) {
    if (r.kind === "ext") texts.push(r.path);
    else if (r.kind === "class") texts.push(r.cls.name);
  }
  for (const c of name?.consts ?? []) if (typeof c === "string") texts.push(c);
  return texts;
}

/** The methods that a schema lets through: `z.object({ method: z.literal("tools/list") })`. */
function methodsOf(m: Machine, schema: Value | undefined): readonly string[] {
  if (schema === undefined || !schema.refs.some((r) => r.kind === "ext" && r.call !== undefined)) return [];
  const method = property(m, schema, METHOD);
  return (method === undefined ? undefined : constraintOf(m, method).values) ?? [];
}

const METHOD = "method";

/** The same as it is written, where the library that makes schemas is part of the file; else the variable's name. */
function written({ name }: EntityRow, { site, frame }: EntityEvent): readonly string[] {
  if (typeof name !== "number" || frame === undefined) return [];
  const code = codeOf(frame.module, frame.fn);
  const temp = code.callAt(site.span)?.args[name]?.value;
  if (temp === undefined) return [];
  const origin = code.origin(temp);
  const method = origin === undefined ? undefined : methodIn(origin.code, origin.instr);
  return method === undefined ? [code.text(temp)] : [method];
}

/** Calls that one schema is put together from. */
const MAX_CALLS = 8;

/** The method in the first object of a chain of calls that has one: `Base.extend({ method: literal("...") }).loose()`. */
function methodIn(code: FunctionCode, made: Instr, depth = 0): string | undefined {
  if (made.op !== "call" || depth > MAX_CALLS) return undefined;
  for (const { value } of made.args) {
    const shape = code.origin(value);
    const entry =
      shape?.instr.op === "object" ? shape.instr.entries.find((e) => e.key === METHOD) : undefined;
    if (shape === undefined || entry === undefined) continue;
    return literalOf(shape.code, entry.value);
  }
  const self = made.self === undefined ? undefined : code.origin(made.self);
  return self === undefined ? undefined : methodIn(self.code, self.instr, depth + 1);
}

/** A text, or `literal("tools/list")`, whatever the function is called. */
function literalOf(code: FunctionCode, temp: Temp): string | undefined {
  const made = code.origin(temp);
  if (made?.instr.op === "const") return typeof made.instr.value === "string" ? made.instr.value : undefined;
  if (made?.instr.op !== "call") return undefined;
  const [first, ...others] = made.instr.args;
  const text = first === undefined || others.length > 0 ? undefined : made.code.constant(first.value);
  return typeof text === "string" ? text : undefined;
}
