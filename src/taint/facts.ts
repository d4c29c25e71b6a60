/**
 * What has been established about a value on the present path.
 *
 * A fact speaks of one lineage node ("`resolve(path)` starts with base + separator"). A fact map is
 * immutable; branches extend it, joins intersect it. What a fact is worth for a sink is not decided here
 * (see verdicts/).
 */
import type { GuardTest } from "../models/types.js";
import { addDoubts, certain, doubtsAgainst } from "./doubts.js";
import type { Node, Root } from "./lineage.js";
import type { Site } from "./site.js";
import type { Value } from "./values.js";

export type FactTest = GuardTest | "equals" | "less-than" | "present" | "either";

export interface Fact {
  readonly test: FactTest;
  /** True when the test is known to have failed. */
  readonly negated: boolean;
  /** What it was tested against. */
  readonly against: Value | undefined;
  /** Constant text it was tested against, with holes; regex source for matches. */
  readonly text: readonly string[] | undefined;
  readonly regex?: { readonly source: string; readonly flags: string } | undefined;
  /** For "either": one of these lists of facts holds. */
  readonly options?: readonly (readonly FactDelta[])[] | undefined;
  /** The tested call or operator as shown. */
  readonly label: string;
  readonly site: Site;
  /** It holds for every element of the list that the node is an element of. */
  readonly each?: boolean;
  /** It was established on some of the ways that lead here, and the others tested nothing of the kind. */
  readonly maybe?: boolean;
  /** The call of the helper that made the check, seen from where its result is used. */
  readonly through?: Site;
}

export interface FactDelta {
  readonly node: Node;
  readonly fact: Fact;
  /** Made on first use; see deltaKey. */
  key?: string;
  /** The same in doubt, made on first use. */
  doubt?: FactDelta;
}

/** Tests that a program makes to refuse a value. Equality mostly chooses; existence and kind refuse nothing. */
const CHECKS: ReadonlySet<FactTest> = new Set([
  "prefix",
  "suffix",
  "contains",
  "in-set",
  "matches",
  "start-matches",
  "full-matches",
  "is-within",
  "is-ip-private",
  "is-ip-public",
  "is-identifier",
  "is-number",
]);

/** Tests that alone decide little, and refuse a value where they stand beside others. */
const REFUSING: ReadonlySet<FactTest> = new Set(["is-absolute", "less-than"]);

/** Is it a test, or a choice of tests, that a program refuses a value by? */
export function isCheck(fact: Fact): boolean {
  return fact.options === undefined
    ? CHECKS.has(fact.test)
    : fact.options.every((o) => o.some((d) => CHECKS.has(d.fact.test)));
}

export function factKey(fact: Fact): string {
  if (fact.options !== undefined)
    return `${fact.maybe === true ? "?" : ""}either(${fact.options.map((o) => o.map(deltaKey).join("&")).join("|")})`;
  if (fact.test === "present") return fact.negated ? "!present" : "present";
  return `${fact.maybe === true ? "?" : ""}${fact.negated ? "!" : ""}${fact.each === true ? "*" : ""}${fact.test}|${fact.text?.join("") ?? ""}|${fact.regex?.source ?? ""}|${fact.site.id}`;
}

/** Facts by node, in the order they were found. */
export type FactMap = ReadonlyMap<string, FactDelta> & {
  /** What is left of it beside a path that knows nothing; made on first use. */
  doubts?: FactMap;
  /** Made on first use; see factsId. */
  id?: string;
  /** Made on first use; see factsAbout. */
  about?: Map<Root, readonly FactDelta[]>;
};
export const NO_FACTS: FactMap = new Map();

/** What tells facts apart: the value and what is said of it. */
export function deltaKey(d: FactDelta): string {
  return (d.key ??= `${d.node.canon}~${factKey(d.fact)}`);
}

const MAX_FACTS = 40;

export function addFacts(map: FactMap, deltas: readonly FactDelta[]): FactMap {
  let out: Map<string, FactDelta> | undefined;
  for (const d of deltas) {
    const key = deltaKey(d);
    if ((out ?? map).has(key)) continue;
    if (d.fact.maybe === true && (out ?? map).size >= MAX_FACTS) continue;
    out ??= new Map(map);
    if (d.fact.options !== undefined) dropEither(out);
    // The oldest goes: what was checked last is what the next call depends on.
    if (out.size >= MAX_FACTS) for (const oldest of out.keys()) if (out.delete(oldest)) break;
    out.set(key, d);
  }
  return out ?? map;
}

