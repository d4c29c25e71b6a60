/**
 * What the interpreter saw besides flows: each call that leaves the tree, and each branch on a value that
 * a request may have brought. Read after the analysis by the view of a server's deployment and by the
 * checks; the engine itself never reads it.
 *
 * One record a place and access path; the arguments of all calling contexts are joined.
 */
import type { FunctionIR } from "../ir/types.js";
import type { Fact, FactMap } from "./facts.js";
import type { Node } from "./lineage.js";
import type { CallArgs, Frame } from "./machine.js";
import { chosenTools, isSelection } from "./selection.js";
import type { Site } from "./site.js";
import type { Summary } from "./summary.js";
import { BOTTOM, type ExtObj, join, plain, type Value } from "./values.js";

export interface CallRecord {
  /** Access path of what is called: "express().listen". */
  readonly path: string;
  /** The callee, which may be the result of another call (a decorator, a curried function). */
  readonly callee: ExtObj;
  readonly site: Site;
  /** The function it stands in. */
  readonly fn: FunctionIR;
  /** One of the activations in which it was seen. */
  readonly summary: Summary;
  self: Value;
  readonly args: Value[];
  readonly names: Map<string, Value>;
  /** Arguments that a spread brings, at positions that are not known. */
  rest: Value;
  /** The same by activation, as far as these are kept apart. */
  readonly inContext: Map<Summary, ContextCall>;
}

/** What one activation calls with. */
export interface ContextCall {
  readonly self: Value | undefined;
  readonly args: readonly Value[];
  readonly names: ReadonlyMap<string, Value>;
  /** Names of tools that the dispatch on the way to the call selects; undefined where it is made for any. */
  readonly selected: ReadonlySet<string> | undefined;
}

/** A call of one of the program's own functions. */
export interface Edge {
  readonly callee: Summary;
  readonly site: Site;
  /** As in ContextCall. */
  readonly selected: ReadonlySet<string> | undefined;
}

/** A branch was taken on `fact` about `node`. */
export interface BranchRecord {
  readonly node: Node;
  readonly fact: Fact;
  readonly fn: FunctionIR;
  readonly summary: Summary;
}

const MAX_BRANCHES = 20_000;
/** Activations of one call that are kept apart. */
const MAX_CONTEXTS = 40;
/** Places of one activation from which another is called. */
const MAX_EDGES = 400;

export class Recorder {
  private readonly bySite = new Map<Site, CallRecord[]>();
  /** Calls by function, until there are more. */
  private ofFunction: Map<FunctionIR, CallRecord[]> | undefined;
  private readonly branchKeys = new Map<string, BranchRecord>();
  private readonly edges = new Map<Summary, Map<string, Edge>>();
  /** Places of calls by what they call, until there are more. */
  private toFunction: Map<FunctionIR, Set<Site>> | undefined;
  /** What was asked last: calls on one path ask the same. */
  private selected: { readonly facts: FactMap; readonly names: ReadonlySet<string> | undefined } | undefined;

  call(frame: Frame, callee: ExtObj, self: Value | undefined, args: CallArgs, site: Site): void {
    if (frame.fn.vendored !== undefined) return;
    let list = this.bySite.get(site);
    if (list === undefined) this.bySite.set(site, (list = []));
    let record = list.find((r) => r.path === callee.path);
    if (record === undefined) {
      this.ofFunction = undefined;
      record = {
        path: callee.path,
        callee,
        site,
        fn: frame.fn,
        summary: frame.summary,
        self: BOTTOM,
        args: [],
        names: new Map(),
        rest: BOTTOM,
        inContext: new Map(),
      };
      list.push(record);
    }
    this.inContext(record, frame, self, args);
    if (self !== undefined) record.self = join(record.self, plain(self));
    args.positional.forEach((v, i) => {
      record.args[i] = join(record.args[i] ?? BOTTOM, plain(v));
    });
    for (const [name, v] of args.names)
      record.names.set(name, join(record.names.get(name) ?? BOTTOM, plain(v)));
    for (const v of [args.rest, args.kwRest]) if (v !== undefined) record.rest = join(record.rest, plain(v));
  }

