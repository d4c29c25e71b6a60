/**
 * Choices of facts: where paths meet, what one or the other has established holds as "either".
 *
 * `if (p !== base && !p.startsWith(base + sep)) throw` leaves the one or the other; a branch that tests
 * nothing leaves no choice, only doubts (see doubts.ts).
 */
import { possible } from "./correlated.js";
import { addDoubts, certain, doubtsAgainst } from "./doubts.js";
import {
  commonDeltas,
  deltaKey,
  type Fact,
  type FactDelta,
  type FactMap,
  factId,
  isCheck,
  isKind,
  lookup,
  NO_FACTS,
  weighs,
} from "./facts.js";

const MAX_OPTIONS = 4;
/** Of which all but one hold a check: a value that is only checked where it is there. */
const MAX_CHECKED = 12;
const MAX_OWN = 12;
/** What a single test says of a value that has many origins is said of each of them. */
const MAX_SAID = 48;
/** Tests that say where a path lies. */
const PLACING: ReadonlySet<Fact["test"]> = new Set(["prefix", "is-within", "equals"]);
const MAX_CONDITION = 2;
const MAX_LISTS = 8;

/**
 * Does the fact say enough to be an alternative? That a value is not one of some constants, which is what is
 * left of a chain of comparisons in its last branch, allows everything else; and so does that it is there, or
 * that it is a text. Numbers are compared one by one to refuse them (those of an address).
 */
function limits({ node, fact }: FactDelta): boolean {
  if (fact.test === "present" || isKind({ node, fact })) return fact.negated;
  return !(fact.test === "equals" && fact.negated && fact.each !== true && !node.amount);
}

/**
 * The alternatives of an "either". One that limits nothing is kept as the condition that it is (`mode` is not
 * "read") where another one holds checks: a later branch on the same condition then knows which one it is in.
 */
function alternatives(ways: readonly (readonly FactDelta[])[]): readonly (readonly FactDelta[])[] {
  const limiting = ways.map((w) => w.filter(limits));
  if (saysNothing(ways) || saysNothing(limiting)) return [];
  if (limiting.every((w) => w.length > 0)) return limiting;
  const checked = limiting.some((w) => w.some(weighs));
  return checked ? limiting.map((w, i) => (w.length > 0 ? w : (ways[i] ?? []).slice(0, MAX_CONDITION))) : [];
}

/** The two answers of one test, each of them enough for a way. */
function saysNothing(ways: readonly (readonly FactDelta[])[]): boolean {
  const alone = ways.flatMap((w) => (w.length === 1 ? w : []));
  return alone.some((a, i) => alone.some((b, n) => n > i && areOpposite(a, b)));
}

const areOpposite = (a: FactDelta, b: FactDelta): boolean =>
  a.node === b.node &&
  a.fact.test === b.fact.test &&
  a.fact.site === b.fact.site &&
  a.fact.negated !== b.fact.negated;

/** The fact by which a choice is shown: a check, where it has one. */
function shownOf(options: readonly (readonly FactDelta[])[]): FactDelta | undefined {
  let first: FactDelta | undefined;
  for (const option of options) {
    for (const d of option) {
      if (d.fact.test === "present") continue;
      if (isCheck(d.fact)) return d;
      first ??= d;
    }
  }
  return first;
}

/** That one of these lists of facts holds, shown as the given one is. */
function eitherOf(options: readonly (readonly FactDelta[])[], { node, fact }: FactDelta): FactDelta {
  const { label, site } = fact;
  return {
    node,
    fact: { test: "either", negated: false, against: undefined, text: undefined, label, site, options },
  };
}

/**
 * Does the map hold all facts of one of the alternatives? Or has it a choice of its own of which each alternative
 * brings one of these about (a loop that goes round again knows more on each way, and no less)?
 */
function implies(map: FactMap, fact: Fact): boolean {
  const { options } = fact;
  if (options === undefined) return false;
  if (options.some((o) => o.every((d) => map.has(deltaKey(d))))) return true;
  for (const own of map.values()) {
    if (own.fact.options === undefined || own.fact.maybe === true) continue;
    if (own.fact.options.every((given) => options.some((o) => follows(o, given, map)))) return true;
  }
  return false;
}

/** Do all facts of one alternative hold where those of the other do, in addition to the map? */
const follows = (wanted: readonly FactDelta[], given: readonly FactDelta[], map: FactMap): boolean =>
  wanted.every((d) => {
    const key = deltaKey(d);
    return map.has(key) || given.some((g) => deltaKey(g) === key);
  });

/**
 * Facts that hold on both paths. Where each path has established something of its own, the result says
 * that one or the other holds (`if (p !== base && !p.startsWith(base + sep)) throw`). Checks of one path
 * alone stay as doubts.
 */
