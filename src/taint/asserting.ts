/**
 * Functions that are given the answer of a test, and go on only where it is yes:
 *
 *   function invariant(condition, message) { if (!condition) throw new Error(message); }
 *   invariant(NAME.test(name), "bad name");
 */
import { successors } from "../ir/successors.js";
import type { BlockId, FunctionIR } from "../ir/types.js";
import { refine } from "./conditions.js";
import type { CallArgs, Frame } from "./machine.js";

/** Behind the call, what the answers say that it was given holds. */
export function noteAsserted(f: Frame, fn: FunctionIR, args: CallArgs): void {
  for (const i of assertedBy(fn)) {
    const param = fn.params[i];
    const given = param === undefined ? undefined : (args.names.get(param.name) ?? args.positional[i]);
    if (given?.pred !== undefined || given?.outcomes !== undefined) refine(f.state, given, true);
  }
}

const known = new WeakMap<FunctionIR, readonly number[]>();
const NONE: readonly number[] = [];

/** Positions of the parameters without whose truth the function does not return. */
function assertedBy(fn: FunctionIR): readonly number[] {
  let positions = known.get(fn);
  if (positions === undefined) known.set(fn, (positions = fn.async || fn.generator ? NONE : lookedAt(fn)));
  return positions;
}

function lookedAt(fn: FunctionIR): readonly number[] {
  const variables = testedVariables(fn);
  if (variables.size === 0) return NONE;
  const found: number[] = [];
  fn.params.forEach((param, i) => {
    const edges = variables.get(param.variable);
    if (edges !== undefined && param.rest === undefined && !returnsWithout(fn, edges)) found.push(i);
  });
  return found;
}

/** Variables that decide a branch and are never written, with the ways that are taken where they are true. */
function testedVariables(fn: FunctionIR): ReadonlyMap<number, ReadonlySet<string>> {
  const read = new Map<number, { readonly variable: number; readonly negated: boolean }>();
  const written = new Set<number>();
  for (const { instrs } of fn.blocks)
    for (const i of instrs) {
      if (i.op === "setvar" && i.ref.depth === 0) written.add(i.ref.index);
      else if (i.op === "getvar" && i.ref.depth === 0)
        read.set(i.dst, { variable: i.ref.index, negated: false });
      else if (i.op === "unary" && i.operator === "!") {
        const of = read.get(i.src);
        if (of !== undefined) read.set(i.dst, { ...of, negated: !of.negated });
      }
    }
  const tested = new Map<number, Set<string>>();
  fn.blocks.forEach(({ term }, id) => {
    const of = term.op === "branch" ? read.get(term.cond) : undefined;
    if (term.op !== "branch" || of === undefined || written.has(of.variable)) return;
    let edges = tested.get(of.variable);
    if (edges === undefined) tested.set(of.variable, (edges = new Set()));
    edges.add(edge(id, of.negated ? term.otherwise : term.then));
  });
  return tested;
}

const edge = (from: BlockId, to: BlockId): string => `${from}>${to}`;

/** Is there a way to the end of the function that takes none of these edges? */
function returnsWithout(fn: FunctionIR, edges: ReadonlySet<string>): boolean {
  const open: BlockId[] = [0];
  const seen = new Set(open);
  for (let id = open.pop(); id !== undefined; id = open.pop()) {
    const block = fn.blocks[id];
    if (block === undefined) continue;
    const { term, handler } = block;
    if (term.op === "return") return true;
    const next = successors(block);
    for (const to of handler === undefined ? next : [...next, handler]) {
      if (seen.has(to) || edges.has(edge(id, to))) continue;
      seen.add(to);
      open.push(to);
    }
  }
  return false;
}
