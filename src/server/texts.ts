/**
 * What a server tells the model and its user: names, descriptions, schemas, instructions and prompts of
 * what it registers, and texts that the code files under such names although no registration was found
 * for them.
 *
 *   server.tool("add", "Adds.", { a: z.number().describe("First") }, ...)
 *     name "add", description "Adds.", schema "a", schema "First", all of tool `add`
 *
 * Constants only: what is computed at run time is missing. Nothing is judged here.
 */
import type { Location } from "../findings/types.js";
import type { FunctionCode } from "../ir/code.js";
import type { FunctionIR } from "../ir/types.js";
import type { Machine } from "../taint/machine.js";
import type { Site } from "../taint/site.js";
import type { Obj, Value } from "../taint/values.js";
import type { Entity } from "./entity.js";
import type { SeenCalls } from "./seen.js";
import { constantsIn, TEXT_WORDS, writtenTexts } from "./written-texts.js";

export interface Told {
  /** The registered piece as shown, "tool `add`"; undefined where no piece is known. */
  readonly owner: string | undefined;
  readonly what: "name" | "description" | "schema" | "instructions" | "prompt" | "result" | "text";
  /** Name of the property that a text of a schema belongs to. */
  readonly field: string | undefined;
  readonly text: string;
  readonly at: Site | Location;
}

/** A text longer than this is cut: nobody hides an instruction behind a book. */
const MAX_TEXT = 40_000;
const MAX_OBJECTS = 3000;

export interface TextInput {
  readonly m: Machine;
  readonly entities: readonly Entity[];
  readonly calls: SeenCalls;
  readonly functions: readonly FunctionCode[];
  functionsNaming(words: RegExp): readonly FunctionCode[];
  /** Functions that run when a piece is used. */
  handled(entity: Entity): Iterable<FunctionIR>;
}

/** All texts, those of registered pieces first. */
export function toldTexts(input: TextInput): readonly Told[] {
  const out: Told[] = [];
  const seen = new Set<string>();
  const add = (told: Told) => {
    const text = told.text.slice(0, MAX_TEXT);
    const key = `${told.owner ?? ""}|${told.field ?? ""}|${text}`;
    if (text.trim() === "" || seen.has(key)) return;
    seen.add(key);
    out.push({ ...told, text });
  };
  for (const entity of input.entities) for (const told of ofEntity(input, entity)) add(told);
  for (const told of instructions(input)) add(told);
  const known = new Set(out.map((told) => told.text));
  for (const code of input.functionsNaming(TEXT_WORDS))
    for (const { text, at, what } of writtenTexts(code))
      if (!known.has(text)) add({ owner: undefined, what, field: undefined, text, at });
  return out;
}

function* ofEntity(input: TextInput, entity: Entity): Generator<Told> {
  if (entity.kind === "call" || entity.kind === "list" || entity.kind === "request") return;
  const owner = `${entity.kind} \`${entity.name ?? "without a constant name"}\``;
  const at = entity.site;
  const told = (what: Told["what"], text: string, field?: string): Told => ({ owner, what, field, text, at });
  if (entity.name !== undefined) yield told("name", entity.name);
  if (entity.description !== undefined) yield told("description", entity.description);
  for (const v of entity.said ?? [])
    for (const c of v.consts) if (typeof c === "string") yield told("description", c);
  for (const v of [entity.annotations, schemaOf(entity)])
    if (v !== undefined) for (const { text, field } of textsIn(v)) yield told("schema", text, field);
  if (entity.kind !== "prompt") return;
  for (const fn of input.handled(entity)) {
    const code = input.functions.find((each) => each.fn === fn);
    if (code !== undefined)
      for (const text of constantsIn(code)) if (text.length > 20) yield told("prompt", text);
  }
}

/** The given schema, or the signature of a Python handler. */
export function schemaOf(entity: Entity): Value | undefined {
  if (entity.schema !== undefined) return entity.schema;
  const root = entity.source?.root;
  return root?.kind === "source" ? (root.source.schema as Value | undefined) : undefined;
}

/** Names of properties and all constant texts of a schema: what a client shows the model of it. */
function* textsIn(schema: Value): Generator<{ readonly text: string; readonly field: string | undefined }> {
  const seen = new Set<Obj>();
  const queue: { readonly v: Value; readonly field: string | undefined }[] = [
    { v: schema, field: undefined },
  ];
  for (const { v, field } of queue) {
    if (seen.size >= MAX_OBJECTS) break;
    for (const c of v.consts) if (typeof c === "string") yield { text: c, field };
    for (const obj of v.refs) {
      if (seen.has(obj)) continue;
      seen.add(obj);
      if (obj.kind === "object" || obj.kind === "array" || obj.kind === "class") {
        for (const [key, cell] of obj.cells) {
          if (key.startsWith("%")) continue;
          const named = obj.kind === "array" || KEYWORDS.has(key) || key === "*" ? field : key;
          if (named === key) yield { text: key, field: key };
          queue.push({ v: cell.value, field: named });
        }
      } else if (obj.kind === "ext" && obj.call !== undefined) {
        for (const arg of obj.call.args) queue.push({ v: arg, field });
        for (const [, arg] of obj.call.names) queue.push({ v: arg, field });
        if (obj.call.self !== undefined) queue.push({ v: obj.call.self, field });
      }
    }
  }
}

/** Keys that JSON Schema itself gives; every other key is the name of a property. */
const KEYWORDS = new Set(
  `type properties items required description title default enum const examples example anyOf oneOf allOf not
  additionalProperties format pattern minimum maximum minLength maxLength minItems maxItems uniqueItems $schema $ref
  $defs definitions patternProperties prefixItems nullable deprecated readOnly writeOnly`.split(/\s+/),
);

/** What servers are given as instructions when they are made. */
function* instructions(input: TextInput): Generator<Told> {
  for (const call of input.calls.all) {
    for (const row of input.calls.model(call)?.entities ?? []) {
      if (row.entity !== "server" || row.description === undefined) continue;
      const v = input.calls.read(call, row.description);
      for (const c of v?.consts ?? [])
        if (typeof c === "string")
          yield { owner: "the server", what: "instructions", field: undefined, text: c, at: call.site };
    }
  }
}
