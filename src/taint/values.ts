/**
 * Abstract values: what a temp or variable may hold.
 *
 * A value is a set of abstract objects, a small set of constants, a set of lineage nodes (taint), and a
 * flag for "something else". Values are immutable; joins return one of their inputs when nothing is added.
 */
import { grouped } from "../grouped.js";
import type { FactDelta } from "./facts.js";
import type { Node } from "./lineage.js";
import type { Obj } from "./objects.js";
import { MAX_TAINTS, union, unionOfTaints, withNewOrigins } from "./union.js";

export type * from "./objects.js";

export type Prim = string | number | boolean | null | undefined;

/** What the truth of a value says about other values. */
export interface Pred {
  readonly whenTrue: readonly FactDelta[];
  readonly whenFalse: readonly FactDelta[];
}
/** One way a value can have come about, with what holds then. */
export interface Outcome {
  readonly value: Value;
  readonly facts: readonly FactDelta[];
  /** The element this outcome stands for, when it comes from going over a list: correlates values. */
  readonly tag?: Obj | undefined;
  /** Something was found: no undefined and no null. An object is true besides. */
  readonly there?: "value" | "object" | undefined;
}

/** The same way with another value. A way may be an object that makes its facts when asked: `{ ...o }` would lose them. */
export const withValue = (o: Outcome, value: Value): Outcome => ({
  value,
  facts: o.facts,
  tag: o.tag,
  there: o.there,
});

export interface Value {
  readonly refs: readonly Obj[];
  readonly consts: readonly Prim[];
  readonly taints: readonly Node[];
  /** May also be something about which nothing is known. */
  readonly unknown: boolean;
  readonly pred?: Pred | undefined;
  readonly outcomes?: readonly Outcome[] | undefined;
  /** What the answer says besides, whichever way it came about; see questions.ts. */
  readonly told?: Pred | undefined;
  /** The answer to the question for the type of a variable; see narrowing.ts. */
  readonly asked?: Asked | undefined;
}

/** A question for a type: that of a value which may be so, or not be so. */
export interface Asked {
  readonly part: (v: Value, of: boolean) => Value;
  readonly negated: boolean;
}

const NONE: readonly never[] = [];
export const MAX_CONSTS = 12;
const MAX_REFS = 32;
/** Of a list, such as the characters that a check refuses, each constant counts. */
export const MAX_ELEMENTS = 64;
/** A list of tools, of their handlers, or of what was made of each of them, is a registry: each one counts. */
export const MAX_LISTED = 512;

export const BOTTOM: Value = { refs: NONE, consts: NONE, taints: NONE, unknown: false };
/** True or false. */
export const BOOL: Value = { refs: [], consts: [true, false], taints: [], unknown: false };
export const UNKNOWN: Value = { refs: NONE, consts: NONE, taints: NONE, unknown: true };
export const UNDEFINED: Value = { refs: NONE, consts: [undefined], taints: NONE, unknown: false };

/**
 * What a table of known entries gives for every name that it has no entry for. Such an outcome is known by its
 * identity: reading a property of it gives nothing, whereas the `undefined` of a search is a result like others.
 */
export const NO_ENTRY: Outcome = { value: UNDEFINED, facts: NONE };
export const isNoEntry = (o: Outcome): boolean => o.value === NO_ENTRY.value;

export const constant = (value: Prim): Value => ({
  refs: NONE,
  consts: [value],
  taints: NONE,
  unknown: false,
});
export const reference = (obj: Obj): Value => ({ refs: [obj], consts: NONE, taints: NONE, unknown: false });
export const tainted = (nodes: readonly Node[]): Value =>
  nodes.length === 0 ? UNKNOWN : { refs: NONE, consts: NONE, taints: nodes, unknown: false };

export const isBottom = (v: Value): boolean =>
  v.refs.length === 0 && v.consts.length === 0 && v.taints.length === 0 && !v.unknown;

/** Least upper bound. Predicates and outcomes survive only where both sides carry the same. */
export function join(a: Value, b: Value, most: number = MAX_REFS): Value {
  if (a === b || isBottom(b)) return a;
  if (isBottom(a)) return b;
  const refs = union(a.refs, b.refs, most);
  // Those of a list may be more: where nothing is new, they stay.
  let consts = union(a.consts, b.consts, Math.max(MAX_CONSTS, a.consts.length) + 1);
  const taints = unionOfTaints(a.taints, b.taints);
  let unknown = a.unknown || b.unknown;
  if (consts.length > MAX_CONSTS && consts !== a.consts) {
    consts = NONE;
    unknown = true;
  }
  const pred = a.pred === b.pred ? a.pred : undefined;
  const outcomes = a.outcomes === b.outcomes ? a.outcomes : undefined;
  if (
    refs === a.refs &&
    consts === a.consts &&
    taints === a.taints &&
    unknown === a.unknown &&
    pred === a.pred &&
    outcomes === a.outcomes
  )
    return a;
  return pred === undefined && outcomes === undefined
    ? { refs, consts, taints, unknown }
    : { refs, consts, taints, unknown, pred, outcomes };
}

