/**
 * What has been established about a value on the present path.
 *
 * A fact speaks of one lineage node ("`resolve(path)` starts with base + separator"). A fact map is
 * immutable; branches extend it, joins intersect it. What a fact is worth for a sink is not decided here
 * (see verdicts/).
 */
import type { GuardTest } from "../models/types.js";
import { ByNumber } from "./by-number.js";
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
  readonly each?: boolean | undefined;
  /** It was established on some of the ways that lead here, and the others tested nothing of the kind. */
  readonly maybe?: boolean | undefined;
  /** The call of the helper that made the check, seen from where its result is used. */
  readonly through?: Site;
  /** Made on first use; see factId. A fact made from another one is made by `changed`. */
  id?: number | undefined;
  /** Made on first use; see isCheck. */
  check?: boolean | undefined;
}

export interface FactDelta {
  readonly node: Node;
  readonly fact: Fact;
  /** Made on first use; see deltaKey. */
  key?: number;
  /** Made on first use; see weighs. */
  weight?: boolean;
  /** The same in doubt, made on first use. */
  doubt?: FactDelta;
}

/** The same fact but for what is given. */
export const changed = (fact: Fact, by: Partial<Fact>): Fact => ({
  ...fact,
  ...by,
  id: undefined,
  check: undefined,
});

/** The same fact, with what it says and its number, as it is known behind a call. */
export const seenThrough = (fact: Fact, through: Site): Fact => ({
  test: fact.test,
  negated: fact.negated,
  against: fact.against,
  text: fact.text,
  regex: fact.regex,
  options: fact.options,
  label: fact.label,
  site: fact.site,
  each: fact.each,
  maybe: fact.maybe,
  through,
  id: fact.id,
  check: fact.check,
});

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

/** Does it say what kind of value it is (a text, a list)? */
export const isKind = ({ node, fact }: FactDelta): boolean =>
  fact.test === "is-instance" ||
  (fact.test === "equals" && node.op?.op === "flow" && node.op.label === "typeof");

/** Does it say something of the value itself, more than that it is there and of which kind? */
export function weighs(d: FactDelta): boolean {
  return (d.weight ??= isWeighty(d));
}

function isWeighty(d: FactDelta): boolean {
  const { fact } = d;
  if (fact.options !== undefined) return fact.options.some((o) => o.some(weighs));
  if (isCheck(fact) || REFUSING.has(fact.test) || fact.each === true) return true;
  return fact.test === "equals" && !fact.negated && !isKind(d);
}

/** Is it a test, or a choice of tests, that a program refuses a value by? */
export function isCheck(fact: Fact): boolean {
  return (fact.check ??=
    fact.options === undefined
      ? CHECKS.has(fact.test)
      : fact.options.every((o) => o.some((d) => CHECKS.has(d.fact.test))));
}

/** What tells facts apart, as text; of a fact in which only the answer differs with `negated` the other way. */
function factKey(fact: Fact, negated = fact.negated): string {
  const doubt = fact.maybe === true ? "?" : "";
  if (fact.options !== undefined)
    return `${doubt}either(${fact.options.map((o) => o.map(deltaKey).join("&")).join("|")})`;
  if (fact.test === "present") return negated ? "!present" : "present";
  return `${doubt}${negated ? "!" : ""}${fact.each === true ? "*" : ""}${fact.test}|${fact.text?.join("") ?? ""}|${fact.regex?.source ?? ""}`;
}

let lastId = 0;

/**
 * A number that facts have in common which say the same. The numbers given are kept by the place of the test,
 * so that they go with the program that it stands in.
 */
function factId(fact: Fact): number {
  if (fact.id !== undefined) return fact.id;
  const given = (fact.site.facts ??= new Map());
  const key = factKey(fact);
  let id = given.get(key);
  if (id === undefined) given.set(key, (id = ++lastId));
  fact.id = id;
  return id;
}

