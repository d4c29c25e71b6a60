/** What a flow row makes of a value: the operation is added to the lineage, or acts on the heap. */
import { holds } from "../ir/around.js";
import type { FlowOp, FlowRow } from "../models/types.js";
import { deepTaints, type ModelCall, readPosition } from "./arguments.js";
import { elementsOf } from "./collections.js";
import { loadComputed } from "./computed.js";
import { copied } from "./copied.js";
import { validatedInstance } from "./declared-fields.js";
import { patternAt } from "./given-patterns.js";
import { lazily } from "./lazily.js";
import type { Node } from "./lineage.js";
import { listOf } from "./listing.js";
import { lastName, type Machine } from "./machine.js";
import { fill, flattened } from "./maps.js";
import { copyProperties, mayReplace } from "./object-literals.js";
import { AS_TEXT, HOLE, KEEPS_NAME, schemaIdOf, WHOLE } from "./operations.js";
import { putBehind } from "./options.js";
import { numbered, zipped } from "./pairs.js";
import { load } from "./properties.js";
import { joinElements, joinPath, joinUrl, joinWords } from "./put-together.js";
import { replacementOf } from "./replacements.js";
import { replacedBy } from "./replacer.js";
import { asStored } from "./stored.js";
import { factOf } from "./tested.js";
import {
  BOTTOM,
  constant,
  isBottom,
  isNoEntry,
  join,
  joinAll,
  type Obj,
  onlyConst,
  plain,
  reference,
  UNDEFINED,
  UNKNOWN,
  type Value,
} from "./values.js";

/** Ends of a flow: nothing of the text survives. */
const ENDS = new Set<FlowOp>(["number", "boolean", "hash"]);
/** The value itself goes on, with its objects and constants. */
const SAME = new Set<FlowOp>(["identity", "parse-json"]);

/** An element; where its name is known, it is the property of that name. */
function elementTaken(m: Machine, call: ModelCall, row: FlowRow, v: Value): Value {
  const key = row.key === undefined ? undefined : readPosition(m, call, row.key);
  const entries = key === undefined ? undefined : tableEntries(m, call, key, v);
  if (entries !== undefined) return entries;
  const name = key === undefined ? undefined : onlyConst(key)?.value;
  const inside = { ...v, taints: [] };
  const outside = { ...v, refs: [], consts: [] };
  if (typeof name !== "string" || name === "")
    return join(elementsOf(m, inside, call.site), mark(m, call, row, outside, "element"));
  const named = joinAll(v.refs.map((r) => propertyOf(m, call, r, name)));
  return join(named, v.taints.length > 0 ? load(m, call.frame, outside, name, call.site) : UNKNOWN);
}

/** `handlers.get(name)` of a known table: what stands there under each name that the caller may have sent. */
function tableEntries(m: Machine, call: ModelCall, key: Value, v: Value): Value | undefined {
  if (key.taints.length === 0 || v.taints.length > 0 || v.refs.length === 0) return undefined;
  if (!v.refs.every((r) => r.kind === "object")) return undefined;
  const found = loadComputed(m, call.frame, v, key, call.site);
  const entries = found.outcomes?.filter((o) => !isNoEntry(o));
  if (entries === undefined || found.unknown || found.taints.length > 0) return undefined;
  // Under other names there is nothing, or what is asked for in its place.
  const other = plain(call.args.positional[1] ?? UNDEFINED);
  return { ...join(plain(found), other), outcomes: [...entries, { value: other, facts: [] }] };
}

/** What a mapping holds under a name; of a list, any element. */
function propertyOf(m: Machine, call: ModelCall, obj: Obj, name: string): Value {
  switch (obj.kind) {
    case "object":
    case "ext":
      return join(m.heap.read(obj, name), m.heap.read(obj, "*"));
    default:
      return elementsOf(m, reference(obj), call.site);
  }
}

