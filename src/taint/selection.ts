/** Which tool a dispatcher runs: comparisons of the name that was called with constants. */
import type { FactDelta } from "./facts.js";
import { HOLE, type Node, type ParamRoot } from "./lineage.js";
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

/** The tools that are chosen by it, by the names that they are listed under. */
export const chosenTools = (d: FactDelta): readonly string[] =>
  (d.fact.text ?? []).map((name) => nameText(name) ?? name);

/** A name as far as it is known: `${prefix}_list` with a prefix that the operator may set is called `list`. */
export function nameText(text: string | undefined): string | undefined {
  if (text === undefined || !text.includes(HOLE)) return text;
  const known = text.replaceAll(new RegExp(`[-_.:/ ]*${HOLE}[-_.:/ ]*`, "g"), "");
  return known === "" ? undefined : known;
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
