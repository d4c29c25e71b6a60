/**
 * Facts as checks of the value of a flow: what was established of one of the values on its way, or of something made
 * of one.
 */
import { changed, deltaKey, type Fact, type FactDelta, factId } from "./facts.js";
import type { Node, Op, Root } from "./lineage.js";
import { opId } from "./operations.js";
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
    return isOfProperty(check, steps)
      ? { ...check, options: check.options.map((o) => o.map((c) => ofProperties(c, steps))) }
      : check;
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

const isOfProperty = ({ at, fact, options }: Check, steps: readonly { readonly op: Op }[]): boolean =>
  options === undefined
    ? fact.each === true && steps[at]?.op.op === "prop"
    : options.some((o) => o.some((c) => isOfProperty(c, steps)));

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
 * Facts as checks of the value after `index` operations, where they are about one of these values or derived from
 * one. All of the values have the root `root`.
 *
 * Many facts say the same of such a value: each check is made once, and each choice of checks is told once.
 */
export function checksOf(
  deltas: readonly FactDelta[],
  index: ReadonlyMap<number, number>,
  root: Root,
): readonly Check[] {
  const made = new Checks(index, root);
  const out = new Set<Check>();
  for (const d of deltas) {
    const check = made.of(d);
    if (check !== undefined) out.add(check);
  }
  // Where one of the alternatives is known to hold, the choice says nothing.
  return [...out].filter((c) => c.options?.some((o) => o.every((x) => out.has(x))) !== true);
}

class Checks {
  private readonly byFact = new Map<number, Check | undefined>();
  private readonly bySaying = new Map<string, Check>();
  private readonly numbers = new Map<Check, number>();

  constructor(
    private readonly index: ReadonlyMap<number, number>,
    private readonly root: Root,
  ) {}

  of(d: FactDelta): Check | undefined {
    if (d.fact.options === undefined && (d.node.root !== this.root || isWithinItself(d))) return undefined;
    const key = deltaKey(d);
    if (this.byFact.has(key)) return this.byFact.get(key);
    const check = d.fact.options === undefined ? this.single(d) : this.choice(d, d.fact.options);
    this.byFact.set(key, check);
    return check;
  }

  private single({ node, fact }: FactDelta): Check | undefined {
    const via: Op[] = [];
    for (let n: Node | undefined = node; n !== undefined; n = n.parent) {
      const at = this.index.get(n.canon);
      if (at !== undefined) {
        via.reverse();
        return this.once(`${at}|${factId(fact)}|${via.map(opId).join()}`, () => ({ at, via, fact }));
      }
      if (n.op === undefined) continue;
      if (isPlace(n.op) && fact.each !== true) return undefined;
      // What is known of a value under the name that one path gave it says nothing of what another path brings.
      if (n.op.op === "flow" && n.op.joined !== undefined && n.op.joined !== "") return undefined;
      via.push(n.op);
    }
    return undefined;
  }

  private choice({ fact }: FactDelta, given: NonNullable<Fact["options"]>): Check | undefined {
    const all: Set<Check>[] = [];
    let at = 0;
    for (const option of given) {
      const checks = new Set<Check>();
      for (const x of option) {
        const check = this.of(x);
        if (check === undefined) continue;
        checks.add(check);
        at = Math.max(at, check.at);
      }
      if (checks.size === 0) return undefined;
      all.push(checks);
    }
    const options = leastOf(all).map((o) => [...o]);
    const sayings = options.map((o) => o.map((c) => this.numbers.get(c)).join("&"));
    return this.once(`${fact.maybe === true}:${sayings.join("|")}`, () => ({ at, via: [], fact, options }));
  }

  private once(saying: string, make: () => Check): Check {
    let check = this.bySaying.get(saying);
    if (check === undefined) {
      this.bySaying.set(saying, (check = make()));
      this.numbers.set(check, this.numbers.size);
    }
    return check;
  }
}

/** Without the alternatives that say what another one says and more: whatever holds in that one holds in them. */
function leastOf(options: readonly ReadonlySet<Check>[]): readonly ReadonlySet<Check>[] {
  return options.filter(
    (one, i) =>
      !options.some(
        (other, k) =>
          k !== i && (other.size < one.size || (other.size === one.size && k < i)) && isSubset(other, one),
      ),
  );
}

function isSubset(part: ReadonlySet<Check>, of: ReadonlySet<Check>): boolean {
  for (const c of part) if (!of.has(c)) return false;
  return true;
}
