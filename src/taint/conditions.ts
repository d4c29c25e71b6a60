/**
 * What a condition establishes on each of its branches.
 *
 * A value can carry a predicate (`p.startsWith(base)`), outcomes (the ways a called helper returned), or
 * only its own truth. `refine` gives the state after the condition, or undefined when that branch cannot
 * be taken.
 */

import { disjoin } from "./choices.js";
import { settle } from "./correlated.js";
import { addFacts, type FactDelta } from "./facts.js";
import { HOLE } from "./lineage.js";
import { presence } from "./presence.js";
import type { State } from "./state.js";
import {
  BOOL,
  canBeFalse,
  canBeTrue,
  constant,
  join,
  type Outcome,
  type Pred,
  type Prim,
  plain,
  type Value,
  withPred,
} from "./values.js";

export const NO_PRED: Pred = { whenTrue: [], whenFalse: [] };

/** What the truth of `v` says, from its predicate or its outcomes. */
export function predOf(v: Value): Pred {
  if (v.outcomes !== undefined) {
    const pred = {
      whenTrue: disjoin(
        informed(v.outcomes.filter((o) => canBeTrue(o.value)).map((o) => branchFacts(o, true))),
      ),
      whenFalse: disjoin(informed(v.outcomes.filter(canFail).map((o) => branchFacts(o, false)))),
    };
    if (v.told === undefined) return pred;
    return {
      whenTrue: [...pred.whenTrue, ...v.told.whenTrue],
      whenFalse: [...pred.whenFalse, ...v.told.whenFalse],
    };
  }
  return v.pred ?? presence(v) ?? NO_PRED;
}

/**
 * Leaves out ways on which nothing was tested: a check that the operator can switch off (`if (!roots.length)
 * return true`) still is a check. That a value is missing on one of the ways is none.
 */
export function informed(lists: readonly (readonly FactDelta[])[]): readonly (readonly FactDelta[])[] {
  const some = lists.filter((l) => l.length > 0);
  return some.some((l) => l.some((d) => d.fact.test !== "present")) ? some : lists;
}

/** Can it be false, come about so? */
const canFail = (o: Outcome): boolean => o.there !== "object" && canBeFalse(o.value);

function branchFacts(o: Outcome, truth: boolean): readonly FactDelta[] {
  const inner = o.value.pred;
  if (inner === undefined) return o.facts;
  return [...o.facts, ...(truth ? inner.whenTrue : inner.whenFalse)];
}

/** State on the branch where `cond` is `truth`; undefined when it cannot be. Mutates and returns `state`. */
export function refine(state: State, cond: Value, truth: boolean): State | undefined {
  if (cond.outcomes !== undefined) {
    const possible = cond.outcomes.some((o) => (truth ? canBeTrue(o.value) : canFail(o)));
    if (!possible) return undefined;
  }
  if (truth ? !canBeTrue(cond) : !canBeFalse(cond)) return undefined;
  const pred = predOf(cond);
  const found = truth ? pred.whenTrue : pred.whenFalse;
  state.facts = settle(addFacts(state.facts, found), found);
  return state;
}

/** `!v` */
export function negate(v: Value): Value {
  const pred = predOf(v);
  const consts: boolean[] = [];
  if (canBeTrue(v)) consts.push(false);
  if (canBeFalse(v)) consts.push(true);
  const out: Value = consts.length === 1 ? constant(consts[0]) : BOOL;
  const negated = withPred(out, { whenTrue: pred.whenFalse, whenFalse: pred.whenTrue });
  return v.asked === undefined ? negated : { ...negated, asked: { ...v.asked, negated: !v.asked.negated } };
}

/** The left side as far as it is the result: `a || b` is never a false `a`. */
function passing(operator: "||" | "??", v: Value): Value {
  const missing = (c: Prim) => (operator === "||" ? !c : c === undefined || c === null);
  return v.consts.some(missing) ? { ...plain(v), consts: v.consts.filter((c) => !missing(c)) } : plain(v);
}

