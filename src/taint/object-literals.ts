/**
 * Object literals, with what is spread into them, and the properties that one object takes over from another.
 */
import type { ObjectEntry } from "../ir/types.js";
import { answerIn, byAnswer } from "./answers.js";
import { inClosure, literalElements } from "./elements.js";
import { literalNames, surelyHeld } from "./literal-names.js";
import type { Frame, Machine } from "./machine.js";
import type { Site } from "./site.js";
import { asStored } from "./stored.js";
import { temp } from "./temps.js";
import { isUnset } from "./unset.js";
import {
  BOTTOM,
  isBottom,
  join,
  joinAll,
  type Obj,
  ofElement,
  reference,
  UNDEFINED,
  UNKNOWN,
  type Value,
} from "./values.js";

export function entriesToObject(m: Machine, f: Frame, entries: readonly ObjectEntry[], site: Site): Value {
  const tags = literalElements(entries, (e) => temp(f, e.value));
  if (tags === undefined) {
    const answer = answerIn(f, entries);
    const context = f.summary.heapContext;
    if (answer === undefined)
      return fillObject(m, f, entries, m.heap.data("object", site, context), (v) => v);
    return byAnswer(answer, (way, own) =>
      fillObject(m, f, entries, m.heap.data("object", site, `${way}.${context}`), own),
    );
  }
  const outcomes = tags.map((tag) => {
    const obj = m.heap.data("object", site, `e${tag.id}.${f.summary.heapContext}`);
    const own = (v: Value) => inClosure(m, f, ofElement(v, tag), tag);
    return { value: fillObject(m, f, entries, obj, own), facts: [], tag };
  });
  return { ...joinAll(outcomes.map((o) => o.value)), outcomes };
}

function fillObject(
  m: Machine,
  f: Frame,
  entries: readonly ObjectEntry[],
  obj: Obj,
  own: (v: Value) => Value,
): Value {
  let taints: Value = BOTTOM;
  const replacedBy = (e: ObjectEntry) => (e.spread === true ? surelyHeld(temp(f, e.value)) : replacedName(e));
  /** Names that are surely spread, with the last entry that does so. */
  const spreadAt = new Map<string, number>();
  for (const [at, e] of entries.entries())
    if (e.spread === true) for (const name of replacedBy(e)) spreadAt.set(name, at);
  if (obj.kind === "object") obj.literal ??= entries.flatMap((e) => e.key ?? []);
  for (const [at, e] of entries.entries()) {
    const value = own(temp(f, e.value));
    if (e.spread === true) {
      const replaced = entries.slice(at + 1).flatMap(replacedBy);
      spreadOver(m, value, obj, entries.slice(0, at), replaced);
      if (value.taints.length > 0) {
        const nodes = value.taints.map((node) => m.lineage.without(node, replaced));
        taints = join(taints, { ...BOTTOM, taints: nodes });
      }
      continue;
    }
    if (e.key !== undefined) {
      if ((spreadAt.get(e.key) ?? -1) > at) continue;
      const own = e.key === "__proto__" && e.kind === undefined && f.module.language === "javascript";
      const accessor = e.kind === "getter" || e.kind === "setter" ? `%${e.kind}:${e.key}` : e.key;
      m.heap.write(obj, own ? "%proto" : accessor, asStored(m, f, value));
      continue;
    }
    const key = e.computed === undefined ? UNKNOWN : temp(f, e.computed);
    const names =
      !key.unknown && key.taints.length === 0 && key.refs.length === 0 && key.consts.length > 0
        ? key.consts
        : undefined;
    if (names !== undefined) for (const n of names) m.heap.write(obj, String(n), value);
    else m.heap.write(obj, "*", value);
  }
  return join(reference(obj), taints);
}

/** Puts what an object has over what the entries before it gave, but for what the entries behind it replace. */
function spreadOver(
  m: Machine,
  from: Value,
  to: Obj,
  before: readonly ObjectEntry[],
  replaced: readonly string[],
): void {
  copyProperties(m, from, to, replaced);
  const optional = mayBeEmpty(from);
  if (!optional && !isOpen(from)) return;
  const keys = before.flatMap((e) => e.key ?? []);
  mayReplace(m, from, to, keys);
  if (optional) mayLack(m, from, to, keys);
}

/** May it hold properties that nobody knows? */
const isOpen = (v: Value): boolean =>
  v.unknown || v.refs.some((r) => r.kind === "ext" && r.call !== undefined);

/** May there be nothing in it, by what is written there? */
const mayBeEmpty = (v: Value): boolean =>
  v.consts.some((c) => !c) || v.refs.some((r) => r.kind === "object" && r.literal?.length === 0);

/** The property that an entry puts in the place of one that was there before. */
const replacedName = ({ key, kind }: ObjectEntry): readonly string[] =>
  key === undefined || kind === "setter" ? [] : [key];

/** The state of each object when all of it was last put into another: its properties only grow. */
const copied = new WeakMap<Obj, WeakMap<Obj, number>>();

/** Has all of `from`, as it is now, been put into `to` before? What is asked for now counts as put. */
function isCopied(from: Obj, to: Obj, at: number): boolean {
  let into = copied.get(to);
  if (into === undefined) copied.set(to, (into = new WeakMap()));
  if (into.get(from) === at) return true;
  into.set(from, at);
  return false;
}

/** Copies all properties of `from` into `to`. */
export function copyProperties(m: Machine, from: Value, to: Obj, without: readonly string[]): void {
  for (const obj of from.refs) {
    if (obj === to) continue;
    if (
      obj.kind === "object" ||
      obj.kind === "instance" ||
      obj.kind === "namespace" ||
      obj.kind === "array" ||
      obj.kind === "class"
    ) {
      const at = m.heap.changes(obj);
      if (without.length === 0 && isCopied(obj, to, at)) continue;
      for (const [key, cell] of obj.cells) {
        if (without.includes(key) || isBottom(cell.value) || key === "%from" || key === "%any") continue;
        m.heap.write(to, key, cell.value);
      }
    } else if (obj.kind === "ext") m.heap.write(to, "%proto", reference(obj));
  }
}

/**
 * What is put over an object and is not known may hold what the object has as a default: of `{ unsafe: false, ...config }`
 * nobody knows whether it is safe. Values other than a default that says no are kept.
 */
export function mayReplace(m: Machine, from: Value, to: Obj, keys: Iterable<string>): void {
  if (!isOpen(from)) return;
  for (const key of keys) {
    if (/^[%*]/.test(key)) continue;
    const v = m.heap.read(to, key);
    if (v.consts.length > 0 && isUnset(v)) m.heap.write(to, key, UNKNOWN);
  }
}

/** `...(isQuick ? { hint: true } : {})`: what only one side has may be missing. */
function mayLack(m: Machine, from: Value, to: Obj, before: readonly string[]): void {
  for (const key of literalNames(from)) if (!before.includes(key)) m.heap.write(to, key, UNDEFINED);
}
