/** Which tool a dispatcher runs: comparisons of the name that was called with constants. */
import type { FactDelta } from "./facts.js";
import type { Node, ParamRoot } from "./lineage.js";
import type { Summary } from "./summary.js";

/** Is it a comparison of the called tool's name with a constant? */
export function isSelection(d: FactDelta): boolean {
  return (
    !d.fact.negated &&
    d.fact.maybe !== true &&
    (d.fact.test === "equals" || d.fact.test === "in-set") &&
    d.fact.text !== undefined &&
    isToolName(d.node, 0)
  );
}

const named = new WeakMap<ParamRoot, boolean>();

function isToolName(node: Node, depth: number): boolean {
  const { op } = node;
  if (op !== undefined && !(op.op === "flow" && KEEPS_NAME.has(op.flow))) return false;
  const { root } = node;
  if (root.kind === "source") return root.source.kind === "tool-name";
  if (depth > 5) return false;
  let known = named.get(root);
  if (known === undefined) {
    known = ((root.owner as Summary).bindings.get(root.position) ?? [])
      .slice(0, 6)
      .some((b) => isToolName(b.node, depth + 1));
    if (depth === 0 || known) named.set(root, known);
  }
  return known;
}

const KEEPS_NAME: ReadonlySet<string> = new Set(["lower", "trim", "identity", "string"]);