/** Is the left side one of several constants, and never the one in the place of which the right side is taken? */
const isThere = (operator: "||" | "??", { refs, consts, taints, unknown }: Value): boolean =>
  consts.length > 0 &&
  !unknown &&
  refs.length + taints.length === 0 &&
  !consts.some((c) => (operator === "??" ? c === undefined || c === null : !c || c === HOLE));

/** What `a && b` gives of its left side: an empty text, nothing at all, zero. None of these carries what was sent. */
const refusing = (v: Value): Value =>
  v.taints.length === 0 ? plain(v) : { ...plain(v), taints: [], unknown: true };

/** The entries of a table that a name may have chosen (`handlers[name] || unknown`), where all of them are objects. */
function entriesOf({ outcomes }: Value): readonly Outcome[] | undefined {
  const there = outcomes?.filter((o) => o.value.refs.length > 0 || o.facts.length > 0);
  return there?.some((o) => o.facts.length > 0) === true &&
    there.every((o) => o.value.refs.length > 0 && o.value.taints.length === 0)
    ? there
    : undefined;
}

/** `a && b`, `a || b` as values. */
export function logical(operator: "&&" | "||" | "??", left: Value, right: Value): Value {
  const l = predOf(left);
  const r = predOf(right);
  const joined = join(operator === "&&" ? refusing(left) : passing(operator, left), plain(right));
  const entries = operator === "&&" ? undefined : entriesOf(left);
  if (entries !== undefined)
    return { ...plain(joined), outcomes: [...entries, { value: plain(right), facts: [] }] };
  if (operator !== "&&" && isThere(operator, left)) return plain(left);
  // `text.match(p) ?? []`: what was found, or nothing.
  const found = left.pred !== undefined && right.refs.some((r) => r.kind === "array");
  if (operator === "??" && !found) return plain(joined);
  const rightNever =
    right.refs.length === 0 && right.consts.length === 0 && right.taints.length === 0 && !right.unknown;
  if (rightNever) return left;
  const both = (a: readonly FactDelta[], b: readonly FactDelta[]) => [...a, ...b];
  const either = (a: readonly FactDelta[], b: readonly FactDelta[]) => disjoin([a, b]);
  const pred: Pred =
    operator === "&&"
      ? {
          whenTrue: both(l.whenTrue, r.whenTrue),
          whenFalse: eitherWithImpossible(left, right, l.whenFalse, [...l.whenTrue, ...r.whenFalse], false),
        }
      : {
          whenTrue: eitherWithImpossible(left, right, l.whenTrue, [...l.whenFalse, ...r.whenTrue], true),
          whenFalse: both(l.whenFalse, r.whenFalse),
        };
  return withPred(plain(joined), pred);

  function eitherWithImpossible(
    a: Value,
    b: Value,
    fa: readonly FactDelta[],
    fb: readonly FactDelta[],
    truth: boolean,
  ): readonly FactDelta[] {
    const can = truth ? canBeTrue : canBeFalse;
    if (!can(a)) return fb;
    if (!can(b)) return fa;
    return either(fa, fb);
  }
}

/** The truth of `v === constant` from the outcomes of `v` (null, false, "ok", ...). */
export function equalsPred(
  v: Value,
  test: (o: Value, there: boolean) => { may: boolean; mayNot: boolean },
): Pred | undefined {
  if (v.outcomes === undefined) return undefined;
  const yes: (readonly FactDelta[])[] = [];
  const no: (readonly FactDelta[])[] = [];
  for (const o of v.outcomes) {
    const t = test(o.value, o.there !== undefined);
    if (t.may) yes.push(o.facts);
    if (t.mayNot) no.push(o.facts);
  }
  return { whenTrue: disjoin(informed(yes)), whenFalse: disjoin(informed(no)) };
}
