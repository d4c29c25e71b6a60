/**
 * Properties of its first argument that a function has surely replaced when it hands on: a middleware that puts what a
 * schema lets through in the place of what was sent, and calls the function that it was given to go on.
 *
 *   (req, res, next) => { req.body = schema.parse(req.body); next(); }      body
 */
import { successors } from "./successors.js";
import type { BlockId, FunctionIR, Instr, Temp } from "./types.js";

const found = new WeakMap<FunctionIR, readonly string[]>();
const NONE: readonly string[] = [];

/** Names of these properties; none where nothing is handed on. An argument tells that something went wrong. */
export function replacedBy(fn: FunctionIR): readonly string[] {
  let names = found.get(fn);
  if (names === undefined) found.set(fn, (names = fn.params.length < 2 ? NONE : findReplaced(fn)));
  return names;
}

function findReplaced(fn: FunctionIR): readonly string[] {
  const [first, ...others] = fn.params.map(({ variable }) => variable);
  const variables = new Map<Temp, number>();
  const stored = new Set<string>();
  for (const { instrs } of fn.blocks)
    for (const instr of instrs) {
      if (instr.op === "getvar" && instr.ref.depth === 0) variables.set(instr.dst, instr.ref.index);
      if (instr.op === "store" && variables.get(instr.obj) === first) stored.add(instr.key);
    }
  const goesOn = (i: Instr): boolean =>
    i.op === "call" && i.args.length === 0 && others.includes(variables.get(i.callee) ?? -1);
  if (stored.size === 0 || !fn.blocks.some(({ instrs }) => instrs.some(goesOn))) return NONE;
  const stores = (key: string) => (i: Instr) =>
    i.op === "store" && i.key === key && variables.get(i.obj) === first;
  return [...stored].filter((key) => !reaches(fn, goesOn, stores(key)));
}

/** Is there a way from the beginning to such an instruction that passes none of the others? */
function reaches(fn: FunctionIR, wanted: (i: Instr) => boolean, stops: (i: Instr) => boolean): boolean {
  const seen = new Set<BlockId>();
  const open: BlockId[] = [0];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const block = fn.blocks[id];
    if (block === undefined || seen.has(id)) continue;
    seen.add(id);
    const end = block.instrs.findIndex((i) => wanted(i) || stops(i));
    const instr = block.instrs[end];
    if (instr !== undefined && wanted(instr)) return true;
    // Anything before it may throw.
    if (block.handler !== undefined) open.push(block.handler);
    if (instr === undefined) open.push(...successors(block));
  }
  return false;
}