/** Makes room for one more choice of facts: the oldest goes. */
function dropEither(map: Map<string, FactDelta>): void {
  const either = [...map].filter(([, d]) => d.fact.options !== undefined);
  if (either.length >= MAX_EITHER) map.delete((either[0] as [string, FactDelta])[0]);
}

const MAX_OPTIONS = 4;
const MAX_OWN = 12;
const MAX_EITHER = 6;
const MAX_CONDITION = 2;

/**
 * Does the fact say enough to be an alternative? That a value is not one of some constants, which is what is
 * left of a chain of comparisons in its last branch, allows everything else; and so does that it is there.
 */
const limits = (d: FactDelta): boolean =>
  d.fact.test === "present"
    ? d.fact.negated
    : !(d.fact.test === "equals" && d.fact.negated && d.fact.each !== true);

/**
 * The alternatives of an "either". One that limits nothing is kept as the condition that it is (`mode` is not
 * "read") where another one holds checks: a later branch on the same condition then knows which one it is in.
 */
function alternatives(ways: readonly (readonly FactDelta[])[]): readonly (readonly FactDelta[])[] {
  const limiting = ways.map((w) => w.filter(limits));
  if (limiting.every((w) => w.length > 0)) return limiting;
  const checked = limiting.some((w) =>
    w.some(({ fact }) => isCheck(fact) || REFUSING.has(fact.test) || fact.each === true),
  );
  return checked ? limiting.map((w, i) => (w.length > 0 ? w : (ways[i] ?? []).slice(0, MAX_CONDITION))) : [];
}

/** The fact by which a choice is shown: a check, where it has one. */
function shownOf(options: readonly (readonly FactDelta[])[]): FactDelta | undefined {
  const all = options.flat().filter((d) => d.fact.test !== "present");
  return all.find((d) => isCheck(d.fact)) ?? all[0];
}

/** Does the map hold all facts of one of the alternatives? */
function implies(map: FactMap, fact: Fact): boolean {
  return fact.options?.some((o) => o.every((d) => map.has(deltaKey(d)))) ?? false;
}

/**
 * Facts that hold on both paths. Where each path has established something of its own, the result says
 * that one or the other holds (`if (p !== base && !p.startsWith(base + sep)) throw`). Checks of one path
 * alone stay as doubts.
 */
export function intersect(a: FactMap, b: FactMap): FactMap {
  if (a === b) return a;
  if (a.size === 0 || b.size === 0) return onlyDoubts(a.size === 0 ? b : a);
  const out = new Map<string, FactDelta>();
  const [ownA, ownB] = [ownFacts(a, b, out), ownFacts(b, a, out)];
  const [doubtsA, doubtsB] = [doubtsAgainst(ownA, b), doubtsAgainst(ownB, a)];
  if (ownA.length === 0 && doubtsB.length === 0) return a;
  const [onlyA, onlyB] = [certain(ownA), certain(ownB)];
  const options = alternatives([...optionsOf(onlyA), ...optionsOf(onlyB)]);
  const first = shownOf(options);
  if (
    first !== undefined &&
    onlyA.length > 0 &&
    onlyB.length > 0 &&
    options.length <= MAX_OPTIONS &&
    options.every((o) => o.length > 0 && o.length <= MAX_OWN)
  ) {
    const fact: Fact = {
      test: "either",
      negated: false,
      against: undefined,
      text: undefined,
      label: first.fact.label,
      site: first.fact.site,
      options,
    };
    const delta = { node: first.node, fact };
    out.set(deltaKey(delta), delta);
  }
  // Where both paths have checks of their own, one or the other holds.
  if (doubtsA.length === 0 || doubtsB.length === 0 || options.length > MAX_OPTIONS)
    addDoubts(out, [...doubtsA, ...doubtsB]);
  return out.size === 0 ? NO_FACTS : out;
}

/** Puts what both maps hold into `out`, and gives what `a` alone has. */
function ownFacts(a: FactMap, b: FactMap, out: Map<string, FactDelta>): FactDelta[] {
  const own: FactDelta[] = [];
  for (const [k, d] of a) {
    if (out.has(k)) continue;
    if (b.has(k) || implies(b, d.fact)) out.set(k, d);
    else own.push(d);
  }
  return own;
}

