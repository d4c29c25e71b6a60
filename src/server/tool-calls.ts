/**
 * The calls that leave the program when one tool runs, each with the way that leads there.
 *
 *   tool `delete_note` -> removeNote() at notes.ts:12 -> fs.unlink(...)
 *
 * Where one function handles several tools, the comparisons of the tool's name on the way decide which calls
 * belong to which tool. What is called through values that nobody knows is missing.
 */
import type { FunctionIR } from "../ir/types.js";
import type { Machine } from "../taint/machine.js";
import type { CallRecord, ContextCall } from "../taint/record.js";
import type { Site } from "../taint/site.js";
import type { Summary } from "../taint/summary.js";
import { BOTTOM, type FnObj } from "../taint/values.js";
import { contextsOf } from "./reach.js";

export interface ReachedCall {
  readonly call: CallRecord;
  /** The activation that makes it. */
  readonly context: ContextCall;
  readonly summary: Summary;
  /** One of several methods leads there, of which the tool's name should choose one, and which is not known. */
  readonly ambiguous: boolean;
  /** Calls of own functions from the handler to the one in which it stands. */
  readonly way: readonly { readonly site: Site; readonly callee: string }[];
}

export interface Handling {
  readonly functions: readonly FunctionIR[];
  /** The function objects that were registered for this tool. */
  readonly objects: readonly FnObj[];
  /** Several tools are handled by the same functions: only what is chosen by the tool's name is its own. */
  readonly shared: boolean;
}

const MAX_SUMMARIES = 4000;

interface Visit {
  readonly summary: Summary;
  readonly from: Visit | undefined;
  readonly site: Site | undefined;
  /** Reached for this very tool, not for any. */
  readonly own: boolean;
  readonly ambiguous: boolean;
}

/** Calls reached from the handlers when the tool of this name is called. */
export function callsOf(
  m: Machine,
  { functions, objects, shared }: Handling,
  name: string | undefined,
  callsIn: (fn: FunctionIR) => readonly CallRecord[],
): readonly ReachedCall[] {
  const fits = (selected: ReadonlySet<string> | undefined): boolean =>
    selected === undefined || (name !== undefined && selected.has(name));
  const out: ReachedCall[] = [];
  const seen = new Set<string>();
  const queue: Visit[] = functions.flatMap((fn) =>
    contextsOf(m, fn, objects).map((summary) => ({
      summary,
      from: undefined,
      site: undefined,
      own: !shared,
      ambiguous: false,
    })),
  );
  for (let i = 0; i < queue.length && seen.size < MAX_SUMMARIES; i++) {
    const visit = queue[i] as Visit;
    const { summary } = visit;
    // Which of the functions that were handed over belongs to this tool is lost here.
    if (isMixed(summary)) continue;
    const key = `${summary.id}${visit.own}`;
    const sure = `${summary.id}true`;
    if (seen.has(key) || seen.has(sure) || (visit.ambiguous && seen.has(`${key}?`))) continue;
    seen.add(visit.ambiguous ? `${key}?` : key);
    for (const call of callsIn(summary.fn.fn)) {
      const context = call.inContext.get(summary);
      if (context !== undefined && fits(context.selected) && (visit.own || context.selected !== undefined))
        out.push({ call, context, summary, ambiguous: visit.ambiguous, way: wayOf(visit) });
    }
    const edges = [...m.seen.edgesOf(summary)];
    const several = shared ? dispatchedAt(edges) : NOWHERE;
    for (const { callee, selected, site } of edges)
      if (fits(selected))
        queue.push({
          summary: callee,
          from: visit,
          site,
          own: visit.own || selected !== undefined,
          ambiguous: visit.ambiguous || (selected === undefined && several.has(site)),
        });
  }
  return out;
}

const NOWHERE: ReadonlySet<Site> = new Set();

/** Places at which methods of one name are called, of several classes. */
function dispatchedAt(edges: Iterable<{ readonly callee: Summary; readonly site: Site }>): ReadonlySet<Site> {
  const first = new Map<Site, FunctionIR>();
  const out = new Set<Site>();
  for (const { callee, site } of edges) {
    const { fn } = callee.fn;
    const known = first.get(site);
    if (known === undefined) first.set(site, fn);
    else if (known !== fn && known.name === fn.name && fn.kind === "method") out.add(site);
  }
  return out;
}

/** One activation for many callers that each handed over another function. */
const isMixed = (summary: Summary): boolean =>
  summary.merged && summary.args.some((v) => v.refs.filter((r) => r.kind === "fn").length > 1);

function wayOf(visit: Visit): ReachedCall["way"] {
  const out: { site: Site; callee: string }[] = [];
  for (let v: Visit | undefined = visit; v?.site !== undefined; v = v.from)
    out.push({ site: v.site, callee: v.summary.fn.fn.name });
  return out.reverse();
}

/** The call as the one activation makes it. */
export function asMade({ call, context, summary }: ReachedCall): CallRecord {
  const { self, args, names } = context;
  return { ...call, summary, self: self ?? BOTTOM, args: [...args], names: new Map(names) };
}
