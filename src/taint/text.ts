/**
 * Text building. A tainted part of a text keeps what stands before and after it, with HOLE for what is
 * not known, so that a sink can tell a URL's path from its host and a quoted word from a bare one.
 */

import { asText } from "./as-text.js";
import { elementsOf } from "./collections.js";
import { textByElement } from "./elements.js";
import { ENCODED, HOLE, type Node, type Op } from "./lineage.js";
import type { Frame, Machine } from "./machine.js";
import { copyProperties } from "./object-literals.js";
import { AS_TEXT } from "./operations.js";
import { addedBehind } from "./options.js";
import { shortened } from "./shortened.js";
import type { Site } from "./site.js";
import { isInterpreter } from "./started.js";
import { asStored } from "./stored.js";
import {
  BOTTOM,
  constant,
  isBottom,
  join,
  type Prim,
  plain,
  reference,
  UNKNOWN,
  type Value,
} from "./values.js";

/** `${x}`: nothing is added, but it is a text now. */
const SPLICED_ALONE: Op = { op: "flow", flow: "identity", label: "", detail: AS_TEXT };

const MAX_VARIANTS = 6;

/** The text a value contributes where only one text can be kept. */
function textOf(v: Value): string {
  if (v.taints.length > 0 && v.taints.every(isEncoded)) return ENCODED;
  if (
    v.taints.length === 0 &&
    v.refs.length === 1 &&
    v.refs[0]?.kind === "ext" &&
    v.refs[0].path.endsWith("encodeURIComponent()")
  )
    return ENCODED;
  if (v.refs.length > 0 || v.taints.length > 0 || v.unknown || v.consts.length === 0) return HOLE;
  return v.consts.length === 1 ? String(v.consts[0]) : inCommon(v.consts.map(String));
}

/** What several texts begin and end with, and something in between. Of programs that run code, one stands for all. */
function inCommon(texts: readonly string[]): string {
  const program = texts.find(isInterpreter);
  if (program !== undefined) return program;
  const [first = "", ...others] = texts;
  const least = Math.min(...texts.map((t) => t.length));
  let head = 0;
  while (head < least && others.every((t) => t[head] === first[head])) head++;
  let tail = 0;
  while (
    tail < least - head &&
    others.every((t) => t[t.length - 1 - tail] === first[first.length - 1 - tail])
  )
    tail++;
  return first.slice(0, head) + HOLE + (tail === 0 ? "" : first.slice(-tail));
}

function isEncoded(node: Node): boolean {
  for (let n: Node | undefined = node; n !== undefined; n = n.parent)
    if (n.op?.op === "flow" && (n.op.flow === "url-encode" || n.op.flow === "url-encode-uri")) return true;
  return false;
}

const clip = (text: string): string => shortened(text.replace(/\uFFFC+/g, HOLE));

/** Parts put together in order. */
export function concat(m: Machine, parts: readonly Value[], site: Site): Value {
  return textByElement(parts, (own) => put(m, own, site)) ?? put(m, parts, site);
}

function put(m: Machine, parts: readonly Value[], site: Site): Value {
  let out: Value = BOTTOM;
  const texts = parts.map(textOf);
  let anyTaint = false;
  parts.forEach((part, i) => {
    const nodes = part.taints.length > 0 ? part.taints : nestedTaints(m, part, site);
    if (nodes.length === 0) return;
    anyTaint = true;
    const before = clip(texts.slice(0, i).join(""));
    const after = clip(texts.slice(i + 1).join(""));
    const made =
      before === "" && after === ""
        ? nodes.map((n) => m.lineage.extend(n, SPLICED_ALONE, site))
        : nodes.map((n) => m.lineage.extend(n, { op: "concat", before, after }, site));
    out = join(out, { refs: [], consts: [], taints: made, unknown: false });
  });
  if (anyTaint) return out;
  const all = variants(parts);
  if (all === undefined) return UNKNOWN;
  for (const text of all) out = join(out, constant(text));
  return all.some((t) => t.includes(HOLE) || t.includes(ENCODED)) ? { ...out, unknown: false } : out;
}

/** A list spliced into text is its elements joined by commas. */
function nestedTaints(m: Machine, part: Value, site: Site): Value["taints"] {
  if (!part.refs.some((r) => r.kind === "array")) return [];
  return elementsOf(
    m,
    { ...plain(part), refs: part.refs.filter((r) => r.kind === "array") },
    site,
  ).taints.map((n) => m.lineage.extend(n, { op: "flow", flow: "join", label: "join", detail: "," }, site));
}

