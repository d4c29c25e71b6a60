/**
 * From a sink hit back to the sources: walks the bindings of parameter roots until a source is reached.
 *
 * A flow is the sequence of operations from source to sink, the checks that were established on values
 * along it, and the calls it went through. A check may speak of a value derived from one on the way
 * (the host of a URL); `via` holds the operations in between.
 */
import type { Fact, FactDelta, FactMap } from "./facts.js";
import { chain, type Node, type Op, type SourceInfo } from "./lineage.js";
import type { Site } from "./site.js";
import type { SinkHit, Summary } from "./summary.js";

export interface Step {
  readonly op: Op;
  readonly site: Site | undefined;
}

export interface Check {
  /** Number of operations that had been applied to the value that was checked. */
  readonly at: number;
  readonly via: readonly Op[];
  readonly fact: Fact;
  /** For "either": the alternatives, each a list of checks. */
  readonly options?: readonly (readonly Check[])[];
}

export interface CallStep {
  readonly site: Site;
  readonly callee: string;
  /** Operations applied before the call. */
  readonly at: number;
}

export interface Flow {
  readonly source: SourceInfo;
  readonly steps: readonly Step[];
  readonly checks: readonly Check[];
  readonly calls: readonly CallStep[];
  readonly hit: SinkHit;
  /** Tool names that the dispatch on the way selects. */
  readonly selected: readonly string[];
}

const MAX_FLOWS = 64;
const MAX_WALK = 1500;

interface Suffix {
  readonly steps: readonly Step[];
  readonly checks: readonly Check[];
  readonly calls: readonly CallStep[];
  readonly selected: readonly string[];
}

/** All flows into a hit, at most MAX_FLOWS, shortest call chains first. */
export function flowsInto(hit: SinkHit): readonly Flow[] {
  const flows: Flow[] = [];
  let budget = MAX_WALK;
  interface Item {
    readonly node: Node;
    readonly facts: FactMap;
    readonly suffix: Suffix;
    readonly path: ReadonlySet<string>;
  }
  const queue: Item[] = [
    {
      node: hit.node,
      facts: hit.facts,
      suffix: { steps: [], checks: [], calls: [], selected: [] },
      path: new Set(),
    },
  ];
  for (let i = 0; i < queue.length && budget-- > 0 && flows.length < MAX_FLOWS; i++) {
    const { node, facts, suffix, path } = queue[i] as Item;
    const joined = prepend(node, facts, suffix);
    const { root } = node;
    if (root.kind === "source") {
      if (root.source.kind === "tool-name") continue;
      flows.push({ source: root.source, hit, ...joined });
      continue;
    }
    const owner = root.owner as Summary;
    const key = `${owner.id}.${root.position}`;
    if (path.has(key) || path.size > 24) continue;
    for (const b of owner.bindings.get(root.position) ?? []) {
      const calls = [{ site: b.site, callee: b.callee, at: 0 }, ...joined.calls];
      queue.push({
        node: b.node,
        facts: b.facts,
        suffix: { ...joined, calls },
        path: new Set([...path, key]),
      });
    }
  }
  return flows;
}

/** Puts a node's own operations and the facts about them in front of what follows. */
function prepend(node: Node, facts: FactMap, suffix: Suffix): Suffix {
  const nodes = chain(node);
  const steps: Step[] = nodes.slice(1).map((n) => ({ op: n.op as Op, site: n.site }));
  const shift = steps.length;
  const index = new Map<number, number>();
  nodes.forEach((n, i) => {
    index.set(n.canon, i);
    // What is known of the value under its earlier name holds of it as well.
    if (n.bare !== undefined) index.set(n.bare.canon, i);
  });
  const checks: Check[] = [];
  const selected: string[] = [...suffix.selected];
  for (const d of facts.values()) {
    const check = checkOf(d, index);
    if (check !== undefined) checks.push(check);
    else if (isSelection(d)) for (const t of d.fact.text ?? []) if (!selected.includes(t)) selected.push(t);
  }
  return {
    steps: [...steps, ...suffix.steps],
    checks: [...checks, ...suffix.checks.map((c) => moved(c, shift))],
    calls: suffix.calls.map((c) => ({ ...c, at: c.at + shift })),
    selected,
  };
}

function moved(c: Check, by: number): Check {
  return {
    ...c,
    at: c.at + by,
    ...(c.options === undefined ? {} : { options: c.options.map((o) => o.map((x) => moved(x, by))) }),
  };
}

/** A fact as a check of the value after `index` operations, when it is about one of these values or derived from one. */
export function checkOf(d: FactDelta, index: ReadonlyMap<number, number>): Check | undefined {
  if (d.fact.options !== undefined) {
    const options = d.fact.options.map((o) => o.map((x) => checkOf(x, index)).filter((x) => x !== undefined));
    if (options.some((o) => o.length === 0)) return undefined;
    return { at: Math.max(...options.flat().map((c) => c.at)), via: [], fact: d.fact, options };
  }
  const via: Op[] = [];
  for (let n: Node | undefined = d.node; n !== undefined; n = n.parent) {
    const at = index.get(n.canon);
    if (at !== undefined) return { at, via: via.reverse(), fact: d.fact };
    if (n.op !== undefined) via.push(n.op);
  }
  return undefined;
}

/** Is it a comparison of the called tool's name with a constant? */
function isSelection(d: FactDelta): boolean {
  return (
    !d.fact.negated &&
    d.fact.maybe !== true &&
    (d.fact.test === "equals" || d.fact.test === "in-set") &&
    d.fact.text !== undefined &&
    isToolName(d.node, 0)
  );
}

function isToolName(node: Node, depth: number): boolean {
  if (
    node.op !== undefined &&
    !(
      node.op.op === "flow" &&
      (node.op.flow === "lower" ||
        node.op.flow === "trim" ||
        node.op.flow === "identity" ||
        node.op.flow === "string")
    )
  )
    return false;
  const { root } = node;
  if (root.kind === "source") return root.source.kind === "tool-name";
  if (depth > 5) return false;
  return ((root.owner as Summary).bindings.get(root.position) ?? [])
    .slice(0, 6)
    .some((b) => isToolName(b.node, depth + 1));
}
