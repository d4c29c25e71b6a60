/** The loops of a function: in which order their blocks are taken, and what counts their rounds. */
import { successors } from "../ir/successors.js";
import type { FunctionIR } from "../ir/types.js";
import { blockOrder } from "./block-order.js";
import type { State } from "./state.js";
import type { Value } from "./values.js";

const ends = new WeakMap<FunctionIR, ReadonlyMap<number, number>>();

/** The heads of loops, each with the last position from which a way leads back to it. */
export function loopEnds(fn: FunctionIR): ReadonlyMap<number, number> {
  let found = ends.get(fn);
  if (found !== undefined) return found;
  const order = blockOrder(fn);
  const last = new Map<number, number>();
  fn.blocks.forEach((block, from) => {
    const at = order[from] as number;
    for (const to of successors(block))
      if ((order[to] as number) <= at) last.set(to, Math.max(at, last.get(to) ?? 0));
  });
  ends.set(fn, (found = last));
  return found;
}

/**
 * Of the blocks that wait, the one to take next, or -1: the first one in order, but the head of a loop again only
 * when its body has been gone through.
 */
export function nextBlock(
  waiting: ReadonlySet<number>,
  order: readonly number[],
  ends: ReadonlyMap<number, number>,
): number {
  let found = firstBetween(waiting, order, -1, Number.MAX_SAFE_INTEGER);
  for (;;) {
    const end = found < 0 ? undefined : ends.get(found);
    const inside = end === undefined ? -1 : firstBetween(waiting, order, order[found] as number, end);
    if (inside < 0) return found;
    found = inside;
  }
}

/** Of some blocks the first one behind a position and not behind another, or -1. */
function firstBetween(
  blocks: ReadonlySet<number>,
  order: readonly number[],
  after: number,
  last: number,
): number {
  let found = -1;
  let first = last + 1;
  for (const block of blocks) {
    const at = order[block] as number;
    if (at > after && at < first) {
      found = block;
      first = at;
    }
  }
  return found;
}

const counting = new WeakMap<FunctionIR, ReadonlyMap<number, readonly number[]>>();

/** By the head of a loop, the variables that its body moves on from what they are: `i += 1`. */
function countersOf(fn: FunctionIR): ReadonlyMap<number, readonly number[]> {
  let found = counting.get(fn);
  if (found !== undefined) return found;
  const counters = new Map<number, number[]>();
  const order = blockOrder(fn);
  const moved: { readonly at: number; readonly variable: number }[] = [];
  fn.blocks.forEach(({ instrs }, id) => {
    /** Temps that hold a variable, or what is one step from it. */
    const from = new Map<number, number>();
    for (const i of instrs) {
      if (i.op === "getvar" && i.ref.depth === 0) from.set(i.dst, i.ref.index);
      else if (i.op === "add" || i.op === "binary") {
        const variable = from.get(i.left) ?? from.get(i.right);
        if (variable !== undefined) from.set(i.dst, variable);
      } else if (i.op === "setvar" && i.ref.depth === 0 && from.get(i.src) === i.ref.index)
        moved.push({ at: order[id] as number, variable: i.ref.index });
    }
  });
  for (const [head, end] of loopEnds(fn)) {
    const begin = order[head] as number;
    const own = moved.filter(({ at }) => at >= begin && at <= end).map(({ variable }) => variable);
    if (own.length > 0) counters.set(head, [...new Set(own)]);
  }
  counting.set(fn, (found = counters));
  return found;
}

/**
 * What enters a loop, with the numbers that the loop counts taken for any number: round after round would only bring
 * the next one.
 */
export function enterLoop(fn: FunctionIR, head: number, state: State): void {
  for (const variable of countersOf(fn).get(head) ?? []) {
    const v = state.vars.get(variable);
    if (v?.consts.some(isNumber)) state.vars.set(variable, anyNumber(v));
  }
}

const isNumber = (c: unknown): boolean => typeof c === "number";

const anyNumber = (v: Value): Value => ({
  refs: v.refs,
  consts: v.consts.filter((c) => !isNumber(c)),
  taints: v.taints,
  unknown: true,
});
