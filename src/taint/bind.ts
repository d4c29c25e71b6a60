/**
 * From a call's arguments to a summary: maps arguments to parameters, replaces taint by parameter roots,
 * picks the calling context, and gives the substitution that brings results back (see substitution.ts).
 *
 * Contexts are told apart by the objects and constants among the arguments. A function with very many
 * contexts is analysed in coarser ones: first without constants, then once for all calls.
 */
import type { FunctionIR, Param } from "../ir/types.js";
import { counted } from "./counted.js";
import { isService } from "./declared-fields.js";
import { type FactDelta, type FactMap, factsId, NO_FACTS } from "./facts.js";
import type { Node, ParamRoot } from "./lineage.js";
import type { CallArgs, Frame, Machine } from "./machine.js";
import { contextOfCaller } from "./makers.js";
import type { Site } from "./site.js";
import { asStored } from "./stored.js";
import { Substitution } from "./substitution.js";
import { Summary } from "./summary.js";
import { typedValue } from "./typed.js";
import {
  BOTTOM,
  type FnObj,
  join,
  MAX_LISTED,
  type Obj,
  type Prim,
  plain,
  reference,
  type ScopeObj,
  UNDEFINED,
  type Value,
} from "./values.js";

/**
 * How many contexts of one function are told apart: by what is known of values around it, by constants and
 * objects, by objects only, and by objects that carry functions (handlers, services). Less once much of the budget is used.
 */
const LIMITS = [
  { until: 0.35, known: 16, consts: 16, objects: 40, functions: MAX_LISTED },
  { until: 0.65, known: 4, consts: 4, objects: 8, functions: 60 },
  { until: 1, known: 2, consts: 1, objects: 2, functions: 12 },
] as const;

/** While tools are listed: their definitions are few and small, and each one counts. */
const ENUMERATING = { known: 16, consts: MAX_LISTED, objects: MAX_LISTED, functions: MAX_LISTED };

/** How much of the budget used counts while tools are being registered: their names are worth more detail. */
const REGISTERING = 0.5;

interface Slot {
  readonly position: string;
  readonly value: Value;
}

export function bindParameters(
  m: Machine,
  f: Frame | undefined,
  fn: FnObj,
  self: Value,
  args: CallArgs,
  site: Site,
): { summary: Summary; substitute: Substitution } {
  const slots = slotsOf(m, fn, args, site, f);
  const facts = inherited(f, fn, slots);
  const summary = contextFor(m, fn, self, slots, facts, f?.summary);
  const callee = fn.fn.name;
  const carried = f?.state.facts ?? NO_FACTS;
  const given = new Map<string, readonly Node[]>();
  let key = String(site.id);
  const bind = (position: string, { taints }: Value): void => {
    if (taints.length === 0) return;
    given.set(position, taints);
    key += `|${position}`;
    for (const node of taints) {
      key += `,${node.id}`;
      if (summary.addBinding(position, { caller: f?.summary, node, facts: carried, site, callee })) m.bound++;
    }
  };
  for (const { position, value } of slots) bind(position, value);
  bind("this", self);
  return { summary, substitute: new Substitution(m, summary, given, site, key) };
}

/** Argument values by parameter index ("0", "1", ...); rest parameters become lists. */
function slotsOf(m: Machine, fn: FnObj, args: CallArgs, site: Site, f: Frame | undefined): Slot[] {
  const { params } = fn.fn;
  const slots: Slot[] = [];
  let next = 0;
  const used = new Set<string>();
  params.forEach((p, i) => {
    let value: Value;
    if (p.rest === "rest") {
      const arr = m.heap.data("array", site, `r${f?.summary.heapContext ?? 0}.${fn.id}`);
      let n = 0;
      for (const v of args.positional.slice(next)) m.heap.write(arr, String(n++), collected(m, f, v));
      arr.length = Math.max(arr.length, n);
      if (args.rest !== undefined) m.heap.write(arr, "*", collected(m, f, args.rest));
      next = args.positional.length;
      value = reference(arr);
    } else if (p.rest === "kwargs") {
      const obj = m.heap.data("object", site, `k${f?.summary.heapContext ?? 0}.${fn.id}`);
      for (const [name, v] of args.names) if (!used.has(name)) m.heap.write(obj, name, collected(m, f, v));
      value = reference(obj);
      if (args.kwRest !== undefined) {
        m.heap.write(obj, "*", { ...plain(args.kwRest), taints: [] });
        value = { ...value, taints: args.kwRest.taints };
      }
    } else {
      const named = args.names.get(p.name);
      if (named !== undefined) used.add(p.name);
      const positional = p.keywordOnly === true ? undefined : args.positional[next];
      if (p.keywordOnly !== true) next++;
      value = named ?? positional ?? handedOver(m, fn, p, args) ?? fromRest(m, args, p.name);
    }
    slots.push({ position: String(i), value });
  });
  // Arguments beyond the parameters matter for `arguments`.
  for (let i = params.length; i < args.positional.length && i < params.length + 8; i++)
    slots.push({ position: String(i), value: args.positional[i] as Value });
  return slots;
}

