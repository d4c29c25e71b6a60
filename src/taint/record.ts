/**
 * What the interpreter saw besides flows: each call that leaves the tree, and each branch on a value that
 * a request may have brought. Read after the analysis by the view of a server's deployment and by the
 * checks; the engine itself never reads it.
 *
 * One record a place and access path; the arguments of all calling contexts are joined.
 */
import type { FunctionIR } from "../ir/types.js";
import type { Fact } from "./facts.js";
import type { Node } from "./lineage.js";
import type { CallArgs, Frame } from "./machine.js";
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
}

/** A branch was taken on `fact` about `node`. */
export interface BranchRecord {
  readonly node: Node;
  readonly fact: Fact;
  readonly fn: FunctionIR;
  readonly summary: Summary;
}

const MAX_BRANCHES = 20_000;

export class Recorder {
  private readonly bySite = new Map<Site, CallRecord[]>();
  private readonly branchKeys = new Map<string, BranchRecord>();

  call(frame: Frame, callee: ExtObj, self: Value | undefined, args: CallArgs, site: Site): void {
    if (frame.fn.vendored !== undefined) return;
    let list = this.bySite.get(site);
    if (list === undefined) this.bySite.set(site, (list = []));
    let record = list.find((r) => r.path === callee.path);
    if (record === undefined) {
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
      };
      list.push(record);
    }
    if (self !== undefined) record.self = join(record.self, plain(self));
    args.positional.forEach((v, i) => {
      record.args[i] = join(record.args[i] ?? BOTTOM, plain(v));
    });
    for (const [name, v] of args.names)
      record.names.set(name, join(record.names.get(name) ?? BOTTOM, plain(v)));
    for (const v of [args.rest, args.kwRest]) if (v !== undefined) record.rest = join(record.rest, plain(v));
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

  branches(): readonly BranchRecord[] {
    return [...this.branchKeys.values()];
  }
}