/** What is left of a path's facts where it meets one that has none. */
function onlyDoubts(facts: FactMap): FactMap {
  if (facts.size === 0) return NO_FACTS;
  if (facts.doubts === undefined) {
    const made = new Map<string, FactDelta>();
    addDoubts(made, doubtsAgainst(facts.values(), NO_FACTS));
    facts.doubts = made.size === 0 ? NO_FACTS : made;
  }
  return facts.doubts;
}

/** One path's own facts as alternatives: a single "either" is taken apart, so that alternatives do not nest. */
function optionsOf(own: readonly FactDelta[]): readonly (readonly FactDelta[])[] {
  const either = own.find((d) => d.fact.options !== undefined);
  const plain = own.filter((d) => d.fact.options === undefined);
  if (either === undefined) return [plain];
  return (either.fact.options ?? []).map((o) => [...o, ...plain]);
}

/** Do two maps hold the same, doubts aside? */
export function sameFacts(a: FactMap, b: FactMap): boolean {
  if (a === b) return true;
  return lacksNone(a, b) && lacksNone(b, a);
}

function lacksNone(a: FactMap, b: FactMap): boolean {
  for (const [k, d] of b) if (d.fact.maybe !== true && !a.has(k)) return false;
  return true;
}

/** Facts of `a` that `b` lacks. */
export function difference(a: FactMap, b: FactMap): FactDelta[] {
  const out: FactDelta[] = [];
  for (const [k, d] of a) if (!b.has(k)) out.push(d);
  return out;
}

/** Deltas that every list has, by key. */
export function commonDeltas(lists: readonly (readonly FactDelta[])[]): FactDelta[] {
  const first = lists[0];
  if (first === undefined) return [];
  const rest = lists.slice(1).map((l) => new Set(l.map(deltaKey)));
  return first.filter((d) => rest.every((s) => s.has(deltaKey(d))));
}

/**
 * What holds when one of several lists holds: what all share, and for the rest that it is one of them.
 * A list with nothing of its own leaves only what is shared.
 */
export function disjoin(lists: readonly (readonly FactDelta[])[]): FactDelta[] {
  const common = commonDeltas(lists);
  if (lists.length < 2 || lists.length > 8) return common;
  const shared = new Set(common.map(deltaKey));
  const own = alternatives(
    lists.map((l) => l.filter((d) => !shared.has(deltaKey(d)) && d.fact.test !== "either")),
  ).map((l) => l.slice(0, MAX_OWN));
  const first = shownOf(own);
  if (first === undefined || own.some((l) => l.length === 0)) return common;
  const fact: Fact = {
    test: "either",
    negated: false,
    against: undefined,
    text: undefined,
    label: first.fact.label,
    site: first.fact.site,
    options: own,
  };
  return [...common, { node: first.node, fact }];
}

/** The facts of a map as text, made once a map. */
export function factsId(facts: FactMap): string {
  return (facts.id ??= [...facts.keys()].join(";"));
}

/** Those facts of a map that speak of values with this root, or might: an "either" that does in each alternative. */
export function factsAbout(facts: FactMap, root: Root): readonly FactDelta[] {
  if (facts.size === 0) return [];
  facts.about ??= new Map();
  let out = facts.about.get(root);
  if (out === undefined) {
    out = [...facts.values()].filter(({ node, fact }) =>
      fact.options === undefined
        ? node.root === root
        : fact.options.every((o) => o.some((d) => d.node.root === root)),
    );
    facts.about.set(root, out);
  }
  return out;
}

/** The same facts, said of every element. */
export function forEach(deltas: readonly FactDelta[]): FactDelta[] {
  return deltas.map((d) => ({ node: d.node, fact: { ...d.fact, each: true } }));
}

/** Facts about elements of what a loop goes over: those hold of all elements once the loop has ended. */
export function elementFacts(facts: FactMap): FactDelta[] {
  const out: FactDelta[] = [];
  for (const d of facts.values()) {
    for (let n: Node | undefined = d.node; n !== undefined; n = n.parent) {
      if (n.op?.op === "flow" && n.op.flow === "element") {
        out.push(d);
        break;
      }
    }
  }
  return out;
}
