/** The value of `cond ? a : b`, with what is known of each side. */
import type { Instr } from "../ir/types.js";
import { areMade } from "./answers.js";
import { predOf } from "./conditions.js";
import { certain } from "./doubts.js";
import { deltaKey, difference, type FactDelta } from "./facts.js";
import type { Frame, Machine } from "./machine.js";
import { areNamed, namedFacts, oneSided } from "./one-sided.js";
import { fewWays } from "./same-answers.js";
import { assume, outcomesOf, separable } from "./state.js";
import { join, plain, type Value } from "./values.js";

/** `cond ? a : b`: each side keeps what the condition says of it, and what was checked while it was computed. */
export function choose(
  m: Machine,
  f: Frame,
  i: Instr & { readonly op: "select" },
  cond: Value,
  whole: Value,
  other: Value,
): Value {
  const [then, otherwise] = [fewer(m, whole), fewer(m, other)];
  const [yes, no] = i.arms?.map((block) => f.arms?.get(block)) ?? [];
  const apart = separable(then, otherwise) || areMade(then, otherwise);
  const inArms = yes !== undefined && no !== undefined && yes !== no;
  if (cond.pred === undefined && cond.outcomes === undefined && !apart && !inArms)
    return join(then, otherwise);
  const { whenTrue, whenFalse } = predOf(cond);
  const ofThen = inArms ? withArm(whenTrue, certain(difference(yes, f.state.facts))) : whenTrue;
  const ofOther = inArms ? withArm(whenFalse, certain(difference(no, f.state.facts))) : whenFalse;
  const at = { lineage: m.lineage, key: `${f.summary.id}?${i.dst}` };
  const [left, right] = [oneSided(at, then, otherwise, ofThen), oneSided(at, otherwise, then, ofOther)];
  for (const side of [left, right]) if (side !== undefined) assume(f.state, side.facts);
  const [a, b] = [left?.value ?? then, right?.value ?? otherwise];
  // What called functions let through has names already. Where one side has none, the whole is still to be checked.
  if (a.taints.length + b.taints.length > 0 && areNamed(a) && areNamed(b))
    assume(f.state, namedFacts(at, [a, ofThen], [b, ofOther]));
  const v = join(plain(a), plain(b));
  if (!apart) return v;
  return { ...v, outcomes: [...outcomesOf(a, ofThen), ...outcomesOf(b, ofOther)] };
}

/** As many ways as a variable may have on both sides together: the two sides are told apart by few. */
const MANY = 4;

/** With those of the ways in one that answer the same, where they are many. */
function fewer(m: Machine, v: Value): Value {
  if (v.outcomes === undefined || v.outcomes.length <= MANY) return v;
  const outcomes = fewWays(m, v.outcomes, MANY);
  return outcomes.length === 0 ? v : { ...v, outcomes };
}

/** What the condition says, and what else was known at the end of the arm. */
function withArm(said: readonly FactDelta[], known: readonly FactDelta[]): readonly FactDelta[] {
  const keys = new Set(said.map(deltaKey));
  return [...said, ...known.filter((d) => !keys.has(deltaKey(d)))];
}
