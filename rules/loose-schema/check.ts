/**
 * Tools whose schema lets anything through: no properties, `any`, maps of anything, parameters without a type. And
 * a hint where a text could be an enumeration (see choices.ts).
 */
import {
  defineCheck,
  listed,
  type Program,
  quote,
  type Report,
  type Tool,
  type Value,
} from "../../src/rules/api.js";
import { choicesOf } from "./choices.js";

const ANYTHING = new Set(["any", "unknown", "passthrough", "looseObject", "loose"]);
const ANY_TYPE = /^(?:Any|object|dict|Dict|Mapping|list|List|unknown|any|Record)$/;

export const check = defineCheck((program, report) => {
  reportLoose(program, report);
  reportChoices(program, report);
});

/** One finding a server. */
function reportChoices(program: Program, report: Report): void {
  const [first, ...others] = choicesOf(program);
  if (first === undefined) return;
  report({
    at: first.tool.site,
    severity: "info",
    message: `${quote(first.field)} of tool ${quote(first.tool.name ?? "?")} is one of a few texts by what the code does with it (${listed(first.texts)}), and any text by its schema.`,
    fix: "List the values in the schema, as an enumeration: the client sees what there is, and the SDK refuses the rest.",
    related: others.map(({ tool, field, texts }) => ({
      at: tool.site,
      text: `${quote(field)} of ${quote(tool.name ?? "?")}: ${listed(texts)}`,
    })),
  });
}

/** One finding a server. */
function reportLoose(program: Program, report: Report): void {
  const loose = program.tools.flatMap((tool) => {
    const fields = tool.schema === undefined ? [] : looseFields(tool.schema);
    return fields.length === 0 ? [] : [{ tool, fields }];
  });
  const first = loose[0];
  if (first === undefined) return;
  const names = loose.map(({ tool }) => tool.name ?? "?");
  const what = first.fields.filter((name) => name !== "");
  report({
    once: true,
    at: first.tool.site,
    message: `The schema of ${names.length === 1 ? "tool" : "the tools"} ${listed(names)} says nothing of ${what.length === 0 || names.length > 1 ? "some of the arguments" : listed(what)}.`,
    related: loose.slice(1).map(({ tool, fields }: { tool: Tool; fields: readonly string[] }) => ({
      at: tool.site,
      text: `${quote(tool.name ?? "?")}${fields[0] === "" ? "" : `: ${listed(fields)}`}`,
    })),
  });
}

/** Names of properties that may be anything; "" for all of them. */
function looseFields(schema: Value): string[] {
  const out = new Set<string>();
  for (const obj of schema.refs) {
    if (obj.kind !== "object") continue;
    const properties = obj.cells.get("properties")?.value;
    const json = obj.cells.get("type")?.value.consts.includes("object") === true;
    if (json && properties === undefined) {
      out.add("");
      continue;
    }
    const fields = json
      ? (properties?.refs ?? []).flatMap((r) => (r.kind === "object" ? [...r.cells] : []))
      : [...obj.cells];
    for (const [name, cell] of fields)
      if (!name.startsWith("%") && name !== "*" && isAnything(cell.value)) out.add(name);
  }
  return [...out];
}

function isAnything(v: Value): boolean {
  return v.refs.some((r) => {
    if (r.kind === "ext") {
      const last = r.call === undefined ? r.path : r.call.callee;
      return ANYTHING.has(last.slice(last.lastIndexOf(".") + 1)) && (r.call?.args.length ?? 0) === 0;
    }
    // A type as written: nothing behind it says what is inside.
    return r.kind === "typed" && ANY_TYPE.test(r.type.name) && (r.type.args ?? []).length === 0;
  });
}
