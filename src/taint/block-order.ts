/** In which order the blocks of a function are taken, and where the parts that a handler guards begin. */
import { successors } from "../ir/successors.js";
import type { Block, FunctionIR } from "../ir/types.js";

function withHandler(block: Block | undefined): readonly number[] {
  if (block === undefined) return [];
  return block.handler === undefined ? successors(block) : [block.handler, ...successors(block)];
}

const orders = new WeakMap<FunctionIR, number[]>();

/** Position of each block in reverse post-order. */
export function blockOrder(fn: FunctionIR): number[] {
  let order = orders.get(fn);
  if (order !== undefined) return order;
  const seen = new Array<boolean>(fn.blocks.length).fill(false);
  const post: number[] = [];
  const stack: [number, number][] = [];
  const visit = (root: number) => {
    if (seen[root]) return;
    seen[root] = true;
    stack.push([root, 0]);
    while (stack.length > 0) {
      const top = stack[stack.length - 1] as [number, number];
      const next = withHandler(fn.blocks[top[0]])[top[1]++];
      if (next === undefined) {
        post.push(top[0]);
        stack.pop();
      } else if (!seen[next]) {
        seen[next] = true;
        stack.push([next, 0]);
      }
    }
  };
  visit(0);
  order = new Array<number>(fn.blocks.length).fill(Number.MAX_SAFE_INTEGER);
  post.reverse().forEach((id, i) => {
    (order as number[])[id] = i;
  });
  orders.set(fn, order);
  return order;
}

const entries = new WeakMap<FunctionIR, ReadonlySet<number>>();

/** Can the block be reached from one that another handler guards, or none? */
export function entersGuarded(fn: FunctionIR, block: number): boolean {
  let entering = entries.get(fn);
  if (entering === undefined) {
    const found = new Set([0]);
    for (const from of fn.blocks)
      for (const to of withHandler(from)) if (fn.blocks[to]?.handler !== from.handler) found.add(to);
    entering = found;
    entries.set(fn, entering);
  }
  return entering.has(block);
}
