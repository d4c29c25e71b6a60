/**
 * Which variables may still be read from the begin of a block on. Where paths join, what the others hold is of no
 * use: the variables of a loop's body would keep the loop going round until they, too, are stable.
 *
 * Variables that a nested function sees are always of use.
 */
import { successors } from "../ir/successors.js";
import type { FunctionIR, Instr } from "../ir/types.js";
import { blockOrder } from "./block-order.js";

/** A set of variables: bit `i & 31` of word `i >> 5`. */
export type VariableSet = Uint32Array;

const sets = new WeakMap<FunctionIR, readonly VariableSet[]>();

/** By block, the variables that may be read from its begin on. */
export function liveVariables(fn: FunctionIR): readonly VariableSet[] {
  let live = sets.get(fn);
  if (live === undefined) sets.set(fn, (live = compute(fn)));
  return live;
}

function compute(fn: FunctionIR): readonly VariableSet[] {
  const always = seenFromInside(fn);
  const live = fn.blocks.map(() => always.slice());
  const [read, written] = [live.map((set) => set.slice()), live.map((set) => new Uint32Array(set.length))];
  fn.blocks.forEach(({ instrs }, id) => {
    for (const instr of instrs) note(instr, read[id] as VariableSet, written[id] as VariableSet);
  });
  const order = blockOrder(fn);
  const last = fn.blocks.map((_, id) => id).sort((a, b) => (order[b] as number) - (order[a] as number));
  for (let changed = true; changed; ) {
    changed = false;
    for (const id of last) {
      const block = fn.blocks[id] as FunctionIR["blocks"][number];
      const into = live[id] as VariableSet;
      const [own, kept] = [read[id] as VariableSet, written[id] as VariableSet];
      const next = successors(block);
      for (let w = 0; w < into.length; w++) {
        let behind = 0;
        for (const to of next) behind |= live[to]?.[w] as number;
        let word = (own[w] as number) | (behind & ~(kept[w] as number));
        // Anything in the block may throw, before it has written.
        if (block.handler !== undefined) word |= live[block.handler]?.[w] as number;
        if (word >>> 0 === into[w]) continue;
        into[w] = word;
        changed = true;
      }
    }
  }
  return live;
}

/** Reads before any write, and writes, of one instruction behind those that are known. */
function note(instr: Instr, read: VariableSet, written: VariableSet): void {
  if (instr.op !== "getvar" && instr.op !== "setvar") return;
  const { depth, index } = instr.ref;
  if (depth !== 0) return;
  const [word, bit] = [index >> 5, 1 << (index & 31)];
  if (instr.op === "setvar") written[word] = (written[word] as number) | bit;
  else if (((written[word] as number) & bit) === 0) read[word] = (read[word] as number) | bit;
}

/** Variables that are read without being named: by nested functions, and parameters as `arguments`. */
function seenFromInside(fn: FunctionIR): VariableSet {
  const seen = new Uint32Array((fn.vars.length + 31) >> 5);
  const add = (index: number) => {
    seen[index >> 5] = (seen[index >> 5] as number) | (1 << (index & 31));
  };
  fn.vars.forEach(({ captured }, index) => {
    if (captured) add(index);
  });
  if (fn.blocks.some(({ instrs }) => instrs.some(({ op }) => op === "arguments")))
    for (const { variable } of fn.params) add(variable);
  return seen;
}
