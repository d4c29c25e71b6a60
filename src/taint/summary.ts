/**
 * One function analysed in one calling context.
 *
 * Tainted arguments are replaced by symbolic parameter roots, so that callers with different tainted
 * values share the work; each call is remembered as a binding from the caller's lineage to the
 * parameter. From a sink, flows.ts walks the bindings back to the sources.
 */
import type { SinkRow } from "../models/types.js";
import type { Filling } from "./emptiness.js";
import type { FactDelta, FactMap } from "./facts.js";
import type { Heap } from "./heap.js";
import type { Node, ParamRoot } from "./lineage.js";
import { Reads } from "./reads.js";
import type { Site } from "./site.js";
import { BOTTOM, type FnObj, type Outcome, type Value } from "./values.js";

/** A caller's tainted value meets a parameter. */
export interface Binding {
  readonly caller: Summary | undefined;
  readonly node: Node;
  /** What the caller knew at the call. */
  readonly facts: FactMap;
  readonly site: Site;
  readonly callee: string;
}

const MAX_BINDINGS = 400;

/** The result of a summary in the terms of a caller. */
export interface Applied {
  readonly ret: Value;
  readonly outcomes: readonly Outcome[];
  readonly exitFacts: readonly FactDelta[];
  readonly filling: Filling | undefined;
}

interface Origin {
  readonly caller?: Summary | undefined;
  readonly key?: string;
  readonly clonedFrom?: Summary | undefined;
}

export class Summary {
  readonly params = new Map<string, ParamRoot>();
  readonly bindings = new Map<string, Binding[]>();
  /** Places in the lists of bindings, by position and value. */
  private readonly places = new Map<string, Map<Node, number[]>>();
  readonly reads = new Reads();
  callees = new Set<Summary>();
  ret: Value = BOTTOM;
  outcomes: Outcome[] = [];
  exitFacts: readonly FactDelta[] = [];
  /** Files named by its parameters that it wrote to, and with what; see written-files.ts. */
  readonly filled = new Map<number, readonly Node[]>();
  /** Of a list that it returns, how that got anything or not. */
  filling: Filling | undefined;
  /** False until some path returns normally. */
  returns = false;
  /** Does it give a promise that another function made? */
  promises = false;
  state: "new" | "running" | "done" = "new";
  recursive = false;
  runs = 0;
  /** The round in which it was run last (Machine.round). */
  ranIn = -1;
  /** Results in the terms of callers, by call; emptied when the function has run again. */
  readonly applied = new Map<string, Applied>();
  /** What it read of objects, in its own terms; see returned.ts. */
  readonly owned = new Map<Value, { readonly at: number; readonly value: Value }>();
  /** Does it give an object in which its parameters stand? See makers.ts. */
  maker = false;
  /** Contexts for further callers that were made of it. */
  clones = 0;
  private checkedAt = -1;
  private validating = false;

  constructor(
    readonly id: number,
    readonly fn: FnObj,
    /** Inputs; grow only for merged contexts. */
    public self: Value,
    public args: readonly Value[],
    public names: ReadonlyMap<string, Value>,
    readonly entryFacts: FactMap,
    /** Distinguishes objects made in this context. */
    readonly heapContext: number,
    /** Stands for all further calls of this function value. */
    readonly merged = false,
    /** Who called first, by which name the context is known, and of which one it is a copy for another caller. */
    readonly origin: Origin = {},
  ) {}

  /**
   * Remembers a call. The same call again replaces what the caller knew: paths have joined since, or the
   * caller is analysed anew. Says whether it is a new one.
   */
  addBinding(position: string, binding: Binding): boolean {
    let list = this.bindings.get(position);
    let places = this.places.get(position);
    if (list === undefined || places === undefined) {
      this.bindings.set(position, (list = []));
      this.places.set(position, (places = new Map()));
    }
    let own = places.get(binding.node);
    if (own === undefined) places.set(binding.node, (own = []));
    for (const at of own) {
      const known = list[at];
      if (known?.caller !== binding.caller || known?.site !== binding.site) continue;
      list[at] = binding;
      return false;
    }
    if (list.length >= MAX_BINDINGS) return false;
    own.push(list.length);
    list.push(binding);
    return true;
  }

  /** Is the result still what a new run would give? */
  isValid(heap: Heap): boolean {
    if (this.state !== "done") return false;
    if (this.checkedAt === heap.epoch || this.validating) return true;
    if (!this.reads.current) return false;
    this.validating = true;
    try {
      for (const callee of this.callees) if (!callee.isValid(heap)) return false;
    } finally {
      this.validating = false;
    }
    this.checkedAt = heap.epoch;
    return true;
  }
}

/** A row as it was met: what a model says of the call, and what the call itself says. */
export interface HitRow extends SinkRow {
  /** What is started runs in a container, not beside the server: the command line says so. */
  readonly contained?: boolean;
  /** It is handed over in a file that was written before. */
  readonly inFile?: boolean;
  /** Something that the program hands over looks at each request, or at the address of each connection. */
  readonly watched?: boolean;
  /** The program has its redirects followed. */
  readonly followed?: boolean;
}

/** A tainted value at a dangerous position. */
export interface SinkHit {
  readonly row: HitRow;
  readonly path: string;
  readonly site: Site;
  readonly summary: Summary | undefined;
  readonly node: Node;
  readonly facts: FactMap;
  /** Position in argv for program-args, program name when constant. */
  readonly index?: number | undefined;
  readonly argv?: readonly (string | undefined)[] | undefined;
}
