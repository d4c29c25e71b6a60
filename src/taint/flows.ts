/**
 * From a sink hit back to the sources: walks the bindings of parameter roots until a source is reached.
 *
 * A flow is the sequence of operations from source to sink, the checks that were established on values
 * along it, and the calls it went through. A check may speak of a value derived from one on the way
 * (the host of a URL); `via` holds the operations in between.
 */
import { ofBothNames } from "./both-names.js";
import { type Check, checksOf, ofProperties } from "./checks.js";
import { ofWrittenFile } from "./executed-files.js";
import { deltaKey, type FactDelta, type FactMap, factsAbout } from "./facts.js";
import { chain, type Node, type Op, type ParamRoot, type SourceInfo, shapeOf } from "./lineage.js";
import { opId } from "./operations.js";
import { chosenTools, isSelection } from "./selection.js";
import type { Site } from "./site.js";
import type { Binding, SinkHit, Summary } from "./summary.js";

export interface Step {
  readonly op: Op;
  readonly site: Site | undefined;
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

const MAX_FLOWS = 512;
/** From one source, for one tool. */
const MAX_WAYS = 24;
/** The same of all that arrives in one context of the function that holds the sink. */
const MAX_WAYS_IN_CONTEXT = 48;
/** Where many ways into one sink are known, every further hit adds few. */
const MANY_WAYS = 256;
const FEW_FLOWS = 8;
const MAX_WALK = 1500;
/** As long as none was found: what is told by the calls alone to be reached lies behind more of them. */
const MAX_WALK_UNTIL_FOUND = 6000;
const MAX_CALLS = 200;

/** One value on the way back from the sink; `next` is where it goes, `call` the call that takes it there. */
interface Stop {
  readonly node: Node;
  readonly facts: FactMap;
  readonly next: Stop | undefined;
  readonly call: Binding | undefined;
  /** The parameter that `next` starts from. */
  readonly root: ParamRoot | undefined;
  readonly length: number;
}

/** How far back all hits of one place are followed together: a helper may be reached in thousands of contexts. */
const MAX_WALK_OF_PLACE = 100_000;
const MAX_FURTHER_OF_PLACE = 30_000;

/** What the hits of one place have in common: hits in other calling contexts of a function mostly repeat them. */
export class Ways {
  /** One entry for each way through the program that was given before. */
  readonly seen = new Set<string>();
  /** How many were given, by where they begin and the context in which they end. */
  readonly given = new Map<string, number>();
  left = MAX_WALK_OF_PLACE;
  /** For hits that none was found for. */
  further = MAX_FURTHER_OF_PLACE;
}

/** How many ways from one source are worth looking at; none where it is no rule's business. */
export type Interest = (source: SourceInfo) => number;

/** All new flows into a hit, of many from one source the shortest call chains. */
export function flowsInto(
  hit: SinkHit,
  ways = new Ways(),
  interest: Interest = () => Number.POSITIVE_INFINITY,
): readonly Flow[] {
  const { seen } = ways;
  const flows: Flow[] = [];
  const most = seen.size < MANY_WAYS ? MAX_WAYS : FEW_FLOWS;
  const longest = Math.min(MAX_WALK, ways.left);
  let further = Math.min(MAX_WALK_UNTIL_FOUND - longest, ways.further);
  const queue: Stop[] = [
    { node: hit.node, facts: hit.facts, next: undefined, call: undefined, root: undefined, length: 0 },
  ];
  // Many ways from one parameter must not hide another that gets there, too.
  const found = new Map<string, number>();
  for (let i = 0; i < queue.length; i++) {
    const stop = queue[i] as Stop;
    const { root } = stop.node;
    if (root.kind === "source") {
      if (root.source.kind === "tool-name" || flows.length >= MAX_FLOWS) continue;
      const wanted = Math.min(most, interest(root.source));
      if (wanted === 0) continue;
      further = 0;
      const way = wayOf(stop, root.source);
      if (seen.has(way)) continue;
      seen.add(way);
      const selected = selectedBy(stop);
      const origin = `${root.source.id}|${selected.join("|")}`;
      const known = found.get(origin) ?? 0;
      if (known >= wanted) continue;
      const ends = `${hit.summary?.id ?? 0}|${origin}`;
      const given = ways.given.get(ends) ?? 0;
      if (given >= MAX_WAYS_IN_CONTEXT) continue;
      ways.given.set(ends, given + 1);
      const flow = ofWrittenFile(flowFrom(stop, root.source, hit, selected));
      if (flow === undefined || readsWhatIsGone(flow.steps)) continue;
      found.set(origin, known + 1);
      flows.push(flow);
      continue;
    }
    if (stop.length > MAX_CALLS || isVisited(stop, root)) continue;
    for (const b of callsInto(root)) {
      // What comes behind that many is never looked at.
      if (queue.length >= longest + further) break;
      const from = b.node.root;
      if (from.kind === "source" ? from.source.kind === "tool-name" : !isReached(from)) continue;
      queue.push({ node: b.node, facts: b.facts, next: stop, call: b, root, length: stop.length + 1 });
    }
  }
  ways.left -= Math.min(queue.length, longest);
  ways.further -= Math.max(0, queue.length - longest);
  return flows;
}

/** The calls and operations from source to sink, and how much is known at each: the same for the same way. */
function wayOf(start: Stop, source: SourceInfo): string {
  let way = `${source.id}`;
  for (let s: Stop | undefined = start; s !== undefined; s = s.next)
    way += `|${shapeOf(s.node)}.${factsAbout(s.facts, s.node.root).length}.${s.call?.site.id ?? ""}`;
  return way;
}

function callsInto(root: ParamRoot): readonly Binding[] {
  return (root.owner as Summary).bindings.get(root.position) ?? [];
}

function isVisited(stop: Stop, root: ParamRoot): boolean {
  for (let s: Stop | undefined = stop; s !== undefined; s = s.next) if (s.root === root) return true;
  return false;
}

const reached = new WeakMap<ParamRoot, boolean>();

/**
 * Does some chain of calls bring a source to the parameter? Called once the analysis has ended: the
 * answer is remembered.
 */
function isReached(root: ParamRoot): boolean {
  const known = reached.get(root);
  if (known !== undefined) return known;
  const callers = new Map<ParamRoot, ParamRoot[]>();
  const found: ParamRoot[] = [];
  const open = [root];
  const seen = new Set(open);
  for (let r = open.pop(); r !== undefined; r = open.pop()) {
    for (const b of callsInto(r)) {
      const from = b.node.root;
      if (from.kind === "source") {
        if (from.source.kind !== "tool-name") found.push(r);
        continue;
      }
      if (reached.get(from) === true) found.push(r);
      const list = callers.get(from);
      if (list === undefined) callers.set(from, [r]);
      else list.push(r);
      if (!seen.has(from) && !reached.has(from)) {
        seen.add(from);
        open.push(from);
      }
    }
  }
  for (let r = found.pop(); r !== undefined; r = found.pop()) {
    if (reached.get(r) === true) continue;
    reached.set(r, true);
    found.push(...(callers.get(r) ?? []));
  }
  for (const r of seen) if (!reached.has(r)) reached.set(r, false);
  return reached.get(root) === true;
}

/** Puts the operations, checks and calls between a source and the sink together. */
function flowFrom(start: Stop, source: SourceInfo, hit: SinkHit, selected: readonly string[]): Flow {
  const steps: Step[] = [];
  const checks: Check[] = [];
  const calls: CallStep[] = [];
  const parameter = source.entity === undefined ? undefined : parameterOf(start);
  for (let s: Stop | undefined = start; s !== undefined; s = s.next) {
    const at = steps.length;
    const nodes = chain(s.node);
    const index = new Map<number, number>();
    nodes.forEach((n, i) => {
      if (i > 0) steps.push({ op: n.op as Op, site: n.site });
      index.set(n.canon, at + i);
      // What is known of the value under its earlier name holds of it as well.
      if (n.bare !== undefined) index.set(n.bare.canon, at + i);
    });
    indexBehind(s, at + nodes.length - 1, index);
    // Here the root is all arguments of the tool: what is known of another one says nothing of this one.
    const other = parameter !== undefined && at < parameter.at ? parameter.name : undefined;
    const stored = nodes.flatMap((n) => (n.op?.op === "flow" ? (n.op.known?.facts ?? []) : []));
    const told = toldOnce([...stored, ...factsAbout(s.facts, s.node.root)]);
    const known = [...told, ...ofBothNames(told)];
    const own = other === undefined ? known : known.filter((d) => !isOfAnother(d, other));
    checks.push(...checksOf(own, index, s.node.root));
    if (s.call !== undefined) calls.push({ site: s.call.site, callee: s.call.callee, at: steps.length });
  }
  return { source, hit, steps, checks: checks.map((c) => ofProperties(c, steps)), calls, selected };
}

/**
 * What the caller knows of a property of an object that it hands over (`if (!ok(args.path)) throw; run(args)`): the
 * values that callees make of the object have numbers in the caller too, where it has made the same of it.
 */
function indexBehind(from: Stop, last: number, index: Map<number, number>): void {
  for (const start of from.node.bare === undefined ? [from.node] : [from.node, from.node.bare]) {
    let { canonical } = start;
    let at = last;
    for (const op of opsBehind(from)) {
      const further = canonical.further?.get(opId(op));
      if (further === undefined) break;
      canonical = further;
      at++;
      if (!index.has(canonical.id)) index.set(canonical.id, at);
    }
  }
}

/** The operations behind the call at which a stop ends, up to the sink. */
function* opsBehind(from: Stop): Generator<Op> {
  for (let s = from.next; s !== undefined; s = s.next)
    for (const n of chain(s.node)) if (n.op !== undefined) yield n.op;
}

/** Names of tools that are chosen on the way, the comparison nearest to the sink first. */
function selectedBy(start: Stop): readonly string[] {
  const selected: string[] = [];
  for (let s: Stop | undefined = start; s !== undefined; s = s.next) {
    const names: (readonly string[])[] = [];
    for (const d of s.facts.values()) if (isSelection(d)) names.push(chosenTools(d));
    // `name in table` says less than the entry that was taken.
    names.sort((a, b) => a.length - b.length);
    selected.unshift(...names.flat());
  }
  return [...new Set(selected)];
}

/** Choices that are looked at in one function: each one multiplies the cases that a verdict has to tell apart. */
const MAX_CHOICES = 24;

/** Each operation tells again what the ones before it told. Of many choices, those that were established last. */
function toldOnce(deltas: readonly FactDelta[]): readonly FactDelta[] {
  const told = new Map<number, FactDelta>();
  let choices = 0;
  for (const d of deltas) {
    const key = deltaKey(d);
    if (told.has(key)) continue;
    told.set(key, d);
    if (d.fact.options !== undefined) choices++;
  }
  let surplus = choices - MAX_CHOICES;
  return surplus <= 0
    ? [...told.values()]
    : [...told.values()].filter((d) => d.fact.options === undefined || surplus-- <= 0);
}

/** Is a property read behind a place where the object lost it (`{ ...args, path: safe }`, then `.path`)? */
function readsWhatIsGone(steps: readonly Step[]): boolean {
  const gone = new Set<string>();
  for (const { op } of steps) {
    if (op.op === "prop" && gone.has(op.name)) return true;
    if (op.op === "flow" && op.flow === "identity") for (const name of op.without ?? []) gone.add(name);
    else if (!keepsAll(op)) gone.clear();
  }
  return false;
}

/** The parameter of the tool that a flow starts from, and the number of steps up to its name. */
function parameterOf(start: Stop): { readonly name: string; readonly at: number } | undefined {
  let at = 0;
  for (let s: Stop | undefined = start; s !== undefined; s = s.next) {
    for (const n of chain(s.node).slice(1)) {
      at++;
      if (n.op?.op === "prop") return { name: n.op.name, at };
      if (n.op !== undefined && !keepsAll(n.op)) return undefined;
    }
  }
  return undefined;
}

/** Is the result still the whole object, with all its properties? */
function keepsAll(op: Op): boolean {
  return op.op === "schema" ? op.field === undefined : op.op === "flow" && KEEPS_ALL.has(op.flow);
}

const KEEPS_ALL: ReadonlySet<string> = new Set(["identity", "merge"]);

/** Is the fact about another property of the root than this one? For a choice: in some alternative. */
function isOfAnother(d: FactDelta, name: string): boolean {
  if (d.fact.options !== undefined) return d.fact.options.some((o) => o.every((x) => isOfAnother(x, name)));
  let first: string | undefined;
  for (let n: Node | undefined = d.node; n?.op !== undefined; n = n.parent) {
    if (n.op.op === "prop") first = n.op.name;
    else if (!keepsAll(n.op)) first = undefined;
  }
  return first !== undefined && first !== name;
}
