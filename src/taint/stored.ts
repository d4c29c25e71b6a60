/**
 * Values that are put into an object keep what is known of them at that place.
 *
 *   this.root = inside(root);       // checked here
 *   ... readFile(this.root)         // used in another function, where nothing of that is known
 *
 * The stored value gets an operation that changes nothing and carries the facts; a flow that comes through
 * it has their checks.
 */
import { deltaKey, type FactDelta } from "./facts.js";
import type { Node } from "./lineage.js";
import type { Frame, Machine } from "./machine.js";
import { speaksOf, tells } from "./one-sided.js";
import type { Value } from "./values.js";

/**
 * A value made of more than this keeps nothing: every fact would be multiplied. What came back from another host does not
 * count, and a text that several branches add something to is made of the same in each way in which it came about.
 */
const MAX_ORIGINS = 6;
const MAX_KNOWN = 8;

/** `word`: it becomes an element of a list, which may be the words of a command line. */
export function asStored(m: Machine, f: Frame, value: Value, word = false): Value {
  const { taints } = value;
  if (taints.length === 0 || f.state.facts.size === 0) return value;
  const near = taints.length > 1 ? taints.filter((node) => !node.answered) : taints;
  if (near.length > MAX_ORIGINS && originsOf(near) > MAX_ORIGINS) return value;
  const stored = taints.map((node) => (near.includes(node) ? storedNode(m, f, node, word) : node));
  return stored.every((node, i) => node === taints[i]) ? value : { ...value, taints: stored };
}

const originsOf = (nodes: readonly Node[]): number => new Set(nodes.map((n) => n.origin ?? n)).size;

function storedNode(m: Machine, f: Frame, node: Node, word: boolean): Node {
  const known = knownOf(f.state.facts.values(), node, word);
  if (known.length === 0) return node;
  const key = known.map(deltaKey).join(";");
  for (let n: Node | undefined = node; n !== undefined; n = n.parent)
    if (n.op?.op === "flow" && n.op.known?.key === key) return node;
  const op = { op: "flow", flow: "identity", label: "", known: { key, facts: known } } as const;
  return m.lineage.extend(node, op, undefined);
}

function knownOf(facts: Iterable<FactDelta>, node: Node, word: boolean): readonly FactDelta[] {
  const known: FactDelta[] = [];
  for (const d of facts) {
    if (d.node.root !== node.root || d.fact.maybe === true || !speaksOf(d, node)) continue;
    // That it is a URL tells with which letter a word can begin, and nothing else.
    if (!tells(d.fact) && !(word && d.fact.test === "is-url")) continue;
    known.push(d);
  }
  // What was checked last is nearest to what is stored.
  return known.slice(-MAX_KNOWN);
}
