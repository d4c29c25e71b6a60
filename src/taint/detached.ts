/**
 * Calls from outside of any function of the tree: what a schema does with a value is found by calling its
 * functions with a symbolic one. Nothing that happens in such a call becomes a flow.
 */
import { argsOf, callValue } from "./call.js";
import type { FactDelta } from "./facts.js";
import type { Node } from "./lineage.js";
import type { Frame, Machine } from "./machine.js";
import { newState } from "./state.js";
import { Summary } from "./summary.js";
import { BOTTOM, type FnObj, UNDEFINED, type Value } from "./values.js";

export interface Detached {
  /** Undefined when the call never returns. */
  readonly result: Value | undefined;
  /** What holds when it has returned. */
  readonly facts: readonly FactDelta[];
}

/** A symbolic value: the root of a lineage that leads to no source. */
export function symbolicNode(m: Machine): Node {
  const top = [...m.modules.values()][0];
  const owner = top === undefined ? {} : outside(m, m.heap.fn(top.module, top.scope.fn, top.scope));
  return m.lineage.rootNode({ kind: "param", id: m.lineage.newRootId(), owner, position: "symbolic" });
}

const outside = (_m: Machine, fn: FnObj): Summary =>
  new Summary(0, fn, UNDEFINED, [], new Map(), new Map(), 0);

/** Calls `fn` (a function of the tree, or a library's) with these arguments. */
export function callDetached(
  m: Machine,
  fn: Value,
  self: Value | undefined,
  positional: readonly Value[],
): Detached | undefined {
  const home = fn.refs.find((r) => r.kind === "fn");
  const top = [...m.modules.values()][0];
  const at =
    home?.kind === "fn"
      ? home
      : top === undefined
        ? undefined
        : m.heap.fn(top.module, top.scope.fn, top.scope);
  if (at === undefined || m.exhausted) return undefined;
  const env = at.env;
  const frame: Frame = {
    summary: outside(m, at),
    module: at.module,
    fn: env.fn,
    env,
    temps: [],
    state: newState(0, BOTTOM),
  };
  const result = callValue(m, frame, fn, self, argsOf(positional), m.site(at.module, at.fn.span));
  if (m.exhausted) return undefined;
  return { result, facts: [...frame.state.facts.values()] };
}
