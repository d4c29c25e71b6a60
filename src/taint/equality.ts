/**
 * Whether two values are equal, or one is a member of the other: what the answer establishes.
 */
import { isMasked } from "./arithmetic.js";
import { elementsOf } from "./collections.js";
import { equalsPred, NO_PRED } from "./conditions.js";
import { changed, type FactDelta, type FactTest } from "./facts.js";
import type { Node } from "./lineage.js";
import type { Frame, Machine } from "./machine.js";
import { absence, isPutTogether } from "./presence.js";
import type { Site } from "./site.js";
import { testPred } from "./tested.js";
import {
  BOOL,
  BOTTOM,
  constant,
  constStrings,
  isBottom,
  join,
  joinAll,
  onlyConst,
  type Pred,
  type Prim,
  reference,
  type Value,
  withPred,
} from "./values.js";

export function equality(left: Value, right: Value, site: Site): Value {
  const l = onlyConst(left);
  const r = onlyConst(right);
  if (
    l !== undefined &&
    r !== undefined &&
    left.outcomes === undefined &&
    right.outcomes === undefined &&
    !hasHole(l.value) &&
    !hasHole(r.value)
  )
    return constant(looseEqual(l.value, r.value));
  const subject = r !== undefined || right.taints.length === 0 || left.taints.some(isCommon) ? left : right;
  const other = subject === left ? right : left;
  const lit = onlyConst(other);
  const absent = lit !== undefined && (lit.value === null || lit.value === undefined);
  // A text that was put together is there, whatever it was made of.
  const unsure = (v: Value): boolean => (absent ? !v.taints.every(isPutTogether) : v.taints.length > 0);
  const fromOutcomes =
    lit === undefined
      ? undefined
      : equalsPred(subject, (o, there) => {
          if (there && absent) return { may: false, mayNot: true };
          const same = o.unknown || unsure(o) || o.consts.some((c) => looseEqual(c, lit.value));
          const differs =
            o.unknown ||
            o.taints.length > 0 ||
            o.refs.length > 0 ||
            o.consts.some((c) => !looseEqual(c, lit.value));
          return { may: same, mayNot: differs };
        });
  if (absent && subject.pred !== undefined) {
    return withPred(BOOL, { whenTrue: subject.pred.whenFalse, whenFalse: subject.pred.whenTrue });
  }
  const ofFamily = typeof lit?.value === "number" ? FAMILIES.get(lit.value) : undefined;
  if (ofFamily !== undefined && subject.pred !== undefined) {
    const pred = inFamily(subject.pred, ofFamily);
    if (pred !== undefined) return withPred(BOOL, pred);
  }
  if (lit !== undefined && typeof lit.value === "boolean" && subject.pred !== undefined) {
    const p = subject.pred;
    return withPred(BOOL, lit.value ? p : { whenTrue: p.whenFalse, whenFalse: p.whenTrue });
  }
  if (absent && fromOutcomes === undefined) {
    const pred = absence(subject);
    if (pred !== undefined) return withPred(BOOL, pred);
  }
  const begin = beginningOf(subject);
  const asked = site.module.language === "python" ? "==" : "===";
  const tested =
    begin !== undefined && (other.taints.length === 0 || other.consts.length > 0)
      ? testPred(begin, "prefix", other, asked, site)
      : subject.taints.length > 0 && lit?.value !== undefined && lit.value !== null
        ? testPred(subject, "equals", other, asked, site)
        : lit === undefined && subject.taints.length > 0
          ? testPred(subject, subject.taints.every(isMasked) ? "is-ip-private" : "equals", other, asked, site)
          : NO_PRED;
  if (fromOutcomes === undefined && tested === NO_PRED) {
    // Definite answers where one side is null and the other an object (or the other way round).
    if (
      lit !== undefined &&
      !subject.unknown &&
      !unsure(subject) &&
      !isBottom(subject) &&
      !subject.refs.some((o) => o.kind === "ext" || o.kind === "typed") &&
      !subject.consts.some(hasHole)
    ) {
      if (subject.refs.length === 0 && subject.consts.every((c) => !looseEqual(c, lit.value)))
        return constant(false);
      if (subject.consts.length === 0) return constant(false);
    }
    return BOOL;
  }
  return withPred(BOOL, {
    whenTrue: [...(fromOutcomes?.whenTrue ?? []), ...tested.whenTrue],
    whenFalse: [...(fromOutcomes?.whenFalse ?? []), ...tested.whenFalse],
  });
}