/** An argument that becomes part of a list or an object, with what its caller knows of it. */
const collected = (m: Machine, f: Frame | undefined, v: Value): Value =>
  f === undefined ? v : asStored(m, f, v, true);

/**
 * A parameter whose type is a class of the tree that has a constructor of its own: no such object comes out of
 * keywords that a caller sent; whoever forwards them puts it there.
 */
function handedOver(m: Machine, fn: FnObj, p: Param, args: CallArgs): Value | undefined {
  if (args.kwRest === undefined || args.kwRest.taints.length === 0 || p.type === undefined) return undefined;
  const typed = typedValue(m, fn.module, p.type);
  return typed.refs.length > 0 && typed.refs.every(isService) ? typed : undefined;
}

function fromRest(m: Machine, args: CallArgs, name: string): Value {
  if (args.rest !== undefined) return join(args.rest, UNDEFINED);
  if (args.kwRest !== undefined) {
    const { kwRest } = args;
    return {
      refs: kwRest.refs,
      consts: [undefined],
      taints: kwRest.taints.map((n) => m.lineage.prop(n, name)),
      unknown: kwRest.unknown,
    };
  }
  return UNDEFINED;
}

/**
 * Nested functions see values of the functions around them: what is known of those goes along. What the
 * caller knows of its own parameters is no business of a function that is not nested in it.
 */
function inherited(f: Frame | undefined, fn: FnObj, slots: readonly Slot[]): FactMap {
  if (f === undefined || f.state.facts.size === 0) return NO_FACTS;
  const around: FunctionIR[] = [];
  enclosing(fn, around);
  for (const s of slots) for (const r of s.value.refs) enclosing(r, around);
  if (around.length === 0) return NO_FACTS;
  let out: Map<number, FactDelta> | undefined;
  for (const [key, d] of f.state.facts)
    if (d.fact.maybe !== true && d.fact.test !== "present" && speaksOf(d, around))
      (out ??= new Map()).set(key, d);
  return out === undefined ? NO_FACTS : out.size === f.state.facts.size ? f.state.facts : out;
}

/** Adds the functions around a nested one. */
export function enclosing(o: Obj, out: FunctionIR[]): void {
  if (o.kind !== "fn") return;
  for (let env: ScopeObj | undefined = o.env; env?.parent !== undefined; env = env.parent)
    if (!out.includes(env.fn)) out.push(env.fn);
}

/** Is the fact about a source or about a parameter of one of the functions? */
export function speaksOf(d: FactDelta, around: readonly FunctionIR[]): boolean {
  if (d.fact.options !== undefined) return d.fact.options.every((o) => o.every((x) => speaksOf(x, around)));
  const { root } = d.node;
  return root.kind === "source" || around.includes((root.owner as Summary).fn.fn);
}

