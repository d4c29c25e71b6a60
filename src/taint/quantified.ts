/**
 * Questions about all elements of a list: `list.every(f)`, `any(f(x) for x in xs)`.
 *
 * Python's comprehension is a loop that appends to a list. What is appended, when it is the answer of a
 * test, is remembered with the list, so that `any` and `all` know what their answer says of the elements.
 */
import { grouped } from "../grouped.js";
import { successors } from "../ir/successors.js";
import type { FunctionIR, Span } from "../ir/types.js";
import { disjoin } from "./choices.js";
import { predOf } from "./conditions.js";
import { whereEmpty } from "./emptiness.js";
import { changed, commonDeltas, deltaKey, type FactDelta, forEach, isOfElement } from "./facts.js";
import type { Node } from "./lineage.js";
import type { Frame } from "./machine.js";
import type { Site } from "./site.js";
import type { State } from "./state.js";
import { joinAll, type Obj, type Pred, type Value } from "./values.js";

/** What `some` or `every` of a test says, given what the test says of one element of `list`. */
export function quantified(kind: "some" | "every", pred: Pred, list: Value | undefined): Pred {
  const [all, one] = kind === "every" ? [pred.whenTrue, pred.whenFalse] : [pred.whenFalse, pred.whenTrue];
  const ofAll = [...all, ...forEach(all.filter((d) => d.fact.each !== true))];
  // Of the other answer only some element is the reason: it says nothing of any one of them.
  const ofOne = one.filter((d) =>
    list === undefined ? kind === "some" || !speaksOfElement(d) : !isElement(d, list),
  );
  return kind === "every" ? { whenTrue: ofAll, whenFalse: ofOne } : { whenTrue: ofOne, whenFalse: ofAll };
}

/** What `some` or `every` says where each element has been tested for itself. */
export function predOfElements(kind: "some" | "every", preds: readonly Pred[]): Pred {
  const all = (of: (p: Pred) => readonly FactDelta[]) => preds.flatMap(of);
  const one = (of: (p: Pred) => readonly FactDelta[]) => oneOfMany(preds.map(of));
  return kind === "some"
    ? { whenTrue: one((p) => p.whenTrue), whenFalse: all((p) => p.whenFalse) }
    : { whenTrue: all((p) => p.whenTrue), whenFalse: one((p) => p.whenFalse) };
}

/** What the answer of one of several calls says, where nobody knows which of them was made: what all say. */
export function commonPred(preds: readonly Pred[]): Pred {
  const common = (of: (p: Pred) => readonly FactDelta[]) => {
    const lists = preds.map(of);
    const all = commonDeltas(lists);
    if (all.length === 0) return all;
    const said = grouped(lists.flat(), deltaKey);
    return all.map((d) => withAgainst(d, said.get(deltaKey(d)) ?? []));
  };
  return { whenTrue: common((p) => p.whenTrue), whenFalse: common((p) => p.whenFalse) };
}

/** The same test of the same value (`same`) may have compared it with another thing in each call. */
function withAgainst(d: FactDelta, same: readonly FactDelta[]): FactDelta {
  if (same.every((other) => other.fact.against === d.fact.against)) return d;
  const all = same.flatMap(({ fact }) => fact.against ?? []);
  return { node: d.node, fact: changed(d.fact, { against: all.length === 0 ? undefined : joinAll(all) }) };
}

/** One of the lists holds. Where each is a comparison of the same value, that is one comparison with several texts. */
function oneOfMany(lists: readonly (readonly FactDelta[])[]): readonly FactDelta[] {
  const [first] = lists[0] ?? [];
  const same = (d: FactDelta | undefined) =>
    d !== undefined &&
    first !== undefined &&
    d.node === first.node &&
    d.fact.test === first.fact.test &&
    d.fact.negated === first.fact.negated &&
    d.fact.text !== undefined;
  if (first !== undefined && lists.every((l) => l.length === 1 && same(l[0]))) {
    const text = [...new Set(lists.flatMap((l) => [...(l[0]?.fact.text ?? [])]))];
    return [{ node: first.node, fact: changed(first.fact, { against: undefined, text }) }];
  }
  return disjoin(lists);
}

/** Is it about an element of some list? */
const speaksOfElement = ({ node, fact }: FactDelta): boolean =>
  fact.options === undefined ? isOfElement(node) : fact.options.some((o) => o.some(speaksOfElement));