/** Facts by node, in the order they were found. */
export type FactMap = ReadonlyMap<number, FactDelta> & {
  /** Every fact of it holds a check; set where that was found out. */
  heavy?: boolean;
  /** What is left of it beside a path that knows nothing; made on first use. */
  doubts?: FactMap;
  /** Made on first use; see factsId. */
  id?: string;
  /** Made on first use; see factsAbout. */
  about?: Map<Root, readonly FactDelta[]>;
};
export const NO_FACTS: FactMap = new Map();

let lastKey = 0;

/** What tells facts apart: the value and what is said of it. Kept by the value, for the same reason. */
export function deltaKey(d: FactDelta): number {
  if (d.key !== undefined) return d.key;
  const given = (d.node.canonical.facts ??= new ByNumber());
  const id = factId(d.fact);
  let key = given.get(id);
  if (key === undefined) given.set(id, (key = ++lastKey));
  d.key = key;
  return key;
}

/** The key of the same test with the other answer; undefined where nobody has come by it, and for choices. */
export function oppositeKey({ node, fact }: FactDelta): number | undefined {
  if (fact.options !== undefined) return undefined;
  const id = fact.site.facts?.get(factKey(fact, !fact.negated));
  return id === undefined ? undefined : node.canonical.facts?.get(id);
}

const MAX_FACTS = 160;

export function addFacts(map: FactMap, deltas: readonly FactDelta[]): FactMap {
  let out: Map<number, FactDelta> | undefined;
  let light: number[] | undefined;
  for (const d of deltas) {
    const key = deltaKey(d);
    if ((out ?? map).has(key)) continue;
    if (d.fact.maybe === true && (out ?? map).size >= MAX_FACTS) continue;
    out ??= new Map(map);
    if (d.fact.options !== undefined && !makeRoom(out, d)) continue;
    if (out.size >= MAX_FACTS) {
      light ??= map.heavy === true ? [] : lightOf(out);
      if (!dropOne(out, light, d)) continue;
    }
    out.set(key, d);
    if (light !== undefined && !weighs(d)) light.push(key);
  }
  // A map that was made from this one has what this one has: nobody looks through them all once more.
  if (out !== undefined && light?.length === 0) (out as FactMap).heavy = true;
  return out ?? map;
}

/** Keys of the facts that hold no check, oldest first. */
function lightOf(map: FactMap): number[] {
  const keys: number[] = [];
  map.forEach((d, key) => {
    if (!weighs(d)) keys.push(key);
  });
  return keys;
}

/**
 * Makes room for a fact: the oldest that holds no check goes, then the oldest of all, for what was checked last
 * is what the next call depends on. False when the new one is worth less than all that are there.
 */
function dropOne(map: Map<number, FactDelta>, light: number[], by: FactDelta): boolean {
  while (light.length > 0) if (map.delete(light.shift() as number)) return true;
  if (!weighs(by)) return false;
  for (const oldest of map.keys()) return map.delete(oldest);
  return false;
}

/** Is there room for one more choice of facts? The oldest goes; of those that hold no check, rather. */
function makeRoom(map: Map<number, FactDelta>, choice: FactDelta): boolean {
  let [oldest, least]: (FactDelta | undefined)[] = [];
  let n = 0;
  for (const d of map.values()) {
    if (d.fact.options === undefined) continue;
    oldest ??= d;
    if (least === undefined && !weighs(d)) least = d;
    n++;
  }
  if (n < MAX_EITHER) return true;
  const goes = least ?? (weighs(choice) ? oldest : undefined);
  return goes !== undefined && map.delete(deltaKey(goes));
}

const MAX_EITHER = 24;

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
  a.forEach((d, k) => {
    if (!b.has(k)) out.push(d);
  });
  return out;
}

/** Deltas that every list has, by key. */
export function commonDeltas(lists: readonly (readonly FactDelta[])[]): FactDelta[] {
  const first = lists[0];
  if (first === undefined) return [];
  // The lists are short: looking through them costs less than a set of each.
  return first.filter((d) => {
    const key = deltaKey(d);
    for (let i = 1; i < lists.length; i++)
      if (!lists[i]?.some((other) => deltaKey(other) === key)) return false;
    return true;
  });
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
  return deltas.map((d) => ({ node: d.node, fact: changed(d.fact, { each: true }) }));
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