export function intersect(a: FactMap, b: FactMap): FactMap {
  if (a === b) return a;
  if (knowsNothing(a) || knowsNothing(b)) return onlyDoubts(knowsNothing(a) ? b : a);
  const out = new Map<number, FactDelta>();
  const [ownA, ownB] = [ownFacts(a, b, out), ownFacts(b, a, out)];
  const [doubtsA, doubtsB] = [doubtsAgainst(ownA, b), doubtsAgainst(ownB, a)];
  if (ownA.length === 0 && doubtsB.length === 0 && a.ways === undefined) return a;
  const ways = [...optionsOf(certain(ownA), a.ways), ...optionsOf(certain(ownB), b.ways)];
  const options = alternatives(ways).map(shortened);
  // Which way it was taken is worth remembering only with what was checked there.
  const first = options.some((o) => o.some(weighs)) ? shownOf(options) : undefined;
  const most = options.filter((o) => !o.some(weighs)).length === 1 ? MAX_CHECKED : MAX_OPTIONS;
  if (first !== undefined && options.length <= most && options.every((o) => o.length > 0 && isFew(o))) {
    const delta = eitherOf(options, first);
    out.set(deltaKey(delta), delta);
  }
  const met = first === undefined && ways.length <= MAX_OPTIONS && ways.every((w) => w.length > 0);
  // Where both paths have checks of their own, one or the other holds.
  if (doubtsA.length === 0 || doubtsB.length === 0 || options.length > MAX_OPTIONS)
    addDoubts(out, [...doubtsA, ...doubtsB]);
  if (met) (out as FactMap).ways = ways.map((w) => (w.length > MAX_CONDITION ? conditionsOf(w) : w));
  return out.size === 0 && !met ? NO_FACTS : out;
}

const knowsNothing = (facts: FactMap): boolean => facts.size === 0 && facts.ways === undefined;

/** By what a way without checks can be told from others later: rather what allows little. */
function conditionsOf(way: readonly FactDelta[]): readonly FactDelta[] {
  const limiting = way.filter(limits);
  return (limiting.length > 0 ? limiting : way).slice(0, MAX_CONDITION);
}

/** Puts what both maps hold into `out`, and gives what `a` alone has. */
function ownFacts(a: FactMap, b: FactMap, out: Map<number, FactDelta>): FactDelta[] {
  const own: FactDelta[] = [];
  a.forEach((d, k) => {
    if (out.has(k)) return;
    if (b.has(k) || implies(b, d.fact)) out.set(k, d);
    else own.push(d);
  });
  return own;
}

/** What is left of a path's facts where it meets one that has none. */
function onlyDoubts(facts: FactMap): FactMap {
  if (facts.size === 0) return NO_FACTS;
  if (facts.doubts === undefined) {
    const made = new Map<number, FactDelta>();
    addDoubts(made, doubtsAgainst(facts.values(), NO_FACTS));
    facts.doubts = made.size === 0 ? NO_FACTS : made;
  }
  return facts.doubts;
}

/**
 * An alternative of too many facts without what says how large things are: a check of an address looks at each of its
 * numbers.
 */
const shortened = (option: readonly FactDelta[]): readonly FactDelta[] =>
  isFew(option)
    ? option
    : option.filter(({ fact }) => fact.test === "equals" || (isCheck(fact) && fact.each !== true));

const isFew = (option: readonly FactDelta[]): boolean =>
  option.length <= MAX_OWN || (option.length <= MAX_SAID && isOneTest(option));

function isOneTest([first, ...others]: readonly FactDelta[]): boolean {
  if (first === undefined || !PLACING.has(first.fact.test) || first.fact.negated) return false;
  const test = factId(first.fact);
  return others.every(({ fact }) => factId(fact) === test);
}

/**
 * One path's own facts as alternatives: a single "either" is taken apart, so that alternatives do not nest, and so are
 * the ways that met on it before.
 */
function optionsOf(own: readonly FactDelta[], ways: FactMap["ways"]): readonly (readonly FactDelta[])[] {
  // Of several, one whose every alternative holds a check.
  const either =
    own.findLast((d) => d.fact.options?.every((o) => o.some(weighs))) ??
    own.findLast((d) => d.fact.options !== undefined);
  const plain = own.filter((d) => d.fact.options === undefined);
  if (either === undefined) return ways?.map((w) => [...w, ...plain]) ?? [plain];
  return (either.fact.options ?? []).map((o) => [...o, ...plain]);
}

/**
 * What holds when one of several lists holds: what all share, and for the rest that it is one of them.
 * A list with nothing of its own leaves only what is shared.
 */
export function disjoin(lists: readonly (readonly FactDelta[])[]): FactDelta[] {
  const common = commonDeltas(lists);
  if (lists.length < 2 || lists.length > MAX_LISTS) return common;
  const isCommon = lookup(common);
  const rest = lists.map((l) => l.filter((d) => !isCommon(d)));
  const every = rest.flatMap((l) => optionsOf(l, undefined));
  // Of a choice that a helper has made on its way out, one alternative is left where its answer is known.
  const apart = every.length > MAX_LISTS ? possible(every) : every;
  const ways = apart.length > MAX_LISTS ? rest.map((l) => l.filter((d) => d.fact.test !== "either")) : apart;
  const own = alternatives(ways).map((l) => l.slice(0, MAX_OWN));
  const first = shownOf(own);
  if (first === undefined || own.some((l) => l.length === 0)) return common;
  return [...common, eitherOf(own, first)];
}