function isElement(d: FactDelta, list: Value): boolean {
  for (let n: Node | undefined = d.node; n !== undefined; n = n.parent) {
    if (
      n.op?.op === "flow" &&
      n.op.flow === "element" &&
      n.parent !== undefined &&
      list.taints.includes(n.parent)
    )
      return true;
  }
  return false;
}

/** The answer that a place appends to a list, and whether every element gets there. */
interface Collected {
  readonly pred: Pred;
  readonly always: boolean;
}

/** By the list and the place that appends to it. */
const collected = new WeakMap<Obj, Map<Site, Collected>>();

/** The answer of a test is appended to a list. */
export function noteCollected(f: Frame, list: Obj, v: Value, site: Site): void {
  const pred = predOf(v);
  if (pred.whenTrue.length === 0 && pred.whenFalse.length === 0) return;
  let places = collected.get(list);
  if (places === undefined) collected.set(list, (places = new Map()));
  places.set(site, { pred, always: isUnconditional(f.fn, site.span) });
}

/** With a condition before it (`any(f(x) for x in xs if g(x))`): an element was not tested, for what is known then. */
function ofTested(
  kind: "some" | "every",
  { whenTrue, whenFalse }: Pred,
  untested: readonly FactDelta[],
): Pred {
  return kind === "every"
    ? { whenTrue: disjoin([whenTrue, untested]), whenFalse }
    : { whenTrue, whenFalse: disjoin([whenFalse, untested]) };
}

/** What the truth of `any(list)` or `all(list)` says. */
export function predOfCollected(s: State, list: Value, kind: "some" | "every"): Pred | undefined {
  const found = list.refs.flatMap((r) => [...(collected.get(r)?.values() ?? [])]);
  const [only, ...others] = found;
  if (only === undefined) return undefined;
  if (others.length === 0) {
    const untested = only.always ? undefined : whereEmpty(s, list);
    if (!only.always && untested === undefined) return undefined;
    return quantified(
      kind,
      untested === undefined ? only.pred : ofTested(kind, only.pred, untested),
      undefined,
    );
  }
  if (found.some((c) => !c.always)) return undefined;
  const all = found.map((c) => c.pred);
  const both = { whenTrue: all.flatMap((p) => p.whenTrue), whenFalse: all.flatMap((p) => p.whenFalse) };
  const { whenTrue, whenFalse } = quantified(kind, both, undefined);
  return kind === "every" ? { whenTrue, whenFalse: [] } : { whenTrue: [], whenFalse };
}

const unconditional = new WeakMap<FunctionIR, ReadonlySet<Span>>();

/** Does every round of the innermost loop around the call make it? */
function isUnconditional(fn: FunctionIR, span: Span): boolean {
  let spans = unconditional.get(fn);
  if (spans === undefined) unconditional.set(fn, (spans = findUnconditional(fn)));
  return spans.has(span);
}

function findUnconditional(fn: FunctionIR): ReadonlySet<Span> {
  const out = new Set<Span>();
  const innermost = new Map<number, { readonly size: number; readonly always: boolean }>();
  fn.blocks.forEach((block, head) => {
    const { term } = block;
    if (term.op !== "branch" || !block.instrs.some((i) => i.op === "iterate" && i.dst === term.cond)) return;
    const loop = reachable(fn, term.then, head, undefined);
    loop.delete(head);
    for (const b of loop) {
      const known = innermost.get(b);
      if (known !== undefined && known.size <= loop.size) continue;
      innermost.set(b, { size: loop.size, always: !reachable(fn, term.then, head, b).has(head) });
    }
  });
  for (const [b, { always }] of innermost) {
    if (always) for (const i of fn.blocks[b]?.instrs ?? []) if (i.op === "call") out.add(i.span);
  }
  return out;
}

/** Blocks on ways from `from` that end at `head` and do not enter `without`. */
function reachable(fn: FunctionIR, from: number, head: number, without: number | undefined): Set<number> {
  const seen = new Set<number>();
  const pending = from === without ? [] : [from];
  for (let id = pending.pop(); id !== undefined; id = pending.pop()) {
    if (seen.has(id)) continue;
    seen.add(id);
    const block = id === head ? undefined : fn.blocks[id];
    if (block !== undefined) for (const n of successors(block)) if (n !== without) pending.push(n);
  }
  return seen;
}