function variants(parts: readonly Value[]): string[] | undefined {
  let out = [""];
  for (const part of parts) {
    const options: string[] =
      part.refs.length === 0 && !part.unknown && part.consts.length > 0 && part.consts.length <= MAX_VARIANTS
        ? part.consts.map(String)
        : [HOLE];
    if (out.length * options.length > MAX_VARIANTS) return [clip(parts.map(textOf).join(""))];
    out = out.flatMap((head) => options.map((o) => head + o));
  }
  const texts = out.map(clip);
  return texts.every((t) => t === HOLE || t === ENCODED || t === "") && parts.length > 0 && texts[0] !== ""
    ? undefined
    : texts;
}

/** `a + b`: numbers, lists or text. */
export function add(m: Machine, f: Frame, a: Value, b: Value, site: Site): Value {
  const numbers = (v: Value) =>
    v.consts.length > 0 &&
    v.consts.every((c) => typeof c === "number") &&
    v.refs.length === 0 &&
    v.taints.length === 0 &&
    !v.unknown;
  if (numbers(a) && numbers(b) && a.consts.length === 1 && b.consts.length === 1)
    return constant((a.consts[0] as number) + (b.consts[0] as number));
  const lists = [...a.refs, ...b.refs].filter((r) => r.kind === "array");
  if (lists.length > 0 && !isText(a) && !isText(b) && f.module.language === "python")
    return appendLists(m, f, a, b, site);
  if (isBottom(a) && isBottom(b)) return BOTTOM;
  // One more than what nobody knows is no text.
  if ((numbers(a) && isAnything(b)) || (isAnything(a) && numbers(b))) return UNKNOWN;
  if (f.module.language === "python") return concat(m, [a, b], site);
  return concat(m, [asText(m, f, a, site), asText(m, f, b, site)], site);
}

/** Python: nothing but a text can be put to a text. */
const isText = ({ refs, consts }: Value): boolean =>
  refs.length === 0 && consts.length > 0 && consts.every((c) => typeof c === "string");

const isAnything = (v: Value): boolean =>
  v.unknown && v.refs.length + v.consts.length + v.taints.length === 0;

function appendLists(m: Machine, f: Frame, a: Value, b: Value, site: Site): Value {
  const arr = m.heap.data("array", site, f.summary.heapContext);
  // What stands at a known place in the first list stays there, whatever else it holds behind it.
  const first = a.refs.length === 1 && a.refs[0]?.kind === "array" ? a.refs[0] : undefined;
  if (first !== undefined && a.taints.length === 0) {
    copyProperties(m, a, arr, []);
    arr.length = Math.max(arr.length, first.length);
    const second =
      b.refs.length === 1 && b.refs[0]?.kind === "array" && isBottom(m.heap.read(b.refs[0], "*"))
        ? b.refs[0]
        : undefined;
    if (second !== undefined && b.taints.length === 0 && isBottom(m.heap.read(first, "*"))) {
      for (let i = 0; i < second.length; i++)
        m.heap.write(arr, String(first.length + i), m.heap.read(second, String(i)));
      arr.length = Math.max(arr.length, first.length + second.length);
      return reference(arr);
    }
  } else m.heap.write(arr, "*", asStored(m, f, elementsOf(m, a, site)));
  const added = addedBehind(m, f.state, a.taints.length === 0 ? a.refs : [], arr, wordsOf(m, b, site), site);
  if (added !== undefined) m.heap.write(arr, "*", asStored(m, f, added));
  return reference(arr);
}

/** The elements of a list one by one, as far as it is written down, and what else is in it. */
function wordsOf(m: Machine, v: Value, site: Site): readonly Value[] {
  const [list] = v.refs;
  if (list?.kind !== "array" || v.refs.length > 1 || v.taints.length > 0) return [elementsOf(m, v, site)];
  const others = m.heap.read(list, "*");
  const words = Array.from({ length: list.length }, (_, i) => m.heap.read(list, String(i)));
  return isBottom(others) ? words : [...words, others];
}

/** All constants of a value as text. */
export function texts(consts: readonly Prim[]): string[] {
  return consts.map((c) => String(c));
}