function contextFor(
  m: Machine,
  fn: FnObj,
  self: Value,
  given: readonly Slot[],
  facts: FactMap,
  caller: Summary | undefined,
): Summary {
  const slots = counted(m, fn, given);
  let list = m.contexts.get(fn.fn);
  if (list === undefined) m.contexts.set(fn.fn, (list = []));
  const used = (m.steps / m.limits.instructions) * (m.registering ? REGISTERING : 1);
  const limit = m.heap.enumerating ? ENUMERATING : (LIMITS.find((l) => used <= l.until) ?? LIMITS[2]);
  // A function that is handed functions has a context for each of them anyway: a name beside it stays known, and what
  // was checked around them.
  const hands = slots.some((s) => s.value.refs.some((r) => r.kind === "fn"));
  const withConsts = list.length < (hands ? limit.functions : limit.consts);
  const merged =
    list.length >= (m.registering ? limit.objects * 3 : limit.objects) &&
    (list.length >= limit.functions ||
      !(slots.some((s) => s.value.refs.some(carriesFunction)) || self.refs.some(holdsFunction)));
  const known = facts.size > 0 && list.length < (hands ? limit.functions : limit.known) ? facts : NO_FACTS;
  const factPart = known.size === 0 ? "" : `!${factsId(known)}`;
  const shared = merged
    ? `M${fn.id}`
    : `${fn.id}(${keyOf(self, withConsts)};${slots.map((s) => keyOf(s.value, withConsts, m.registering)).join(";")})${factPart}`;
  const key = contextOfCaller(m, shared, caller);
  let summary = m.summaries.get(key);
  if (summary === undefined) {
    const id = m.summaries.size + 1;
    const clonedFrom = m.summaries.get(shared);
    const origin = { caller, key, clonedFrom };
    summary = new Summary(id, fn, BOTTOM, [], new Map(), merged ? NO_FACTS : known, id, merged, origin);
    m.summaries.set(key, summary);
    if (clonedFrom === undefined) list.push(summary);
    else clonedFrom.clones++;
  }
  setInputs(m, summary, self, slots, withConsts && !merged);
  return summary;
}

/** Inputs with parameter roots in place of taint; they grow for merged contexts, which then run again. */
function setInputs(
  m: Machine,
  summary: Summary,
  self: Value,
  slots: readonly Slot[],
  withConsts: boolean,
): void {
  const symbolic = (position: string, value: Value): Value => {
    const consts =
      withConsts || !value.consts.some((c) => typeof c === "string" || typeof c === "number")
        ? value.consts
        : [];
    const lost = consts !== value.consts;
    if (value.taints.length === 0)
      return { refs: value.refs, consts, taints: [], unknown: value.unknown || lost };
    return {
      refs: value.refs,
      consts,
      taints: [m.lineage.rootNode(paramRoot(m, summary, position))],
      unknown: value.unknown || lost,
    };
  };
  let args: Value[] | undefined;
  slots.forEach(({ position, value }, i) => {
    const before = summary.args[i] ?? BOTTOM;
    const next = join(before, symbolic(position, value));
    if (next !== before || i >= summary.args.length) (args ??= [...summary.args])[i] = next;
  });
  const nextSelf = join(summary.self, symbolic("this", self));
  if (args === undefined && nextSelf === summary.self) return;
  if (args !== undefined) summary.args = args;
  summary.self = nextSelf;
  if (summary.state === "done") summary.state = "new";
}

function paramRoot(m: Machine, summary: Summary, position: string): ParamRoot {
  let root = summary.params.get(position);
  if (root === undefined) {
    root = { id: m.lineage.newRootId(), kind: "param", owner: summary, position };
    summary.params.set(position, root);
  }
  return root;
}

/** As it was when first asked: what an object gets later does not move its callers to other contexts. */
const carries = new WeakMap<Obj, boolean>();

function carriesFunction(o: Obj): boolean {
  if (o.kind === "fn" || o.kind === "class" || o.kind === "instance") return true;
  if (o.kind !== "object") return false;
  let known = carries.get(o);
  if (known === undefined) {
    known = o.holdsFunction;
    carries.set(o, known);
  }
  return known;
}

/** Is it an object that was given a function to hold: a definition, a command? */
function holdsFunction(o: Obj): boolean {
  return o.holdsFunction && (o.kind === "instance" || o.kind === "object");
}

/** `named`: what a library made under a name (`register(Tool(name="read"))`) is told from what it made under another. */
function keyOf(v: Value, withConsts: boolean, named = false): string {
  const refs = v.refs.map((r) =>
    r.kind === "ext" && !(named && r.call?.names.has("name") === true) ? r.path : r.id,
  );
  const consts = withConsts
    ? v.consts.map(constKey)
    : v.consts.some((c) => c !== undefined && c !== null && typeof c !== "boolean")
      ? ["U"]
      : v.consts.map(constKey);
  return `${refs.join(",")}/${consts.join(",")}${v.taints.length > 0 ? "T" : ""}${v.unknown ? "U" : ""}`;
}

function constKey(c: Prim): string {
  return typeof c === "string" ? JSON.stringify(c.length > 80 ? c.slice(0, 80) : c) : String(c);
}
