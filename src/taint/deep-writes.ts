/**
 * Writes that go into an object which was read under a name of the caller's: under `__proto__` that is the object that
 * all others come from, whatever is written into it then.
 *
 *   settings[section][key] = value        decided by what is known of `section` where it is read
 *
 * An object without a prototype has nothing under that name, and neither has a map.
 */
import { type DeepRead, deepWrites } from "../ir/deep-writes.js";
import type { FunctionIR, Instr, Temp } from "../ir/types.js";
import type { FactMap } from "./facts.js";
import type { Node } from "./lineage.js";
import type { Frame, Machine } from "./machine.js";
import type { Site } from "./site.js";
import type { Summary } from "./summary.js";
import type { Value } from "./values.js";

/** A read under a name of the caller's: the name, and what was known of it there. */
interface Read {
  readonly summary: Summary;
  readonly names: readonly Node[];
  readonly facts: FactMap;
}

interface Seen {
  readonly reads: Map<Temp, Map<Summary, Read>>;
  /** Writes that were met before the read was. */
  readonly writes: Map<Temp, Map<Summary, Site>>;
}

const MAX_READS = 8;
const seen = new WeakMap<Machine, WeakMap<FunctionIR, Seen>>();

function seenIn(m: Machine, fn: FunctionIR): Seen {
  let all = seen.get(m);
  if (all === undefined) seen.set(m, (all = new WeakMap()));
  let own = all.get(fn);
  if (own === undefined) all.set(fn, (own = { reads: new Map(), writes: new Map() }));
  return own;
}

/** Notes a read under a computed name of which the result is written into. */
export function noteDeepRead(
  m: Machine,
  f: Frame,
  { dst }: Instr & { op: "loadi" },
  from: Value,
  key: Value,
): void {
  if (f.module.language !== "javascript" || key.taints.length === 0) return;
  if (!deepWrites(f.module, f.fn).watched.has(dst) || isBare(m, from)) return;
  const { reads, writes } = seenIn(m, f.fn);
  const of = reads.get(dst) ?? new Map<Summary, Read>();
  if (of.size >= MAX_READS && !of.has(f.summary)) return;
  const read: Read = { summary: f.summary, names: key.taints, facts: f.state.facts };
  of.set(f.summary, read);
  reads.set(dst, of);
  const site = writes.get(dst)?.get(f.summary);
  if (site !== undefined) record(m, read, site);
}

/** A write under a name of the caller's into what was read so. */
export function recordDeepWrite(
  m: Machine,
  f: Frame,
  { obj }: Instr & { op: "storei" },
  key: Value,
  site: Site,
): void {
  if (f.module.language !== "javascript" || key.taints.length === 0) return;
  for (const read of deepWrites(f.module, f.fn).reads.get(obj) ?? []) {
    if (read.fn === f.fn) noteWrite(m, f, read, site);
    for (const [summary, known] of seenIn(m, read.fn).reads.get(read.temp) ?? [])
      if (read.fn !== f.fn || summary === f.summary) record(m, known, site);
  }
}

function noteWrite(m: Machine, f: Frame, { fn, temp }: DeepRead, site: Site): void {
  const { writes } = seenIn(m, fn);
  const of = writes.get(temp) ?? new Map<Summary, Site>();
  if (of.size < MAX_READS) of.set(f.summary, site);
  writes.set(temp, of);
}

function record(m: Machine, { summary, names, facts }: Read, site: Site): void {
  const row = { call: "[]=", arg: 0, kind: "property-key", label: "computed property write" } as const;
  for (const node of names) m.recordHit({ row, path: "[]=", site, summary, node, facts });
}

/** Is it made without a prototype, or a list? */
const isBare = (m: Machine, { refs, taints, unknown }: Value): boolean =>
  !unknown &&
  taints.length === 0 &&
  refs.length > 0 &&
  refs.every((r) => {
    if (r.kind === "array") return true;
    const proto = r.kind === "object" ? m.heap.read(r, "%proto") : undefined;
    return proto?.refs.length === 0 && proto.consts.includes(null);
  });
