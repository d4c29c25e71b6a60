/**
 * Brings what is known of a call back to its caller: what the caller gave stands in the place of the callee's
 * parameters, in values and in facts.
 */
import { changed, deltaKey, type Fact, type FactDelta, isCheck, seenThrough, weighs } from "./facts.js";
import type { Node, Op } from "./lineage.js";
import type { Machine } from "./machine.js";
import { isNamed, noteReturned } from "./one-sided.js";
import type { Site } from "./site.js";
import type { Applied, Summary } from "./summary.js";
import { fewEnough } from "./union.js";
import type { Obj, Outcome, Value } from "./values.js";

/** Facts that one call carries back to its caller. */
const MAX_CARRIED = 96;

/** Facts that are carried as they come. */
const FEW = 8;

/**
 * Of many facts, certain checks first, and once what several tests say alike (`is_private`, `is_loopback`). How
 * large something is comes behind them: the numbers of an address are compared more often than they are refused.
 */
function telling(deltas: readonly FactDelta[]): readonly FactDelta[] {
  // Few stay as they are, in their order; what came last was established last.
  if (deltas.length <= FEW && !deltas.some(isRanged)) return deltas;
  const seen = new Set<string>();
  const repeats = ({ node, fact }: FactDelta): boolean => {
    const ranged = isRanged({ node, fact });
    if (!ranged && deltas.length <= FEW) return false;
    if (!ranged && (fact.text ?? fact.regex ?? fact.options ?? fact.against) !== undefined) return false;
    const key = `${(ranged ? measured(node) : node).id}${fact.test}${fact.negated}${fact.each}${fact.maybe}`;
    const known = seen.has(key);
    seen.add(key);
    return known;
  };
  const rank = (d: FactDelta): number =>
    d.fact.maybe === true ? 4 : !weighs(d) ? 3 : !isCheck(d.fact) ? 2 : d.fact.options === undefined ? 0 : 1;
  const once = deltas.filter((d) => !repeats(d));
  return deltas.length <= FEW ? once : once.sort((a, b) => rank(a) - rank(b));
}

/** Is it a number of an address, compared with a range? */
const isRanged = ({ node, fact }: FactDelta): boolean => fact.test === "is-ip-private" && node.amount;

/** What a number was read from: the parts of an address are compared with ranges one by one, and all of them tell of it. */
function measured(node: Node): Node {
  let n = node;
  while (n.parent !== undefined && (n.amount || (n.op?.op === "prop" && /^\d+$/.test(n.op.name))))
    n = n.parent;
  return n;
}

/** Brings results of a call back to the caller: what it gave stands in the place of the parameters. */
export class Substitution {
  private readonly known = new Map<FactDelta, readonly FactDelta[]>();
  private readonly replaced = new Map<Node, readonly Node[]>();

  constructor(
    private readonly m: Machine,
    private readonly summary: Summary,
    private readonly given: ReadonlyMap<string, readonly Node[]>,
    private readonly site: Site,
    /** Tells apart what is put in place of the parameters. */
    readonly key: string,
  ) {}

  private nodes(node: Node): readonly Node[] {
    const { root } = node;
    if (root.kind !== "param" || root.owner !== this.summary) return [node];
    const by = this.given.get(root.position);
    return by === undefined ? [] : this.following(node, by);
  }

  /** What `node` does to its root, done to other values; facts of a call speak of few values and of their parts. */
  private following(node: Node, by: readonly Node[]): readonly Node[] {
    const { parent, op, site } = node;
    if (parent === undefined || op === undefined) return by;
    let known = this.replaced.get(node);
    if (known === undefined) {
      const own = this.stored(op);
      known = this.following(parent, by).map((each) => this.m.lineage.extend(each, own, site));
      this.replaced.set(node, known);
    }
    return known;
  }

  /** What was known of a value where it was stored is about the parameters, too. */
  private stored(op: Op): Op {
    if (op.op !== "flow" || op.known === undefined) return op;
    const facts = this.facts(op.known.facts);
    return { ...op, known: { key: facts.map(deltaKey).join(";"), facts } };
  }

  value(v: Value): Value {
    if (
      v.taints.length === 0 ||
      !v.taints.some((n) => n.root.kind === "param" && n.root.owner === this.summary)
    )
      return v;
    const replaced = new Set<Node>();
    for (const n of v.taints) for (const s of this.nodes(n)) replaced.add(s);
    const taints = fewEnough(replaced);
    const out: Value = {
      refs: v.refs,
      consts: v.consts,
      taints,
      unknown: v.unknown || taints.length === 0,
    };
    if (v.pred === undefined) return out;
    return {
      ...out,
      pred: { whenTrue: this.facts(v.pred.whenTrue), whenFalse: this.facts(v.pred.whenFalse) },
    };
  }

  facts(deltas: readonly FactDelta[]): readonly FactDelta[] {
    if (deltas.length === 0) return deltas;
    const out: FactDelta[] = [];
    for (const d of telling(deltas)) {
      // Many values behind one parameter multiply every fact: enough is enough.
      if (out.length >= MAX_CARRIED) break;
      for (const own of this.carried(d)) out.push(own);
    }
    return out;
  }

  /** One fact, of all that stands in the place of its value. The ways out of a function share most of theirs. */
  private carried(d: FactDelta): readonly FactDelta[] {
    let known = this.known.get(d);
    if (known === undefined) {
      const nodes = this.nodes(d.node);
      const fact = nodes.length === 0 ? d.fact : this.behind(d.fact);
      known = nodes.map((node) => ({ node, fact }));
      this.known.set(d, known);
    }
    return known;
  }

  private behind(fact: Fact): Fact {
    return fact.options === undefined
      ? seenThrough(fact, this.site)
      : changed(fact, { through: this.site, options: fact.options.map((o) => this.facts(o)) });
  }
}

/** A way in which a function returned, in the caller's terms: what it established is mostly never asked for. */
export class AppliedOutcome implements Outcome {
  readonly value: Value;
  readonly tag: Obj | undefined;
  private made: readonly FactDelta[] | undefined;

  constructor(
    private readonly substitute: Substitution,
    private readonly own: Outcome,
  ) {
    this.value = substitute.value(own.value);
    this.tag = own.tag;
  }

  get facts(): readonly FactDelta[] {
    return (this.made ??= this.substitute.facts(this.own.facts));
  }
}

const MAX_APPLIED = 64;

/** A summary's result in the caller's terms; the same call has had it before, mostly. */
export function applied(summary: Summary, substitute: Substitution): Applied {
  let known = summary.applied.get(substitute.key);
  if (known === undefined) {
    known = {
      ret: substitute.value(summary.ret),
      outcomes: summary.outcomes.map((o) => new AppliedOutcome(substitute, o)),
      exitFacts: substitute.facts(summary.exitFacts),
      filling: summary.filling && {
        list: summary.filling.list,
        ways: summary.filling.ways.map((o) => new AppliedOutcome(substitute, o)),
      },
    };
    const named = summary.exitFacts.filter(isNamed);
    if (named.length > 0) noteReturned(substitute.facts(named));
    if (summary.applied.size >= MAX_APPLIED) summary.applied.clear();
    summary.applied.set(substitute.key, known);
  }
  return known;
}
