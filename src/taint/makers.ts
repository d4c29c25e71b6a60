/**
 * Functions that give an object in which their parameters stand.
 *
 *   function parse(args) { return { path: args.path, mode: args.mode ?? "r" }; }
 *
 * What such an object holds speaks of the parameters, and these of everybody who calls: what one tool sends would be
 * read by another. So each of its callers has a context of its own, and with it an object of its own, as long as the
 * function is small and the callers are few.
 */
import type { FunctionIR } from "../ir/types.js";
import type { Node } from "./lineage.js";
import type { Machine } from "./machine.js";
import type { Summary } from "./summary.js";
import type { Obj } from "./values.js";

/** Instructions of a function that is run for each of its callers. */
const MAX_SIZE = 300;
const MAX_CALLERS = 64;
/** How deep in what it gives a parameter is looked for. */
const MAX_DEPTH = 2;
/** Properties that are looked at. */
const MAX_CELLS = 100;
/** The share of the budget up to which callers are told apart. */
const MAX_USED = 0.35;

/** Remembers of a function that has been run whether it gives such an object. */
export function noteMade(summary: Summary): void {
  // Where nothing that was sent is handed over, nothing of it stands in the object.
  if (summary.maker || summary.params.size === 0 || !isSmall(summary.fn.fn)) return;
  const seen = { cells: 0 };
  summary.maker = summary.ret.refs.some((r) => holdsParameters(summary, r, seen));
}

function holdsParameters(summary: Summary, r: Obj, seen: { cells: number }, depth = MAX_DEPTH): boolean {
  if (r.kind !== "object" && r.kind !== "array" && r.kind !== "instance") return false;
  for (const { value } of r.cells.values()) {
    if (++seen.cells > MAX_CELLS) return false;
    if (value.taints.some((node) => isOwn(summary, node))) return true;
    if (depth > 0 && value.refs.some((inner) => holdsParameters(summary, inner, seen, depth - 1)))
      return true;
  }
  return false;
}

/** Is it the function's own parameter, or that of a function by which it made the object? */
function isOwn(summary: Summary, { root }: Node): boolean {
  if (root.kind === "source") return false;
  const owner = root.owner as Summary;
  return owner === summary || (owner.maker && summary.callees.has(owner));
}

/** The context of a call: the one under `key`, or that of the caller. */
export function contextOfCaller(m: Machine, key: string, caller: Summary | undefined): string {
  const first = m.summaries.get(key);
  if (caller === undefined || first?.maker !== true || first.origin.caller === caller) return key;
  // Where it calls itself, it goes on with the same object.
  const running = m.stack.findLast((s) => s === first || s.origin.clonedFrom === first);
  if (running !== undefined) return running.origin.key ?? key;
  if (m.steps > m.limits.instructions * MAX_USED || first.clones >= MAX_CALLERS) return key;
  return `${key}@${caller.id}`;
}

const sizes = new WeakMap<FunctionIR, boolean>();

function isSmall(fn: FunctionIR): boolean {
  let small = sizes.get(fn);
  if (small === undefined) {
    let size = 0;
    for (const block of fn.blocks) size += block.instrs.length;
    sizes.set(fn, (small = size <= MAX_SIZE));
  }
  return small;
}
