/**
 * Joins the lists that a value is made of, each up to a limit.
 *
 * Keeps the order in which things were met, so that the same program gives the same lists. What is beyond
 * a limit is left out, with one exception that is said below. Knows nothing of what a value means.
 */
import type { Node } from "./lineage.js";

export const MAX_TAINTS = 24;
/** Beyond MAX_TAINTS a value takes on only what comes from an origin that it has not met, up to this many. */
const MAX_ORIGINS = 40;

/** What is in one of the lists, at most `max`; `a` itself when `b` adds nothing. */
export function union<T>(a: readonly T[], b: readonly T[], max: number): readonly T[] {
  if (b.length === 0 || a === b) return a;
  if (a.length === 0) return b;
  if (a.length + b.length > 24) return unionLarge(a, b, max);
  let out: T[] | undefined;
  for (const x of b) {
    if (a.includes(x) || out?.includes(x)) continue;
    if (a.length + (out?.length ?? 0) >= max) break;
    (out ??= []).push(x);
  }
  return out === undefined ? a : [...a, ...out];
}

function unionLarge<T>(a: readonly T[], b: readonly T[], max: number): readonly T[] {
  if (a.length >= max) return a;
  const seen = new Set(a);
  const out: T[] = [];
  for (const x of b) {
    if (seen.has(x)) continue;
    if (seen.size >= max) break;
    seen.add(x);
    out.push(x);
  }
  return out.length === 0 ? a : [...a, ...out];
}

/**
 * One parameter spliced in along many paths must not crowd the others out: where the limit is met, one node
 * for each further origin still goes in.
 */
export function unionOfTaints(a: readonly Node[], b: readonly Node[]): readonly Node[] {
  const out = union(a, b, MAX_TAINTS);
  if (out.length < MAX_TAINTS || b.length === 0 || a === b) return out;
  return withNewOrigins(out, b);
}

/** As many nodes as one value keeps. */
export function fewEnough(nodes: ReadonlySet<Node>): readonly Node[] {
  const all = [...nodes];
  return all.length <= MAX_TAINTS ? all : withNewOrigins(all.slice(0, MAX_TAINTS), all);
}

/** `nodes`, and of `more` one node for each origin that `nodes` lack. */
export function withNewOrigins(nodes: readonly Node[], more: Iterable<Node>): readonly Node[] {
  let added: Node[] | undefined;
  for (const n of more) {
    if (nodes.length + (added?.length ?? 0) >= MAX_ORIGINS) break;
    // Both lists are short, and mostly the same: looking through them makes nothing that has to be thrown away.
    if (nodes.includes(n) || comesFrom(nodes, n) || (added !== undefined && comesFrom(added, n))) continue;
    (added ??= []).push(n);
  }
  return added === undefined ? nodes : [...nodes, ...added];
}

/** Does one of the nodes come from where this one comes from? */
function comesFrom(nodes: readonly Node[], node: Node): boolean {
  const origin = node.origin ?? node;
  for (const n of nodes) if ((n.origin ?? n) === origin) return true;
  return false;
}
