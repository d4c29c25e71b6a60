/**
 * Loops over known elements, taken apart: what is called or made with an element of a list is called or made
 * once for each, so that a tool's name stays with its own handler.
 *
 *   for (const t of tools) list.push({ name: t.name, run: (args) => t.handler(args) })
 *
 * gives one object for each tool, and a closure that sees only that tool. Values without outcomes that
 * name their element are left as they are.
 */
import type { ObjectEntry } from "../ir/types.js";
import { predOf } from "./conditions.js";
import { addFacts, changed, type FactDelta, type FactMap } from "./facts.js";
import type { CallArgs, Frame, Machine } from "./machine.js";
import {
  BOTTOM,
  constStrings,
  joinAll,
  MAX_LISTED,
  type Obj,
  type Outcome,
  ofElement,
  plain,
  reference,
  type Value,
  withPred,
} from "./values.js";

export interface ElementCall {
  readonly callee: Value;
  readonly self: Value | undefined;
  readonly args: CallArgs;
}

/** `t.describe()` or `register(server, t)` in a loop: one call for each element; undefined where there is none. */
export function callByElement(
  m: Machine,
  f: Frame,
  { callee, self, args }: ElementCall,
  call: (one: ElementCall, element: Obj) => Value | undefined,
): Value | undefined {
  const tags = elementTags([callee, ...args.positional, ...args.names.values()]);
  if (tags === undefined) return undefined;
  const results: Outcome[] = [];
  for (const tag of tags) {
    const own = (v: Value) => inClosure(m, f, ofElement(v, tag), tag);
    const { facts } = f.state;
    const told = comparedWith(facts, tag);
    if (told.length > 0) f.state.facts = addFacts(facts, told);
    const names = new Map<string, Value>();
    for (const [name, v] of args.names) names.set(name, own(v));
    const one = {
      callee: ofElement(callee, tag),
      self: self === undefined ? undefined : ofElement(self, tag),
      args: { ...args, positional: args.positional.map(own), names },
    };
    const r = call(one, tag);
    if (told.length > 0) f.state.facts = facts;
    if (r !== undefined) results.push({ value: answerOf(r), facts: [], tag });
  }
  return results.length === 0 ? undefined : { ...joinAll(results.map((r) => r.value)), outcomes: results };
}

/** What was compared with all elements has been compared with this one, in its round (`if known == name: run()`). */
function comparedWith(facts: FactMap, tag: Obj): FactDelta[] {
  const out: FactDelta[] = [];
  for (const { node, fact } of facts.values()) {
    if (fact.test !== "equals" || fact.negated || fact.against?.outcomes?.some((o) => o.tag === tag) !== true)
      continue;
    const against = ofElement(fact.against, tag);
    const text = constStrings(against);
    if (text !== undefined && text.length < (fact.text?.length ?? 0))
      out.push({ node, fact: changed(fact, { against, text }) });
  }
  return out;
}

/** What a test of one element answers is kept with what it says. */
const answerOf = (r: Value): Value =>
  r.refs.length > 0 || r.taints.length > 0 || (r.pred === undefined && r.outcomes === undefined)
    ? plain(r)
    : withPred(plain(r), predOf(r));

/**
 * The elements for which an object literal is made one by one: one that carries a function or a schema, or texts
 * that are more than one value holds.
 */
export function literalElements(
  entries: readonly ObjectEntry[],
  value: (e: ObjectEntry) => Value,
): readonly Obj[] | undefined {
  const values = entries.map(value);
  if (
    !values.some(
      (v) =>
        v.refs.some((r) => r.kind === "fn") ||
        (tagsOf(v.outcomes) !== undefined && (v.refs.some(acts) || isCrowded(v))),
    )
  )
    return undefined;
  for (const { outcomes } of values) {
    const tags = tagsOf(outcomes);
    if (tags !== undefined) return tags;
  }
  return undefined;
}

/** Has each element a text, and are they too many to be kept together? */
const isCrowded = (v: Value): boolean =>
  v.consts.length === 0 && v.outcomes?.every((o) => o.value.consts.length > 0) === true;

/** Is it an object with methods, one that carries functions, or a schema or a shape of such, which belongs to one of them? */
function acts(obj: Obj): boolean {
  if (obj.kind === "instance" || isMade(obj)) return true;
  if (obj.kind !== "object") return false;
  for (const { value } of obj.cells.values())
    if (value.refs.some((r) => r.kind === "fn" || isMade(r))) return true;
  return false;
}

/** Did a library make it of what it was called with? */
const isMade = (obj: Obj): boolean => obj.kind === "ext" && obj.call !== undefined;

/** The elements that one of the values comes from, when all of it comes from known elements. */
function elementTags(values: readonly Value[]): readonly Obj[] | undefined {
  for (const { outcomes } of values) {
    const tags = tagsOf(outcomes);
    const known = outcomes?.filter((o) => o.value.refs.length > 0).length ?? 0;
    if (tags !== undefined && known > 1 && known * 2 > tags.length) return tags;
  }
  return undefined;
}

/** `${prefix}${t.name}` in a loop: a text for each element; undefined where there is none, or a caller's value in it. */
export function textByElement(
  parts: readonly Value[],
  put: (own: readonly Value[]) => Value,
): Value | undefined {
  if (parts.some((v) => v.taints.length > 0 || v.refs.some((r) => r.kind === "array"))) return undefined;
  const several = parts.find((v) => tagsOf(v.outcomes) !== undefined);
  const tags = tagsOf(several?.outcomes);
  if (tags === undefined) return undefined;
  const outcomes = tags.map((tag) => ({ value: put(parts.map((v) => ofElement(v, tag))), facts: [], tag }));
  return { ...joinAll(outcomes.map((o) => o.value)), outcomes };
}

function tagsOf(outcomes: Value["outcomes"]): readonly Obj[] | undefined {
  if (outcomes === undefined || outcomes.length < 2 || outcomes.length > MAX_LISTED) return undefined;
  const tags = new Set<Obj>();
  for (const { tag } of outcomes) {
    if (tag === undefined) return undefined;
    tags.add(tag);
  }
  return [...tags];
}

/**
 * A function made inside the loop sees the element of its own round: its scope is copied with the
 * variables as they are for this element.
 */
export function inClosure(m: Machine, frame: Frame, v: Value, tag: Obj): Value {
  if (!v.refs.some((r) => r.kind === "fn" && r.env === frame.env)) return v;
  const refs = v.refs.map((r) => {
    if (r.kind !== "fn" || r.env !== frame.env) return r;
    const { env } = r;
    const scope = m.heap.scope(`${frame.summary.id}e${tag.id}.${env.id}`, env.module, env.fn, env.parent);
    scope.self = env.self;
    if (env.owner !== undefined) scope.owner = env.owner;
    frame.fn.vars.forEach((info, i) => {
      if (!info.captured) return;
      const now = frame.state.vars.get(i) ?? BOTTOM;
      // What is the element itself, among others, is only this one here.
      const own =
        now.outcomes === undefined && now.refs.length > 1 && now.refs.includes(tag)
          ? reference(tag)
          : ofElement(now, tag);
      m.heap.write(scope, `v${i}`, own === now ? m.heap.read(env, `v${i}`) : own);
    });
    return m.heap.fn(r.module, r.fn, scope, r.owner);
  });
  return { ...plain(v), refs };
}
