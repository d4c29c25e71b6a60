/**
 * Ways out of a function that answer the same. A validator has a `return false`, or a reason, for each thing that it
 * refuses; where these are more than a caller is told apart, those with one answer count as one way.
 *
 *   if (name.startsWith("-")) return { valid: false, error: "starts with a dash" };
 *   if (name.includes("..")) return { valid: false, error: "has two dots" };
 */
import { disjoin } from "./choices.js";
import type { Machine } from "./machine.js";
import { canBeFalse, joinAll, type Outcome, type Prim, plain, type Value } from "./values.js";

/** The ways, at most as many as given; none where they cannot be made so few. */
export function fewWays(m: Machine, outcomes: readonly Outcome[], most: number): Outcome[] {
  if (outcomes.length <= most) return [...outcomes];
  const groups = new Map<unknown, Outcome[]>();
  for (const o of outcomes) {
    const answer = (o.tag ?? o.there) === undefined ? answerOf(m, o.value) : undefined;
    const key = answer ?? o;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [o]);
    else group.push(o);
    if (groups.size > most) return [];
  }
  if (groups.size < 2) return [];
  return [...groups.values()].map((group) => {
    const [first] = group;
    if (first === undefined || group.length === 1) return first as Outcome;
    return {
      value: joinAll(group.map((o) => plain(o.value))),
      facts: disjoin(group.map((o) => o.facts)),
    };
  });
}

/** What a caller can ask for: yes, no or nothing, some text, an object by what it says yes and no to. */
function answerOf(m: Machine, v: Value): string | undefined {
  const [ref] = v.refs;
  if (ref !== undefined) {
    const made = ref.kind === "object" && v.refs.length === 1 && v.consts.length + v.taints.length === 0;
    return made && !v.unknown ? answersIn(m.heap.entries(ref)) : undefined;
  }
  if (!canBeFalse(v)) return v.consts.includes(true) ? "true" : "text";
  return v.consts.length === 1 && v.taints.length === 0 && !v.unknown ? written(v.consts[0]) : undefined;
}

const written = (c: Prim): string => (typeof c === "string" ? JSON.stringify(c) : String(c));

/** The properties of an object that are yes or no. */
function answersIn(
  entries: readonly (readonly [key: string, cell: { readonly value: Value }])[],
): string | undefined {
  const answers = entries.flatMap(([key, { value }]) => {
    const [c] = value.consts;
    const only = value.consts.length === 1 && value.refs.length + value.taints.length === 0 && !value.unknown;
    return only && typeof c === "boolean" ? [`${key}: ${c}`] : [];
  });
  return answers.length === 0 ? undefined : answers.sort().join();
}