  private inContext(record: CallRecord, frame: Frame, self: Value | undefined, args: CallArgs): void {
    const { inContext } = record;
    const before = inContext.get(frame.summary);
    if (before === undefined && inContext.size >= MAX_CONTEXTS) return;
    const names = this.selection(frame.state.facts);
    inContext.set(frame.summary, {
      self,
      args: args.positional,
      names: args.names,
      selected:
        before === undefined
          ? names
          : before.selected === undefined || names === undefined
            ? undefined
            : new Set([...before.selected, ...names]),
    });
  }

  /** One of the program's own functions is called. */
  edge(frame: Frame, callee: Summary, site: Site): void {
    let own = this.edges.get(frame.summary);
    if (own === undefined) this.edges.set(frame.summary, (own = new Map()));
    const key = `${callee.id}|${site.id}`;
    const before = own.get(key);
    if (before === undefined && own.size >= MAX_EDGES) return;
    if (before === undefined) this.toFunction = undefined;
    const names = this.selection(frame.state.facts);
    if (before !== undefined && (before.selected === undefined || names === before.selected)) return;
    const selected =
      before?.selected === undefined || names === undefined ? names : new Set([...before.selected, ...names]);
    own.set(key, { callee, site, selected });
  }

  /** Calls that one activation makes. */
  edgesOf(summary: Summary): Iterable<Edge> {
    return this.edges.get(summary)?.values() ?? [];
  }

  /** The places from which one of the program's own functions is called. */
  callsOf(fn: FunctionIR): readonly Site[] {
    if (this.toFunction === undefined) {
      this.toFunction = new Map();
      for (const own of this.edges.values())
        for (const { callee, site } of own.values()) {
          const sites = this.toFunction.get(callee.fn.fn);
          if (sites === undefined) this.toFunction.set(callee.fn.fn, new Set([site]));
          else sites.add(site);
        }
    }
    return [...(this.toFunction.get(fn) ?? [])];
  }

  /** Names of tools for which the facts hold. */
  private selection(facts: FactMap): ReadonlySet<string> | undefined {
    if (this.selected?.facts === facts) return this.selected.names;
    let names: Set<string> | undefined;
    for (const d of facts.values()) {
      if (d.fact.text === undefined || !isSelection(d)) continue;
      names ??= new Set();
      for (const t of chosenTools(d)) names.add(t);
    }
    this.selected = { facts, names };
    return names;
  }

  /** A branch on a condition: what its truth says of values that come from a request or from a parameter. */
  branch(frame: Frame, condition: Value): void {
    if (condition.pred === undefined || this.branchKeys.size > MAX_BRANCHES) return;
    for (const { node, fact } of [...condition.pred.whenTrue, ...condition.pred.whenFalse]) {
      const { root } = node;
      if (fact.options !== undefined || (root.kind === "source" && root.source.kind !== "http-input"))
        continue;
      const key = `${fact.site.id}|${node.id}|${fact.test}`;
      if (!this.branchKeys.has(key))
        this.branchKeys.set(key, { node, fact, fn: frame.fn, summary: frame.summary });
    }
  }

  /** All calls, in the order in which their places were first reached. */
  calls(): readonly CallRecord[] {
    return [...this.bySite.values()].flat();
  }

  /** The calls in a function, in the same order. */
  callsIn(fn: FunctionIR): readonly CallRecord[] {
    if (this.ofFunction === undefined) {
      this.ofFunction = new Map();
      for (const call of this.calls()) {
        const list = this.ofFunction.get(call.fn);
        if (list === undefined) this.ofFunction.set(call.fn, [call]);
        else list.push(call);
      }
    }
    return this.ofFunction.get(fn) ?? [];
  }

  branches(): readonly BranchRecord[] {
    return [...this.branchKeys.values()];
  }
}