/** What the row makes of a value that stands at a position it names. */
export function applyFlow(m: Machine, call: ModelCall, row: FlowRow, given: Value): Value {
  const op = row.op ?? "string";
  if (ENDS.has(op)) return UNKNOWN;
  // What a file holds that the program has written itself is not followed any further.
  const isLost = given.taints.length > 0 && !KEEPS_NAME.has(op) && given.taints.some((n) => n.inFile);
  const v = isLost ? { ...plain(given), taints: given.taints.filter((n) => !n.inFile) } : given;
  switch (op) {
    case "identity":
    case "collect":
      // What was made for each element of a list: the list that it is put into holds all of it.
      if (op === "collect" && isPutInto(row) && v.taints.length === 0) return v;
      return row.clears === undefined && row.key === undefined ? plain(v) : mark(m, call, row, v, op);
    case "text":
      return {
        ...plain(v),
        taints: v.taints.map((n) =>
          m.lineage.extend(
            n,
            { op: "flow", flow: "identity", label: lastName(call.path), detail: AS_TEXT },
            call.site,
          ),
        ),
      };
    case "parse-json":
      // A known text is not what it says: the result is an object of its own.
      return mark(m, call, row, { ...v, consts: v.consts.filter((c) => typeof c !== "string") }, op);
    case "validated":
      return validated(m, call, row, v);
    case "element":
      return elementTaken(m, call, row, v);
    case "merge":
      return merged(m, call, row, v);
    case "copy":
      return copied(m, call, row, v);
    case "json": {
      const replacer = row.key === undefined ? undefined : readPosition(m, call, row.key);
      const written = mark(m, call, row, (replacer && replacedBy(m, call, replacer, v)) ?? v, op);
      return written.taints.length > 0 ? written : (knownForm(v) ?? written);
    }
    case "listed":
      return gone(m, call, row, v);
    case "keys":
    case "values":
    case "entries":
      return listOf(m, call, op, v);
    case "numbered":
      return numbered(m, call, v);
    case "zip":
      return zipped(m, call);
    case "flatten":
      return v.refs.length > 0
        ? flattened(m, call.frame, [v], lastName(call.path) !== "concat", call.site)
        : mark(m, call, { ...row, op: "string" }, v, "string");
    case "from-entries": {
      const obj = reference(m.heap.data("object", call.site, call.frame.summary.heapContext));
      fill(m, call.frame, obj, v, call.site);
      return { ...obj, taints: v.taints };
    }
    case "amount":
      return v.taints.length > 0 ? mark(m, call, row, v, op) : UNKNOWN;
    case "join":
      return joinElements(m, call, row, v);
    case "shell-quote":
      return v.refs.some((r) => r.kind === "array")
        ? joinWords(m, call, v, (word) => mark(m, call, row, word, op))
        : mark(m, call, row, v, op);
    case "slice": {
      const place = row.key === undefined ? undefined : readPosition(m, call, row.key);
      if (place !== undefined && onlyConst(place) === undefined) return mark(m, call, row, v, "element");
      return v.refs.some((r) => r.kind === "array") ? plain(v) : mark(m, call, row, v, op);
    }
    case "split":
      return mark(m, call, row, v, op);
    case "url-join":
      return joinUrl(m, call, v);
    case "path-join":
    case "path-resolve":
      return joinPath(m, call, row, v, op);
    case "trim":
    case "lower": {
      const texts = v.consts.filter((c) => typeof c === "string");
      if (texts.length === 0) return mark(m, call, row, v, op);
      // Of a default, as in `(process.env.HOST ?? "127.0.0.1").trim()`, that much is known.
      const rest = { ...plain(v), consts: v.consts.filter((c) => typeof c !== "string") };
      return joinAll([
        mark(m, call, row, rest, op),
        ...texts.map((text) => constant(tidied(call, op, text))),
      ]);
    }
    default:
      return mark(m, call, row, v, op);
  }
}

/** `sorted(settings)`: of a mapping its names, of anything else the value itself. */
function gone(m: Machine, call: ModelCall, row: FlowRow, v: Value): Value {
  const mappings = v.refs.filter((r) => r.kind === "object");
  if (mappings.length === 0) return applyFlow(m, call, { ...row, op: "identity" }, v);
  const names = listOf(m, call, "keys", { ...BOTTOM, refs: mappings });
  return join(names, { ...plain(v), refs: v.refs.filter((r) => r.kind !== "object") });
}

