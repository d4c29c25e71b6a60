/**
 * Facts as checks of the value of a flow: what was established of one of the values on its way, or of something made
 * of one.
 */
import { changed, type Fact, type FactDelta } from "./facts.js";
import type { Node, Op, Root } from "./lineage.js";
import { isPlace } from "./positions.js";

export interface Check {
  /** Number of operations that had been applied to the value that was checked. */
  readonly at: number;
  readonly via: readonly Op[];
  readonly fact: Fact;
  /** For "either": the alternatives, each a list of checks. */
  readonly options?: readonly (readonly Check[])[];
}

/**
 * What is known of all that an object holds is known of the property that is read of it behind the check:
 * `Object.values(args).every(isName)`, then `args.unit`. `steps` are those of the flow.
 */
export function ofProperties(check: Check, steps: readonly { readonly op: Op }[]): Check {
  if (check.options !== undefined)
    return { ...check, options: check.options.map((o) => o.map((c) => ofProperties(c, steps))) };
  const { at, via, fact } = check;
  if (fact.each !== true || steps[at]?.op.op !== "prop") return check;
  const [listed, element, second] = via;
  if (listed?.op !== "flow" || element?.op !== "flow" || element.flow !== "element") return check;
  const taken =
    listed.flow === "values"
      ? 2
      : listed.flow === "entries" && second?.op === "prop" && second.name === "1"
        ? 3
        : undefined;
  return taken === undefined
    ? check
    : { at: at + 1, via: via.slice(taken), fact: changed(fact, { each: undefined }) };
}

const CONTAINING: ReadonlySet<Fact["test"]> = new Set(["prefix", "is-within", "contains"]);

/** `commonpath([path, base]) == base` */
function isOfCommonPath(node: Node, test: Fact["test"]): boolean {
  if (test !== "equals") return false;
  for (let n: Node | undefined = node; n?.op !== undefined; n = n.parent)
    if (n.op.op === "flow" && n.op.flow === "path-common") return true;
  return false;
}

/** Is it held against something made of the same input? A folder that the caller names is inside of itself. */
function isWithinItself({ node, fact }: FactDelta): boolean {
  const { test, against, negated } = fact;
  if (against === undefined || negated || !(CONTAINING.has(test) || isOfCommonPath(node, test))) return false;
  const from = node.origin ?? node;
  return against.taints.length > 0 && against.taints.every((n) => (n.origin ?? n) === from);
}

/**
 * A fact as a check of the value after `index` operations, when it is about one of these values or derived
 * from one. All of them have the root `root`.
 */
export function checkOf(d: FactDelta, index: ReadonlyMap<number, number>, root: Root): Check | undefined {
  if (d.fact.options !== undefined) {
    const options: Check[][] = [];
    let at = 0;
    for (const option of d.fact.options) {
      const checks: Check[] = [];
      for (const x of option) {
        const check = checkOf(x, index, root);
        if (check === undefined) continue;
        checks.push(check);
        at = Math.max(at, check.at);
      }
      if (checks.length === 0) return undefined;
      options.push(checks);
    }
    return { at, via: [], fact: d.fact, options };
  }
  if (d.node.root !== root || isWithinItself(d)) return undefined;
  const via: Op[] = [];
  for (let n: Node | undefined = d.node; n !== undefined; n = n.parent) {
    const at = index.get(n.canon);
    if (at !== undefined) return { at, via: via.reverse(), fact: d.fact };
    if (n.op === undefined) continue;
    if (isPlace(n.op) && d.fact.each !== true) return undefined;
    // What is known of a value under the name that one path gave it says nothing of what another path brings.
    if (n.op.op === "flow" && n.op.joined !== undefined && n.op.joined !== "") return undefined;
    via.push(n.op);
  }
  return undefined;
}
