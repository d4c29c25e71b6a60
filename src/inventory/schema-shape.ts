/**
 * The form of a tool's input schema as one text, so that two versions can be compared: what it is built of
 * and the constants in it. It is no JSON Schema, and equal texts mean equal schemas, not the other way round.
 *
 *   { path: z.string().describe("A file") }   ->   {path: zod.string().describe("A file")}
 */
import type { Obj, Value } from "../taint/values.js";

const MAX_DEPTH = 8;
const MAX_TEXT = 20_000;
const MAX_VISITS = 3000;

/** The text; undefined when nothing is known of the schema. */
export function shapeOf(schema: Value | undefined): string | undefined {
  if (schema === undefined) return undefined;
  const text = ofValue(schema, 0, new Set(), { left: MAX_VISITS });
  return text === "?" ? undefined : text.slice(0, MAX_TEXT);
}

/** How much may still be looked at: schemas share parts, and the text repeats them. */
interface Budget {
  left: number;
}

function ofValue(v: Value, depth: number, above: ReadonlySet<Obj>, budget: Budget): string {
  if (depth > MAX_DEPTH || budget.left-- <= 0) return "…";
  const parts = [
    ...v.consts.map((c) => (c === undefined ? "undefined" : JSON.stringify(c))),
    ...v.refs.map((r) => ofObject(r, depth, above, budget)),
  ].filter((part) => part !== "");
  const known = [...new Set(parts)].sort();
  return known.length === 0 ? "?" : known.join(" | ");
}

function ofObject(r: Obj, depth: number, above: ReadonlySet<Obj>, budget: Budget): string {
  if (above.has(r)) return "(itself)";
  const inside = new Set([...above, r]);
  const each = (value: Value): string => ofValue(value, depth + 1, inside, budget);
  switch (r.kind) {
    case "object":
    case "class":
    case "instance": {
      const fields = [...r.cells]
        .filter(([key]) => !key.startsWith("%"))
        .map(([key, cell]) => `${key}: ${each(cell.value)}`)
        .sort();
      return `${r.kind === "class" ? r.cls.name : ""}{${fields.join(", ")}}`;
    }
    case "array":
      return `[${[...r.cells]
        .filter(([key]) => !key.startsWith("%"))
        .map(([, cell]) => each(cell.value))
        .join(", ")}]`;
    case "ext": {
      if (r.call === undefined) return r.path;
      const self = r.call.self?.refs.length === 1 ? each(r.call.self) : undefined;
      const name =
        self === undefined || self === "?"
          ? r.call.callee
          : `${self}.${r.call.callee.slice(r.call.callee.lastIndexOf(".") + 1)}`;
      const args = [
        ...r.call.args.map(each),
        ...[...r.call.names].map(([key, value]) => `${key}: ${each(value)}`).sort(),
      ];
      return `${name}(${args.join(", ")})`;
    }
    case "regex":
      return `/${r.source}/${r.flags}`;
    case "typed":
      return JSON.stringify(r.type);
    case "fn":
      return r.fn.params.length === 0 ? "" : `(${r.fn.params.map((param) => param.name).join(", ")})`;
    default:
      return "";
  }
}