/** What a list holds after one more was put into it, or one for each element of another list. */
export function joinListed(list: Value, one: Value): Value {
  const each = eachMade(one);
  if (each !== undefined) return join(list, { ...plain(one), refs: each }, MAX_LISTED);
  const full = list.refs.length + one.refs.length > MAX_REFS;
  return join(list, plain(one), full && one.refs.every(isHandler) ? MAX_LISTED : MAX_REFS);
}

/** The objects of which there is one for each element of a list; only where a value cannot hold them all. */
function eachMade({ outcomes }: Value): readonly Obj[] | undefined {
  if (outcomes === undefined || outcomes.length <= MAX_REFS || outcomes.length > MAX_LISTED) return undefined;
  const refs = new Set<Obj>();
  for (const { tag, value } of outcomes) {
    if (tag === undefined || value.refs.length > 1) return undefined;
    for (const r of value.refs) refs.add(r);
  }
  return refs.size > MAX_REFS ? [...refs] : undefined;
}

/**
 * A function, a class, an object or a pair that was given a function to hold, a tool as the protocol describes it, or
 * what a library made of such a description.
 */
function isHandler(o: Obj): boolean {
  if (o.kind === "fn" || o.kind === "class") return true;
  if (o.kind === "ext") return o.call !== undefined;
  if (o.kind === "object" && o.cells.has("name") && SCHEMAS.some((key) => o.cells.has(key))) return true;
  return o.holdsFunction && (o.kind === "object" || o.kind === "instance" || o.kind === "array");
}

/** Where the description of a tool has what it takes. */
const SCHEMAS = ["inputSchema", "input_schema", "parameters"] as const;

/** The join of many values, without predicates and outcomes: one pass, whatever their number. */
export function joinAll(values: readonly Value[], most: number = MAX_CONSTS): Value {
  if (values.length <= 4 && most === MAX_CONSTS) {
    let out = values[0] ?? BOTTOM;
    for (let i = 1; i < values.length; i++) out = join(out, values[i] as Value);
    return out;
  }
  const refs = new Set<Obj>();
  const consts = new Set<Prim>();
  const taints = new Set<Node>();
  let unknown = false;
  for (const v of values) {
    addUpTo(MAX_REFS, refs, v.refs);
    for (const c of v.consts) consts.add(c);
    addUpTo(MAX_TAINTS, taints, v.taints);
    unknown ||= v.unknown;
  }
  const nodes = [...taints];
  const many = consts.size > most;
  return {
    refs: refs.size < MAX_REFS ? [...refs] : withNewPlaces(refs, values),
    consts: many ? NONE : [...consts],
    taints: nodes.length < MAX_TAINTS ? nodes : withNewOrigins(nodes, allTaints(values)),
    unknown: unknown || many,
  };
}

function addUpTo<T>(most: number, set: Set<T>, more: readonly T[]): void {
  for (const x of more) {
    if (set.size >= most) return;
    set.add(x);
  }
}

/** Beyond the limit each place of the program counts once where handlers, or descriptions of them, are listed. */
function withNewPlaces(refs: ReadonlySet<Obj>, values: readonly Value[]): readonly Obj[] {
  const out = [...refs];
  let places: Set<unknown> | undefined;
  for (const v of values)
    for (const r of v.refs) {
      if (!isHandler(r) || refs.has(r) || out.length >= MAX_LISTED) continue;
      places ??= new Set(out.map(placeOf));
      if (places.has(placeOf(r))) continue;
      places.add(placeOf(r));
      out.push(r);
    }
  return out;
}

const placeOf = (o: Obj): unknown => (o.kind === "fn" ? o.fn : (o.site ?? o));

function* allTaints(values: readonly Value[]): Iterable<Node> {
  for (const v of values) yield* v.taints;
}

/** Without what only the present path knows (predicates, outcomes): what may be stored in the heap. */
export function plain(v: Value): Value {
  return v.pred === undefined && v.outcomes === undefined
    ? v
    : { refs: v.refs, consts: v.consts, taints: v.taints, unknown: v.unknown };
}

export function withPred(v: Value, pred: Pred): Value {
  return pred.whenTrue.length === 0 && pred.whenFalse.length === 0
    ? v
    : { refs: v.refs, consts: v.consts, taints: v.taints, unknown: v.unknown, pred, outcomes: undefined };
}