/** What several paths have in common is compared with one of them. */
const isCommon = ({ op }: Node): boolean => op?.op === "flow" && COMMON.has(op.flow);

const COMMON: ReadonlySet<string> = new Set(["path-common", "common-prefix"]);

const FAMILIES: ReadonlyMap<number, FactTest> = new Map([
  [0, "is-ip"],
  [4, "is-ipv4"],
  [6, "is-ipv6"],
]);

/** `isIP(host) === 4`: the answer to the question for an address names its family, and 0 none. */
function inFamily({ whenTrue, whenFalse }: Pred, test: FactTest): Pred | undefined {
  const isFamily = (d: FactDelta): boolean => d.fact.test === "is-ip";
  if (!whenTrue.some(isFamily)) return undefined;
  if (test === "is-ip") return { whenTrue: whenFalse, whenFalse: whenTrue };
  // What else is known of an address is known of one of this family; of no such address it may be known as well.
  const of = (d: FactDelta): FactDelta =>
    isFamily(d) ? { node: d.node, fact: changed(d.fact, { test }) } : d;
  return { whenTrue: whenTrue.map(of), whenFalse: whenFalse.filter(isFamily).map(of) };
}

/** `text.slice(0, n)`, compared with a text of that length: whatever the text begins with. */
function beginningOf({ taints }: Value): Value | undefined {
  const wholes = taints.flatMap(({ op, parent }) =>
    op?.op === "flow" && op.flow === "slice" && op.detail === "0" && BEGINNINGS.has(op.label) && parent
      ? [parent]
      : [],
  );
  return taints.length > 0 && wholes.length === taints.length ? { ...BOTTOM, taints: wholes } : undefined;
}

const BEGINNINGS: ReadonlySet<string> = new Set(["slice", "substring", "substr", "charAt"]);

const hasHole = (p: Prim): boolean => typeof p === "string" && /[\uFFFB\uFFFC]/.test(p);

function looseEqual(a: Prim, b: Prim): boolean {
  return a === b || ((a === null || a === undefined) && (b === null || b === undefined));
}

/** `x in xs`: member of a list, key of an object, or substring of a text. */
export function membership(m: Machine, f: Frame, left: Value, right: Value, site: Site): Value {
  const key = onlyConst(left);
  // `"error" in result`, where the ways the helper returned differ in that property.
  if (typeof key?.value === "string" && right.outcomes !== undefined && right.refs.length > 0) {
    const name = key.value;
    const pred = equalsPred(right, (o) => {
      const has = o.refs.some(
        (r) => r.cells.has(name) && !isBottom((r.cells.get(name) ?? { value: BOTTOM }).value),
      );
      const open = o.unknown || o.taints.length > 0 || o.refs.some((r) => r.kind === "ext");
      return { may: has || open, mayNot: !has || open };
    });
    if (pred !== undefined) return withPred(BOOL, pred);
  }
  if (left.taints.length > 0) {
    const textual =
      f.module.language === "python" &&
      right.refs.length === 0 &&
      right.consts.length > 0 &&
      right.consts.every((c) => typeof c === "string");
    const members = textual ? right : memberConsts(m, right, site);
    return withPred(BOOL, testPred(left, "in-set", members, "in", site));
  }
  // `".." in path`
  if (right.taints.length > 0) return withPred(BOOL, testPred(right, "contains", left, "in", site));
  return BOOL;
}

/** Calls that make a set of the characters of a text. */
const OF_CHARACTERS: ReadonlySet<string> = new Set(["builtins.set()", "builtins.frozenset()"]);

const MAX_CHARACTERS = 256;

/** The members of a collection where they are constants; else the collection itself. */
export function memberConsts(m: Machine, collection: Value, site: Site): Value {
  if (collection.refs.length === 0) return collection;
  let out: Value = BOTTOM;
  for (const r of collection.refs) {
    if (r.kind === "array") out = join(out, elementsOf(m, reference(r), site));
    else if (r.kind === "object")
      for (const [key] of m.heap.entries(r))
        out = join(out, key === "*" || key.startsWith("%") ? BOTTOM : constant(key));
    else if (r.kind === "ext" && OF_CHARACTERS.has(r.path)) {
      const text = r.call?.args.length === 1 ? onlyConst(r.call.args[0] as Value)?.value : undefined;
      if (typeof text !== "string") return collection;
      out = joinAll([out, ...[...text].map((character) => constant(character))], MAX_CHARACTERS);
    } else return collection;
  }
  return constStrings(out) === undefined && !out.taints.length ? collection : out;
}