const isPutInto = ({ to }: FlowRow): boolean => to !== undefined && to !== "return";

/** Properties of one object put into another: a new one, or the one that the row says. */
function merged(m: Machine, call: ModelCall, row: FlowRow, v: Value): Value {
  const taints = v.taints.length === 0 ? v.taints : stillThere(m, call, v);
  const to = row.to === undefined || row.to === "return" ? undefined : readPosition(m, call, row.to);
  if (to === undefined) {
    const obj = m.heap.data("object", call.site, `g${call.frame.summary.heapContext}`);
    copyProperties(m, v, obj, []);
    return { ...reference(obj), taints };
  }
  const put = lazily(() => {
    const words = inOrder(m, v) ?? [elementsOf(m, { ...v, taints: [] }, call.site)];
    return putBehind(m, call.frame.state, to.refs, words, call.site);
  });
  for (const t of to.refs) {
    // What is put behind a list's elements stands at no position that is known.
    if (t.kind === "array" && v.refs.every((r) => r.kind === "array")) {
      const words = put();
      if (words !== undefined) m.heap.write(t, "*", asStored(m, call.frame, words));
    } else {
      // Not what is put into it later: an object is the same one whenever its place in the program runs.
      if (t.kind !== "array") mayReplace(m, v, t, t.kind === "object" ? (t.literal ?? []) : namesIn(m, t));
      copyProperties(m, v, t, []);
    }
  }
  return { ...BOTTOM, taints };
}

const namesIn = (m: Machine, obj: Obj): readonly string[] => [...m.heap.entries(obj)].map(([key]) => key);

/** The elements of a list that is written out, as they stand in it. */
function inOrder(m: Machine, { refs }: Value): readonly Value[] | undefined {
  const [list] = refs;
  if (list?.kind !== "array" || refs.length > 1 || list.length === 0 || !isBottom(m.heap.read(list, "*")))
    return undefined;
  return Array.from({ length: list.length }, (_, i) => m.heap.read(list, String(i)));
}

/** `Object.assign({}, args, { path: safe })`: what literals behind it put something else in the place of is gone. */
function stillThere(m: Machine, call: ModelCall, v: Value): readonly Node[] {
  const at = call.args.positional.findIndex((each) => each === v || each.taints === v.taints);
  const replaced =
    at < 0 ? [] : call.args.positional.slice(at + 1).flatMap((each) => literalKeys(call, each));
  return v.taints.map((node) => m.lineage.without(node, replaced));
}

function literalKeys(call: ModelCall, { refs }: Value): readonly string[] {
  const [only] = refs;
  if (refs.length !== 1 || only?.kind !== "object" || only.site === undefined) return [];
  const isWritten = only.site.module === call.site.module && holds(call.site.span, only.site.span);
  return isWritten ? [...only.cells.keys()].filter((key) => !/^[%*]/.test(key)) : [];
}

function tidied(call: ModelCall, op: "trim" | "lower", text: string): string {
  if (op === "trim") return text.trim();
  return lastName(call.path).toLowerCase().includes("upper") ? text.toUpperCase() : text.toLowerCase();
}

/** Adds the operation to every tainted node. */
function mark(m: Machine, call: ModelCall, row: FlowRow, v: Value, op: FlowOp): Value {
  const nodes =
    v.taints.length > 0
      ? v.taints
      : v.refs.some((r) => r.kind === "array" || r.kind === "object") && !SAME.has(op)
        ? inner(m, call, v, op === "json" ? WRITTEN_DEPTH : 1)
        : [];
  if (nodes.length === 0) return SAME.has(op) ? plain(v) : isBottom(v) ? BOTTOM : textual(v);
  const detail = partOf(m, call, row) ?? detailOf(m, call, row, op);
  const made = nodes.map((n) =>
    m.lineage.extend(
      n,
      {
        op: "flow",
        flow: op,
        label: lastName(call.path),
        ...(detail === undefined ? {} : { detail }),
        ...(row.clears === undefined ? {} : { clears: row.clears }),
      },
      call.site,
    ),
  );
  return { refs: SAME.has(op) ? v.refs : [], consts: [], taints: made, unknown: false };
}