function sameSet<T>(a: readonly T[], b: readonly T[]): boolean {
  if (a === b) return true;
  if (a.length !== b.length) return false;
  for (const x of a) if (!b.includes(x)) return false;
  return true;
}

export function sameValue(a: Value, b: Value): boolean {
  return (
    a === b ||
    (a.unknown === b.unknown &&
      sameSet(a.refs, b.refs) &&
      sameSet(a.consts, b.consts) &&
      sameSet(a.taints, b.taints))
  );
}

/** Can the value be true / be false in a condition? Tainted and unknown values can be both. */
export function canBeTrue(v: Value): boolean {
  return (
    v.unknown || v.refs.length > 0 || v.taints.length > 0 || v.consts.some((c) => Boolean(c)) || isBottom(v)
  );
}
export function canBeFalse(v: Value): boolean {
  return (
    v.unknown ||
    v.taints.some((n) => !((n.op?.op === "concat" && isNeverEmpty(n)) || isWritten(n))) ||
    v.consts.some((c) => !c) ||
    isBottom(v) ||
    v.refs.some((r) => r.kind === "ext" || r.kind === "typed" || isEmptyCollection(r))
  );
}

/** Is it a text with something constant in it, or a whole path? */
export function isNeverEmpty({ op, parent }: Node): boolean {
  if (op?.op === "concat") return (op.before + op.after).replaceAll("\uFFFC", "") !== "";
  if (op?.op !== "flow") return false;
  // An element of a list that is made of such.
  return WHOLE_PATHS.has(op.flow) || (op.flow === "element" && parent !== undefined && isNeverEmpty(parent));
}

/** Is it written as JSON? Nothing at all is `null` there; only in JavaScript it stays nothing. */
export const isWritten = ({ op, site }: Node): boolean =>
  op?.op === "flow" && op.flow === "json" && site?.module.language === "python";

const WHOLE_PATHS: ReadonlySet<string> = new Set(["path-resolve", "path-normalize", "realpath"]);

/** Python: a list or dictionary that may be empty is false in a condition. */
function isEmptyCollection(r: Obj): boolean {
  if ((r.kind !== "array" && r.kind !== "object") || r.site?.module.language !== "python") return false;
  if (r.kind === "array" && r.length > 0) return false;
  for (const [key, cell] of r.cells)
    if (key !== "*" && !key.startsWith("%") && !isBottom(cell.value)) return false;
  return true;
}

/** What a value is for one element of the list that it was read from (outcome tags). */
export function ofElement(v: Value, tag: Obj | undefined): Value {
  if (tag === undefined || v.outcomes === undefined) return v;
  const own = outcomesOf(v.outcomes, tag);
  return own.length === 0 ? v : joinAll(own.map((o) => plain(o.value)));
}

const byTag = new WeakMap<readonly Outcome[], ReadonlyMap<Obj, readonly Outcome[]>>();

/** The outcomes of one element: looked up where there are many, since each of them is asked for. */
function outcomesOf(outcomes: readonly Outcome[], tag: Obj): readonly Outcome[] {
  if (outcomes.length <= MAX_REFS) return outcomes.filter((o) => o.tag === tag);
  let known = byTag.get(outcomes);
  if (known === undefined) byTag.set(outcomes, (known = grouped(outcomes, (o) => o.tag)));
  return known.get(tag) ?? NONE;
}

/** The single constant a value is, if it is nothing else. */
export function onlyConst(v: Value): { readonly value: Prim } | undefined {
  return v.consts.length === 1 && v.refs.length === 0 && v.taints.length === 0 && !v.unknown
    ? { value: v.consts[0] }
    : undefined;
}

/** All constant strings of a value that is nothing but constants, else undefined. */
export function constStrings(v: Value): readonly string[] | undefined {
  if (v.unknown || v.taints.length > 0 || v.refs.length > 0 || v.consts.length === 0) return undefined;
  const out: string[] = [];
  for (const c of v.consts) {
    if (typeof c !== "string") return undefined;
    out.push(c);
  }
  return out;
}

/** The ways a value can have come about: its outcomes, true and false by its predicate, or just itself. */
export function predOutcomes(v: Value): readonly Outcome[] {
  if (v.outcomes !== undefined) return v.outcomes;
  if (v.pred === undefined) return [{ value: v, facts: NONE }];
  const base = plain(v);
  const out: Outcome[] = [];
  if (canBeTrue(v))
    out.push({
      value: base.taints.length > 0 || base.refs.length > 0 ? base : constant(true),
      facts: v.pred.whenTrue,
    });
  if (canBeFalse(v)) out.push({ value: constant(false), facts: v.pred.whenFalse });
  return out;
}
