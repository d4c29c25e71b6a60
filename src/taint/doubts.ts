/**
 * Facts in doubt: a check was made on some of the ways that lead to a place, and the others tested nothing
 * of the kind (`if (isAbsolute(p)) { if (!p.startsWith(base)) throw ... }`).
 *
 * Such a fact never holds a flow; it lets the verdict say which check is missing a branch. A test whose two
 * answers both go on (`if (mode === "a") ...; use(mode)`) is a choice, no check, and leaves nothing.
 */
import { changed, deltaKey, type FactDelta, type FactMap, isCheck, oppositeKey } from "./facts.js";

const MAX_DOUBTS = 6;

/** The checks of one way that another way, which holds `other`, has made nothing of. */
export function doubtsAgainst(own: Iterable<FactDelta>, other: FactMap): FactDelta[] {
  const out: FactDelta[] = [];
  for (const d of own) {
    if (out.length >= MAX_DOUBTS) break;
    if (d.fact.maybe === true) out.push(d);
    else if (isCheck(d.fact) && !answered(d, other))
      out.push((d.doubt ??= { node: d.node, fact: changed(d.fact, { maybe: true }) }));
  }
  return out;
}

/** Does the other way hold the other answer of the same test? */
function answered(d: FactDelta, other: FactMap): boolean {
  if (other.size === 0) return false;
  const key = oppositeKey(d);
  return key !== undefined && other.has(key);
}

/** Adds doubts to a map of facts, up to a small number. */
export function addDoubts(to: Map<number, FactDelta>, doubts: readonly FactDelta[]): void {
  let n = 0;
  for (const d of to.values()) if (d.fact.maybe === true) n++;
  for (const d of doubts) {
    const key = deltaKey(d);
    if (to.has(key)) continue;
    if (++n > MAX_DOUBTS) return;
    to.set(key, d);
  }
}

/** Without what is in doubt. */
export function certain(deltas: readonly FactDelta[]): readonly FactDelta[] {
  return deltas.some((d) => d.fact.maybe === true) ? deltas.filter((d) => d.fact.maybe !== true) : deltas;
}