/** The schema is the receiver, or stands where the row says; its constraints apply to the properties read from here on. */
function validated(m: Machine, call: ModelCall, row: FlowRow, v: Value): Value {
  const schema = row.schema === undefined ? call.self : readPosition(m, call, row.schema);
  if (schema === undefined) return plain(v);
  const schemaId = schemaIdOf(schema);
  if (v.taints.length > 0) m.hooks.validated?.(schema, v, call.site, call.frame);
  const cls = schema.refs.length === 1 ? schema.refs[0] : undefined;
  const made = cls?.kind === "class" ? validatedInstance(m, call.frame, cls, v, call.site) : undefined;
  if (made !== undefined) return reference(made);
  const letThrough = (by: Value, id: string): Value => ({
    ...plain(v),
    taints: v.taints.map((n) => m.lineage.extend(n, { op: "schema", schema: by, schemaId: id }, call.site)),
  });
  const all = letThrough(schema, schemaId);
  // One of several schemas: what each of them lets through belongs to the element that it is of.
  if (v.taints.length === 0 || v.outcomes !== undefined || !areOfElements(schema)) return all;
  const outcomes = schema.outcomes?.map((o) => ({
    value: letThrough(o.value, schemaIdOf(o.value)),
    facts: o.facts,
    tag: o.tag,
  }));
  return { ...joinAll((outcomes ?? []).map((o) => o.value)), outcomes };
}

/** Does it have one value for each of several elements, or of several names? */
const areOfElements = ({ outcomes }: Value): boolean =>
  outcomes !== undefined &&
  outcomes.length > 1 &&
  outcomes.every((o) => o.tag !== undefined || o.facts.length > 0);

/** An object or a list as JSON: whatever is in it, there is something written. */
function knownForm({ refs, consts, unknown }: Value): Value | undefined {
  const [only] = refs;
  if (refs.length !== 1 || consts.length > 0 || unknown) return undefined;
  if (only?.kind === "object") return constant(`{${HOLE}}`);
  return only?.kind === "array" ? constant(`[${HOLE}]`) : undefined;
}

function textual(v: Value): Value {
  return v.consts.some((c) => typeof c === "string") ? UNKNOWN : v.unknown ? UNKNOWN : BOTTOM;
}

/** What is written out is written with all that is in it. */
const WRITTEN_DEPTH = 3;

function inner(m: Machine, call: ModelCall, v: Value, depth: number): readonly Node[] {
  let out: Value = BOTTOM;
  for (const r of v.refs)
    if (r.kind === "array" || r.kind === "object")
      out = join(out, { ...BOTTOM, taints: deepTaints(m, m.heap.readAll(r), depth - 1) });
  return out.taints.map((n) => m.lineage.extend(n, { op: "flow", flow: "collect", label: "" }, call.site));
}

/** Which part of a text it is: what a pattern matches, or the group of that. */
function partOf(m: Machine, call: ModelCall, row: FlowRow): string | undefined {
  if (row.key !== undefined && row.op === "identity") {
    const key = readPosition(m, call, row.key);
    const only = key === undefined ? undefined : onlyConst(key)?.value;
    return only === undefined || only === null ? undefined : String(only);
  }
  if (row.pattern === undefined || row.op === "replace") return undefined;
  const { regex, text } = factOf("matches", false, patternAt(m, call, row.pattern, row.flags), "", call.site);
  if (regex !== undefined) return `/${regex.source}/${regex.flags}`;
  return text?.length === 1 ? `/${text[0]}/` : undefined;
}

/** Arguments that decide what an operation is worth: pattern and replacement, separator. */
function detailOf(m: Machine, call: ModelCall, row: FlowRow, op: FlowOp): string | undefined {
  if (op === "replace") return replacementOf(m, call, row);
  if (op === "amount") return row.whole === true ? WHOLE : undefined;
  if (op !== "split" && op !== "slice") return undefined;
  const c = call.args.positional[0] === undefined ? undefined : onlyConst(call.args.positional[0]);
  return c === undefined ? (op === "split" ? row.separator : undefined) : String(c.value);
}
