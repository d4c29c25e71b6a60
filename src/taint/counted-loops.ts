/**
 * Loops that count through a list: they go over its elements as a loop over the list itself does.
 *
 *   for (let i = 0; i < xs.length; i++) check(xs[i])        while i < len(xs): check(xs[i]); i += 1
 *   for i in range(len(xs)): check(xs[i])
 *
 * The counter begins with the first element, and moves on by one where the only way leads back: otherwise some elements
 * may be left out.
 */
import { successors } from "../ir/successors.js";
import type { Block, FunctionIR, Instr, Temp } from "../ir/types.js";
import { blockOrder } from "./block-order.js";
import { loopEnds } from "./loops.js";

/**
 * By the condition of such a loop, the temp with what is gone over; undefined of one that counts through a part of a
 * list only.
 */
export function countedLoops(fn: FunctionIR): ReadonlyMap<Temp, Temp | undefined> {
  const found = new Map<Temp, Temp | undefined>();
  let code: Counting | undefined;
  for (const head of loopEnds(fn).keys()) {
    const { instrs, term } = fn.blocks[head] as Block;
    const test = term.op === "branch" ? instrs.find((i) => "dst" in i && i.dst === term.cond) : undefined;
    if (test?.op === "iterate") {
      code ??= new Counting(fn);
      const range = code.rangeOf(test.src);
      if (range !== undefined) found.set(test.dst, range.list);
    } else if (test?.op === "binary") {
      code ??= new Counting(fn);
      const list = code.countedBy(head, test);
      if (list !== undefined) found.set(test.dst, list);
    }
  }
  return found;
}

/** Empty blocks in a row. */
const MAX_EMPTY = 8;

/** `first`: begins at 0; `next`: one more than it was. */
type Step = "first" | "next" | "other";

/** What a function writes to its variables. */
class Counting {
  private readonly made: (Instr | undefined)[] = [];
  private readonly writes = new Map<number, { readonly block: number; readonly step: Step }[]>();
  /** Variables that are written once, with the length of a list. */
  private readonly lengths = new Map<number, Temp>();
  private readonly before: readonly number[][];

  constructor(private readonly fn: FunctionIR) {
    this.before = fn.blocks.map(() => []);
    for (const { instrs } of fn.blocks) for (const i of instrs) if ("dst" in i) this.made[i.dst] = i;
    fn.blocks.forEach((block, id) => {
      for (const to of successors(block)) this.before[to]?.push(id);
      for (const i of block.instrs)
        if (i.op === "setvar" && i.ref.depth === 0) this.write(id, i.ref.index, i.src);
    });
  }

  private write(block: number, variable: number, src: Temp): void {
    const all = this.writes.get(variable) ?? [];
    this.writes.set(variable, [...all, { block, step: this.stepOf(variable, src) }]);
    const list = this.measuredBy(src);
    if (list !== undefined && all.length === 0) this.lengths.set(variable, list);
    else this.lengths.delete(variable);
  }

  private stepOf(variable: number, src: Temp): Step {
    const made = this.made[src];
    if (made?.op === "const") return made.value === 0 ? "first" : "other";
    if (made?.op !== "add" && (made?.op !== "binary" || made.operator !== "+")) return "other";
    const one = this.made[made.right];
    return this.variableIn(made.left) === variable && one?.op === "const" && one.value === 1
      ? "next"
      : "other";
  }

  private variableIn(temp: Temp): number | undefined {
    const read = this.made[temp];
    return read?.op === "getvar" && read.ref.depth === 0 ? read.ref.index : undefined;
  }

  /** The list whose length a temp holds. */
  private measuredBy(length: Temp): Temp | undefined {
    const made = this.made[length];
    if (made?.op === "load") return made.key === "length" ? made.obj : undefined;
    const [list, ...more] = this.argsOf(length, "len") ?? [];
    return more.length === 0 ? list : undefined;
  }

  /** What a function of the language is called with. */
  private argsOf(result: Temp, name: string): readonly Temp[] | undefined {
    const made = this.made[result];
    const callee = made?.op === "call" ? this.made[made.callee] : undefined;
    return made?.op === "call" && callee?.op === "global" && callee.name === name
      ? made.args.map(({ value }) => value)
      : undefined;
  }

  /** The list through which `range(len(xs))` counts, or a part of one; undefined of other numbers. */
  rangeOf(src: Temp): { readonly list: Temp | undefined } | undefined {
    const args = this.argsOf(src, "range") ?? [];
    const [begin, end] = args.length === 1 ? [undefined, args[0]] : args;
    const list = end === undefined ? undefined : this.listUpTo(end);
    if (list === undefined) return undefined;
    const first = begin === undefined ? undefined : this.made[begin];
    const all = begin === undefined || (first?.op === "const" && first.value === 0);
    return { list: all && args.length < 3 ? list : undefined };
  }

  private listUpTo(bound: Temp): Temp | undefined {
    const variable = this.variableIn(bound);
    return variable === undefined ? this.measuredBy(bound) : this.lengths.get(variable);
  }

  /** The list that the loop goes through while `i < xs.length`, `i !== n`. */
  countedBy(head: number, test: Instr & { readonly op: "binary" }): Temp | undefined {
    const counter = /^(?:<|!==?)$/.test(test.operator) ? this.variableIn(test.left) : undefined;
    const list = counter === undefined ? undefined : this.listUpTo(test.right);
    return counter !== undefined && list !== undefined && this.counts(head, counter) ? list : undefined;
  }

  /** Does the variable begin with 0, and is it one more whenever the loop begins anew? */
  private counts(head: number, counter: number): boolean {
    const all = this.writes.get(counter) ?? [];
    if (all.some(({ step }) => step === "other") || this.fn.params.some((p) => p.variable === counter))
      return false;
    const inside = this.blocksOf(head);
    const back = this.before[head]?.filter((b) => inside.has(b)) ?? [];
    const [own, ...others] = all.filter(({ block }) => inside.has(block));
    const [end] = back.length === 1 ? back : [];
    if (end === undefined || others.length > 0) return false;
    return own?.step === "next" && own.block === this.lastOf(end);
  }

  /** The block itself, or the one before it where nothing stands in it. */
  private lastOf(block: number): number {
    let last = block;
    for (let steps = 0; steps < MAX_EMPTY && this.fn.blocks[last]?.instrs.length === 0; steps++) {
      const [only, ...more] = this.before[last] ?? [];
      if (only === undefined || more.length > 0) break;
      last = only;
    }
    return last;
  }

  /** The blocks of a loop: those from which a way leads back to its head that has not come from there. */
  private blocksOf(head: number): ReadonlySet<number> {
    const inside = new Set([head]);
    const end = loopEnds(this.fn).get(head) ?? 0;
    const order = blockOrder(this.fn);
    const at = order[head] as number;
    const work = (this.before[head] ?? []).filter(
      (b) => (order[b] as number) >= at && (order[b] as number) <= end,
    );
    for (let b = work.pop(); b !== undefined; b = work.pop()) {
      if (inside.has(b)) continue;
      inside.add(b);
      work.push(...(this.before[b] ?? []));
    }
    return inside;
  }
}
