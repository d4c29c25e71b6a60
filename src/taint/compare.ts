/** Comparisons and operators: what their truth establishes. */

import { arithmetic, bits, isAmount, isMasked, noteRepetition } from "./arithmetic.js";
import { elementsOf } from "./collections.js";
import { equalsPred, NO_PRED } from "./conditions.js";
import { dictUnion } from "./dict-union.js";
import { changed, type Fact, type FactDelta, type FactTest } from "./facts.js";
import type { Node } from "./lineage.js";
import type { Frame, Machine } from "./machine.js";
import { areNames, nameAsked } from "./narrowing.js";
import { ofClass, ordered } from "./order.js";
import { pathDivision } from "./path-division.js";
import { absence, isPutTogether } from "./presence.js";
import type { Site } from "./site.js";
import { interpolated } from "./templates.js";
import {
  type Asked,
  BOOL,
  BOTTOM,
  constant,
  constStrings,
  isBottom,
  join,
  joinAll,
  type Obj,
  onlyConst,
  type Pred,
  type Prim,
  reference,
  UNKNOWN,
  type Value,
  withPred,
} from "./values.js";

export function factOf(
  test: FactTest,
  negated: boolean,
  against: Value | undefined,
  label: string,
  site: Site,
): Fact {
  const patterns = against === undefined || against.refs.length < 2 ? [] : against.refs.map(patternSource);
  const [only] = against?.refs.length === 1 ? against.refs : [];
  const source = only?.kind === "ext" ? patternSource(only) : undefined;
  const regex =
    source !== undefined
      ? { source, flags: "" }
      : only?.kind === "regex"
        ? { source: only.source, flags: only.flags }
        : undefined;
  const sources = patterns.filter((p) => p !== undefined);
  const text =
    sources.length > 0 && sources.length === patterns.length
      ? sources
      : against === undefined
        ? undefined
        : constTexts(against);
  return { test, negated, against, text, regex, label, site };
}

const MAKES_PATTERN: ReadonlySet<string> = new Set(["re.compile()", "global.RegExp()"]);

/** The text of a compiled pattern. */
export function patternSource(r: Obj): string | undefined {
  if (r.kind === "regex") return r.flags.replace("g", "") === "" ? r.source : undefined;
  const given = r.kind === "ext" && MAKES_PATTERN.has(r.path) ? r.call?.args[0] : undefined;
  const flags = r.kind === "ext" && r.path === "global.RegExp()" ? r.call?.args[1] : undefined;
  // Without lines of their own, as those of the constants: what a flag says more is of no account.
  if (flags !== undefined && !/^[giu]*$/.test(String(onlyConst(flags)?.value ?? ""))) return undefined;
  const source = given === undefined ? undefined : onlyConst(given)?.value;
  return typeof source === "string" ? source : undefined;
}

function constTexts(v: Value): readonly string[] | undefined {
  return v.refs.length === 0 && v.taints.length === 0 && !v.unknown && v.consts.length > 0
    ? v.consts.map(String)
    : undefined;
}

/** Predicate that tests each tainted node of `subject`. */
export function testPred(
  subject: Value,
  test: FactTest,
  against: Value | undefined,
  label: string,
  site: Site,
): Pred {
  if (subject.taints.length === 0) return NO_PRED;
  const yes = factOf(test, false, against, label, site);
  const no = factOf(test, true, against, label, site);
  const deltas = (fact: Fact): FactDelta[] => subject.taints.map((node) => ({ node, fact }));
  return { whenTrue: deltas(yes), whenFalse: deltas(no) };
}

const EQUAL = new Set(["===", "==", "is"]);
const UNEQUAL = new Set(["!==", "!=", "is not"]);

export function compare(
  m: Machine,
  f: Frame,
  operator: string,
  left: Value,
  right: Value,
  site: Site,
): Value {
  if (EQUAL.has(operator)) return asking(equality(left, right, site), nameAsked(left, right, false));
  if (UNEQUAL.has(operator)) {
    const v = equality(left, right, site);
    const pred = v.pred ?? NO_PRED;
    const flipped = onlyConst(v);
    const differs = withPred(flipped === undefined ? BOOL : constant(!flipped.value), {
      whenTrue: pred.whenFalse,
      whenFalse: pred.whenTrue,
    });
    return asking(differs, nameAsked(left, right, true));
  }
  switch (operator) {
    case "in":
    case "not in": {
      const v = membership(m, f, left, right, site);
      const names = areNames(left) && right.refs.length > 0 ? memberConsts(m, right, site) : BOTTOM;
      if (operator === "in") return asking(v, nameAsked(left, names, false));
      const pred = v.pred ?? NO_PRED;
      const none = withPred(BOOL, { whenTrue: pred.whenFalse, whenFalse: pred.whenTrue });
      return asking(none, nameAsked(left, names, true));
    }
    case "instanceof":
      return ofClass(left, right);
    case "<":
    case "<=":
    case ">":
    case ">=":
      return ordered(operator, left, right, site, f.module.language === "python");
    case "/":
      return f.module.language === "python" && !isAmount(left) && !isAmount(right)
        ? pathDivision(m, left, right, site)
        : arithmetic(m, f, operator, left, right, site);
    case "|":
      return f.module.language === "python"
        ? (dictUnion(m, f, left, right, site) ?? join(left, right))
        : bits(m, f, operator, left, right, site);
    case "&":
    case "^":
    case "<<":
    case ">>":
    case ">>>":
      return f.module.language === "python" ? UNKNOWN : bits(m, f, operator, left, right, site);
    case "%": {
      const text = f.module.language === "python" ? interpolated(m, f, left, right, site) : undefined;
      if (text !== undefined) return text;
      return left.consts.some((c) => typeof c === "string") || left.taints.length > 0
        ? join(UNKNOWN, { ...UNKNOWN, taints: [...left.taints, ...right.taints] })
        : UNKNOWN;
    }
    case "*":
      if (f.module.language === "python") noteRepetition(m, f, left, right, site);
      return left.refs.some((r) => r.kind === "array") ? left : arithmetic(m, f, operator, left, right, site);
    case "**":
    case "-":
    case "//":
      return left.refs.some((r) => r.kind === "array") ? left : arithmetic(m, f, operator, left, right, site);
    default:
      return UNKNOWN;
  }
}

const asking = (answer: Value, asked: Asked | undefined): Value =>
  asked === undefined || answer.consts.length === 1 ? answer : { ...answer, asked };

function equality(left: Value, right: Value, site: Site): Value {
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
  const tested =
    begin !== undefined && (other.taints.length === 0 || other.consts.length > 0)
      ? testPred(begin, "prefix", other, "===", site)
      : subject.taints.length > 0 && lit?.value !== undefined && lit.value !== null
        ? testPred(subject, "equals", other, "===", site)
        : lit === undefined && subject.taints.length > 0
          ? testPred(subject, subject.taints.every(isMasked) ? "is-ip-private" : "equals", other, "===", site)
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
function membership(m: Machine, f: Frame, left: Value, right: Value, site: Site): Value {
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
