/**
 * Two places of which the program comes to one: they stand in branches of which one is taken, or the functions around
 * them are called in such branches.
 *
 *   if (mode === "code") registerFew(server);
 *   else registerAll(server);
 */
import { functionsAround } from "../ir/around.js";
import { successors } from "../ir/successors.js";
import type { BlockId, FunctionIR, ModuleIR, Span } from "../ir/types.js";
import type { Recorder } from "../taint/record.js";

interface Placed {
  readonly module: ModuleIR;
  readonly span: Span;
}

/** Calls that are followed back from a place. */
const MAX_CALLS = 8;

/** Is one of the two never come to where the other is? Of a function that is called at several places, nothing is said. */
export function isEither(seen: Recorder, a: Placed, b: Placed): boolean {
  const before = new Map(wayTo(seen, a).map((step) => [step.fn, step.span]));
  for (const { fn, span } of wayTo(seen, b)) {
    const other = before.get(fn);
    if (other === undefined) continue;
    const [first, second] = [blockAt(fn, other), blockAt(fn, span)];
    if (first === undefined || second === undefined || first === second) return false;
    return !leadsTo(fn, first, second) && !leadsTo(fn, second, first);
  }
  return false;
}

interface Step {
  readonly fn: FunctionIR;
  readonly span: Span;
}

/** A place and the calls that lead to it, the last one first, as long as there is only one. */
function wayTo(seen: Recorder, place: Placed): Step[] {
  const out: Step[] = [];
  let at: Placed | undefined = place;
  while (at !== undefined && out.length < MAX_CALLS) {
    const fn: FunctionIR | undefined = functionsAround(at.module, at.span)[0] ?? at.module.functions[0];
    if (fn === undefined) break;
    out.push({ fn, span: at.span });
    const [caller, ...others]: readonly Placed[] = seen.callsOf(fn);
    at = others.length === 0 ? caller : undefined;
  }
  return out;
}

const blockAt = (fn: FunctionIR, span: Span): BlockId | undefined => {
  const block = fn.blocks.findIndex(({ instrs }) => instrs.some((i) => i.op === "call" && i.span === span));
  return block < 0 ? undefined : block;
};

function leadsTo(fn: FunctionIR, from: BlockId, to: BlockId): boolean {
  const met = new Set<BlockId>();
  const open = [from];
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const block = fn.blocks[id];
    if (block === undefined) continue;
    for (const next of [...successors(block), ...(block.handler === undefined ? [] : [block.handler])]) {
      if (next === to) return true;
      if (met.has(next)) continue;
      met.add(next);
      open.push(next);
    }
  }
  return false;
}
