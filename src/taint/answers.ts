/** Objects that say in a property how a check came out, as in `{ valid: PATTERN.test(name), name }`. */
import type { ObjectEntry } from "../ir/types.js";
import { predOf } from "./conditions.js";
import { isCheck } from "./facts.js";
import type { Frame } from "./machine.js";
import { BOTTOM, constant, joinAll, type Outcome, type Value } from "./values.js";

/** The one property of a literal that holds the answer of a check. */
export function answerIn(f: Frame, entries: readonly ObjectEntry[]): Value | undefined {
  const answers = entries.flatMap((e) => {
    if (e.key === undefined || e.spread === true || e.kind === "getter" || e.kind === "setter") return [];
    const value = f.temps[e.value] ?? BOTTOM;
    if (value.refs.length > 0 || value.taints.length > 0) return [];
    const { whenTrue, whenFalse } = predOf(value);
    return [...whenTrue, ...whenFalse].some((d) => isCheck(d.fact)) ? [value] : [];
  });
  return answers.length === 1 ? answers[0] : undefined;
}

/**
 * Such an object came about in two ways, and whoever asks for the property learns in which. `fill` makes the object
 * of one way, with this in the place of values of its properties.
 */
export function byAnswer(answer: Value, fill: (way: string, own: (v: Value) => Value) => Value): Value {
  const { whenTrue, whenFalse } = predOf(answer);
  const outcome = (truth: boolean, facts: Outcome["facts"]): Outcome => ({
    value: fill(String(truth), (v) => (v === answer ? constant(truth) : v)),
    facts,
  });
  const outcomes = [outcome(true, whenTrue), outcome(false, whenFalse)];
  return { ...joinAll(outcomes.map((o) => o.value)), outcomes };
}

/** Are both sides objects that stand there (`valid ? { ok: true } : { error: "..." }`)? */
export function areMade(then: Value, otherwise: Value): boolean {
  const made = ({ refs, consts, taints, unknown, outcomes }: Value) =>
    refs.length === 1 &&
    (refs[0]?.kind === "object" || refs[0]?.kind === "array") &&
    consts.length + taints.length === 0 &&
    !unknown &&
    outcomes === undefined;
  return made(then) && made(otherwise) && then.refs[0] !== otherwise.refs[0];
}
