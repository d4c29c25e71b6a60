/**
 * What a called function left in a list or an object, in the terms of the function that called it.
 *
 * A result is translated when the call returns; what stands inside an object it returned still speaks of the
 * callee's parameters. A check of such a value is a check of what the caller handed over, so the caller's own
 * values take its place, or stand beside it where others have called that function, too.
 */
import { changed, deltaKey, type FactDelta } from "./facts.js";
import type { Node, Op, Root } from "./lineage.js";
import type { Frame, Machine } from "./machine.js";
import type { Binding, Summary } from "./summary.js";
import { fewEnough } from "./union.js";
import type { Value } from "./values.js";

/** How many calls may lie between the function that made the object and the one that reads it. */
const MAX_DEPTH = 3;
/** Values of the caller behind one parameter that are followed. */
const MAX_GIVEN = 4;

/** The value as it was read from an object, in the reader's terms as far as it has called what made the object. */
export function withOwnTerms(m: Machine, f: Frame, v: Value): Value {
  if (v.taints.every((n) => !isForeign(f, n))) return v;
  const { owned, callees } = f.summary;
  // Nothing but a new call changes the answer.
  const at = m.bound + callees.size;
  const known = owned.get(v);
  if (known?.at === at) return known.value;
  const value = inOwnTerms(m, f, v);
  owned.set(v, { at, value });
  return value;
}

function inOwnTerms(m: Machine, f: Frame, v: Value): Value {
  const taints = new Set<Node>();
  for (const n of v.taints) {
    const own = isForeign(f, n) ? ownTerms(m, f, n, MAX_DEPTH) : [];
    if (own.length === 0 || !calledOnlyBy(f, n)) taints.add(n);
    for (const node of own) taints.add(node);
  }
  return { ...v, taints: fewEnough(taints) };
}

function calledOnlyBy(f: Frame, { root }: Node): boolean {
  if (root.kind === "source") return false;
  const given = (root.owner as Summary).bindings.get(root.position) ?? [];
  return given.length <= MAX_GIVEN && given.every(({ caller }) => caller === f.summary);
}

/** Does the value speak of a parameter of some other function? */
const isForeign = (f: Frame, { root }: Node): boolean => root.kind === "param" && root.owner !== f.summary;

function ownTerms(m: Machine, f: Frame, node: Node, depth: number): readonly Node[] {
  const { root } = node;
  if (root.kind === "source") return depth < MAX_DEPTH ? [node] : [];
  const owner = root.owner as Summary;
  if (owner === f.summary) return [node];
  if (depth === 0) return [];
  const own: Node[] = [];
  // What can lead to nothing is not made.
  for (const b of latestFor(f.summary, owner.bindings.get(root.position)))
    if (depth > 1 || b.node.root.kind === "source" || b.node.root.owner === f.summary)
      own.push(...ownTerms(m, f, moved(m, node, b.node), depth - 1));
  return own;
}

/** The node with another in place of its root; what was known where it was put in an object is said of that one. */
export function moved(m: Machine, node: Node, by: Node): Node {
  let known = movedTo.get(by);
  if (known === undefined) movedTo.set(by, (known = new Map()));
  return movedOnto(m, node, by, known);
}

/** What nodes became with another in place of their root: every return of a handler asks for the same again. */
const movedTo = new WeakMap<Node, Map<Node, Node>>();

function movedOnto(m: Machine, node: Node, by: Node, known: Map<Node, Node>): Node {
  const { parent, op } = node;
  if (parent === undefined || op === undefined) return by;
  let made = known.get(node);
  if (made === undefined) {
    made = m.lineage.extend(movedOnto(m, parent, by, known), movedOp(m, node, op, by), node.site);
    known.set(node, made);
  }
  return made;
}

function movedOp(m: Machine, { root }: Node, op: Op, by: Node): Op {
  if (op.op !== "flow" || op.known === undefined) return op;
  const facts = op.known.facts.map((d) => movedFact(m, d, root, by));
  return { ...op, known: { key: facts.map(deltaKey).join(";"), facts } };
}

function movedFact(m: Machine, { node, fact }: FactDelta, root: Root, by: Node): FactDelta {
  const options = fact.options?.map((o) => o.map((d) => movedFact(m, d, root, by)));
  return {
    node: node.root === root ? m.lineage.substitute(node, by) : node,
    fact: options === undefined ? fact : changed(fact, { options }),
  };
}

/** Of many calls the latest ones that the function made itself, or what it calls made. */
function latestFor(summary: Summary, bindings: readonly Binding[] = []): readonly Binding[] {
  const latest: Binding[] = [];
  for (let i = bindings.length - 1; i >= 0 && latest.length < MAX_GIVEN; i--) {
    const b = bindings[i] as Binding;
    if (b.caller === summary || (b.caller !== undefined && summary.callees.has(b.caller))) latest.push(b);
  }
  return latest.reverse();
}
