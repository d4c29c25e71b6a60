/**
 * Values that only one of two joining paths brings, with what that path had established about them.
 *
 *   if (!allowed(target)) target = "/home";     the caller's text comes from the path on which it is allowed
 *   const id = match ? match[1] : null;         the piece comes from the path on which there was a match
 *
 * The value gets a name of its own from the join on (an operation "joined" right behind its root), and what
 * the path had established is known of that name wherever the value goes. The name stands for the same value
 * as before: `Node.bare` leads back. Two values of one root go by two names: what was checked of the one that
 * one path made says nothing of the one that the other made.
 */
import { grouped } from "../grouped.js";
import { asksForNumbers, changed, deltaKey, type Fact, type FactDelta, isCheck } from "./facts.js";
import type { LineageStore, Node } from "./lineage.js";
import type { Value } from "./values.js";

const MAX_JOINS = 1;
/**
 * A value made of more than this is not renamed: every name is multiplied by every later check. What came back
 * from another host is not renamed, and does not count.
 */
const MAX_NAMES = 3;

/** Where paths join: a store to make names in, and a key of the place. */
export interface JoinPoint {
  readonly lineage: LineageStore;
  readonly key: string;
}

export interface OneSided {
  readonly value: Value;
  /** What is known of the new names. */
  readonly facts: readonly FactDelta[];
}

/** Renames what `value` brings and `other` does not, where `own` says something of it. */
export function oneSided(
  at: JoinPoint,
  value: Value,
  other: Value,
  own: readonly FactDelta[],
): OneSided | undefined {
  if (value.taints.length === 0 || own.length === 0 || countNear(value) > MAX_NAMES) return undefined;
  const telling = own.filter((d) => tells(d.fact));
  if (telling.length === 0) return undefined;
  const facts: FactDelta[] = [];
  let renamed = false;
  const taints = value.taints.map((node) => {
    if (
      node.answered ||
      other.taints.includes(node) ||
      (node.bare !== undefined && joins(node, at.key) > MAX_JOINS)
    )
      return node;
    const about = telling.filter((d) => d.node.root === node.root && speaksOf(d, node));
    if (about.length === 0) return node;
    renamed = true;
    const name = `${at.key}${OF}${node.canon}`;
    const known = about.map((d) => rename(at, d, name));
    facts.push(...known);
    const made = under(at, node, name);
    noteKnown(made, known);
    return made;
  });
  return renamed ? { value: { ...value, taints: [...new Set(taints)] }, facts } : undefined;
}

/** Of how many values that did not take the way over another host is it made? */
function countNear({ taints }: Value): number {
  let n = 0;
  for (const node of taints) if (!node.answered) n++;
  return n;
}

/** Number of joins in the name of a node; many when this one is among them. */
function joins(node: Node, key: string): number {
  let n = 1;
  for (let step: Node | undefined = node; step !== undefined; step = step.parent) {
    if (step.op?.op !== "flow" || step.op.joined === undefined) continue;
    if (isNamedAt(key, step.op.joined)) return MAX_JOINS + 1;
    n++;
  }
  return n;
}

const TELLING: ReadonlySet<Fact["test"]> = new Set(["equals", "less-than", "is-absolute"]);

/** Does the fact decide about the value? */
export function tells(fact: Fact): boolean {
  if (fact.options !== undefined) return fact.options.every((o) => o.some((d) => tells(d.fact)));
  return isCheck(fact) || TELLING.has(fact.test) || (!fact.negated && asksForNumbers(fact));
}

/** Is the fact about the node, about what it is made of, or about something made of these? */
export function speaksOf(d: FactDelta, node: Node): boolean {
  for (let n: Node | undefined = d.node; n !== undefined; n = n.parent) {
    // Siblings in one object of arguments have nothing to do with each other.
    if (isPartOf(n, node))
      return n.parent !== undefined || n === d.node || n.root.kind === "param" || n.canon === node.canon;
  }
  return false;
}

function isPartOf(n: Node, node: Node): boolean {
  for (let x: Node | undefined = node; x !== undefined && x.depth >= n.depth; x = x.parent)
    if (x.canon === n.canon) return true;
  return false;
}

/** What stands in a name between the place of the join and the value. */
const OF = "/";

const isNamedAt = (key: string, name: string): boolean => name.startsWith(key) && name[key.length] === OF;

