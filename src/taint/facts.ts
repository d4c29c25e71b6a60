/**
 * What has been established on the present path: a map of facts (fact.ts), each about one lineage node. A map is
 * immutable; branches extend it, joins intersect it, and it holds only so many.
 */
import { deltaKey, type FactDelta, weighs } from "./fact.js";
import type { Node, Root } from "./lineage.js";

export * from "./fact.js";

/** Facts by node, in the order they were found. */
export type FactMap = ReadonlyMap<number, FactDelta> & {
  /** Every fact of it holds a check; set where that was found out. */
  heavy?: boolean;
  /** What is left of it beside a path that knows nothing; made on first use. */
  doubts?: FactMap;
  /** Ways that met here, told apart by conditions alone: no check is among them so far (see choices.ts). */
  ways?: readonly (readonly FactDelta[])[] | undefined;
  /** Made on first use; see factsId. */
  id?: string;
  /** Made on first use; see factsAbout. */
  about?: Map<Root, readonly FactDelta[]>;
};
export const NO_FACTS: FactMap = new Map();

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

/** Each fact once, in the order in which they come. */
export function distinct(deltas: readonly FactDelta[]): readonly FactDelta[] {
  const seen = new Set<number>();
  return deltas.filter((d) => seen.size !== seen.add(deltaKey(d)).size);
}

/** Deltas that every list has, by key. */
export function commonDeltas(lists: readonly (readonly FactDelta[])[]): FactDelta[] {
  const [first, ...others] = lists;
  if (first === undefined) return [];
  const has = others.map(lookup);
  return first.filter((d) => has.every((list) => list(d)));
}

/** Asks whether a list holds a fact. Looking through a short list costs less than a set of it. */
export function lookup(list: readonly FactDelta[]): (d: FactDelta) => boolean {
  if (list.length <= SHORT) return (d) => list.some((other) => deltaKey(other) === deltaKey(d));
  const keys = new Set(list.map(deltaKey));
  return (d) => keys.has(deltaKey(d));
}

const SHORT = 8;

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

/** Facts about elements of what a loop goes over: those hold of all elements once the loop has ended. */
export function elementFacts(facts: FactMap): FactDelta[] {
  const out: FactDelta[] = [];
  for (const d of facts.values()) {
    if (isOfElement(d.node)) out.push(d);
  }
  return out;
}

/** Is it an element of some list, or something made of one? */
export function isOfElement(node: Node): boolean {
  for (let n: Node | undefined = node; n !== undefined; n = n.parent)
    if (n.op?.op === "flow" && n.op.flow === "element") return true;
  return false;
}