/** The join that a node has its name from, the last one, and which of the values that met there it was. */
export function variantOf(node: Node): { readonly join: string; readonly variant: string } | undefined {
  for (let n: Node | undefined = node; n !== undefined; n = n.parent) {
    const [join, variant] = n.op?.op === "flow" ? (n.op.joined?.split(OF) ?? []) : [];
    if (join !== undefined && variant !== undefined) return { join, variant };
  }
  return undefined;
}

function under(at: JoinPoint, node: Node, name: string): Node {
  let root = node;
  while (root.parent !== undefined) root = root.parent;
  return at.lineage.substitute(node, at.lineage.joined(root, name));
}

function rename(at: JoinPoint, d: FactDelta, name: string): FactDelta {
  const { options } = d.fact;
  const fact =
    options === undefined
      ? d.fact
      : changed(d.fact, {
          options: options.map((o) => o.map((x) => (x.node.root === d.node.root ? rename(at, x, name) : x))),
        });
  return { node: under(at, d.node, name), fact };
}

/** What was known of the values of a name wherever it was given to one, as numbers. */
const knownFromBegin = new WeakMap<Node, ReadonlySet<number>>();

function noteKnown(node: Node, facts: readonly FactDelta[]): void {
  const name = lastName(node);
  if (name === undefined) return;
  const keys = facts.map(deltaKey);
  const before = knownFromBegin.get(name);
  knownFromBegin.set(name, new Set(before === undefined ? keys : keys.filter((k) => before.has(k))));
}

/** What a called function knows of the names that it gave to what it returns is known of them, by its caller, from the begin. */
export function noteReturned(facts: readonly FactDelta[]): void {
  for (const [name, known] of grouped(facts, ({ node }) => lastName(node))) noteKnown(name, known);
}

/** Does the fact speak of a value that got a name at a join, and is it sure? */
export const isNamed = ({ node, fact }: FactDelta): boolean => node.bare !== undefined && fact.maybe !== true;

/** The root of the node under the name that it got last, at whatever join. */
function lastName(node: Node): Node | undefined {
  for (let n: Node | undefined = node; n !== undefined; n = n.parent)
    if (n.op?.op === "flow" && n.op.joined !== undefined && n.op.joined !== "") return n;
  return undefined;
}

type Side = readonly [value: Value, facts: readonly FactDelta[]];

/**
 * What is known after the join of the names made there: what the path knows that brings the value; where
 * both bring it, what both know. Of names that were made before (in the body of a loop, of which this is the head),
 * what was known from the begin.
 */
export function namedFacts(at: JoinPoint, a: Side, b: Side): FactDelta[] {
  const [inA, inB] = [namesIn(at, a[0]), namesIn(at, b[0])];
  if (inA.size === 0 && inB.size === 0) return [];
  const known = (side: Side) => side[1].filter((d) => d.node.bare !== undefined);
  const [fromA, fromB] = [known(a), known(b)];
  const keysB = new Set(fromB.map(deltaKey));
  const of = (d: FactDelta, names: ReadonlySet<Node>) => {
    const here = nameOf(at, d.node);
    if (here !== undefined) return names.has(here);
    const earlier = lastName(d.node);
    return earlier !== undefined && names.has(earlier) && isFromBegin(d, earlier);
  };
  return [
    ...fromA.filter((d) => of(d, inA) && (!of(d, inB) || keysB.has(deltaKey(d)))),
    ...fromB.filter((d) => of(d, inB) && !of(d, inA)),
  ];
}

const isFromBegin = (d: FactDelta, name: Node): boolean =>
  knownFromBegin.get(name)?.has(deltaKey(d)) === true;

const isOf = (at: JoinPoint, { op }: Node): boolean =>
  op?.op === "flow" && op.joined !== undefined && isNamedAt(at.key, op.joined);

/** Does it bring a value that got a name at some join? */
export const hasNames = (v: Value): boolean => v.taints.some((n) => n.bare !== undefined);

/** Or nothing else? */
export const areNamed = (v: Value): boolean => v.taints.every((n) => n.bare !== undefined);

function namesIn(at: JoinPoint, v: Value): ReadonlySet<Node> {
  const out = new Set<Node>();
  for (const n of v.taints) {
    const name = n.bare === undefined ? undefined : (nameOf(at, n) ?? lastName(n));
    if (name !== undefined) out.add(name);
  }
  return out;
}

/** The root of the node under the name of this join. */
function nameOf(at: JoinPoint, node: Node): Node | undefined {
  for (let n: Node | undefined = node; n !== undefined; n = n.parent) if (isOf(at, n)) return n;
  return undefined;
}
