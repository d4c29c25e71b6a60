/**
 * What a function gives back: its result, in which ways it came about, and what holds behind it. Read by callers in their
 * own terms (substitution.ts).
 */
import { disjoin } from "./choices.js";
import { informed } from "./conditions.js";
import { certain } from "./doubts.js";
import { fillingOf } from "./emptiness.js";
import { commonDeltas, difference, type FactDelta, isKind, isOfElement, weighs } from "./facts.js";
import type { Node } from "./lineage.js";
import type { Frame, Machine } from "./machine.js";
import { type OneSided, oneSided } from "./one-sided.js";
import { isRejected } from "./promises.js";
import { fewWays } from "./same-answers.js";
import type { State } from "./state.js";
import type { Summary } from "./summary.js";
import {
  BOTTOM,
  isBottom,
  join,
  type Outcome,
  plain,
  predOutcomes,
  reference,
  UNDEFINED,
  type Value,
} from "./values.js";

const MAX_OUTCOMES = 12;

/** One way out: what is returned there, and what holds. */
export interface Exit {
  readonly value: Value;
  readonly state: State;
}

/** Fills the results of a summary: what it returns, on which ways, and what holds then. */
export function finish(
  m: Machine,
  summary: Summary,
  frame: Frame,
  ways: readonly Exit[],
  yields: readonly Outcome[],
): void {
  // `return Promise.reject(error)` stops who waits as `throw` does.
  const kept = ways.filter(({ value }) => !isRejected(value));
  const exits = kept.length === 0 ? ways : kept;
  const outcomes: Outcome[] = [];
  let ret: Value = BOTTOM;
  const owned: FactDelta[] = [];
  const since = exits.map(({ state }) => difference(state.facts, summary.entryFacts));
  since.forEach((established, n) => {
    const facts = certain(established);
    const own = ownOf(m, exits, n, summary, facts);
    owned.push(...own.facts);
    ret = join(ret, plain(own.value));
    for (const o of split(own.value, facts)) outcomes.push(o);
  });
  if (frame.fn.generator && yields.length > 0) {
    const site = m.site(frame.module, frame.fn.span);
    const items = m.heap.data("array", site, `y${summary.id}`);
    for (const y of yields) m.heap.write(items, "*", y.value);
    ret = reference(items);
    outcomes.length = 0;
  }
  summary.returns = exits.length > 0 || frame.fn.generator;
  summary.ret = isBottom(ret) && summary.returns ? UNDEFINED : ret;
  summary.outcomes = outcomes.length > 1 ? fewWays(m, outcomes, MAX_OUTCOMES) : [];
  // What holds on every way comes last: where there is no room for all, it stays.
  summary.exitFacts = frame.fn.generator
    ? whereverYielded(yields)
    : [
        ...owned,
        ...exitFacts(
          since.map((established) => established.filter(saysMore)),
          answersYesOrNo(exits),
          summary.outcomes.length > 0,
        ),
      ];
  summary.filling = fillingOf(exits, (state) => certain(difference(state.facts, summary.entryFacts)));
}

/** Is the value one of a few? For a choice: in every alternative. Of which kind it is, is no such choice. */
const isChosen = ({ node, fact }: FactDelta): boolean =>
  fact.options === undefined
    ? !fact.negated && !isKind({ node, fact }) && (fact.test === "equals" || fact.test === "in-set")
    : fact.options.every((o) => o.some(isChosen));

/**
 * Whoever is handed something by a generator knows what holds wherever it hands out anything; of the elements that
 * it goes through that is known of those which it hands out, and goes with them.
 */
function whereverYielded(yields: readonly Outcome[]): readonly FactDelta[] {
  const ofElements = ({ node, fact }: FactDelta): boolean =>
    fact.options === undefined ? isOfElement(node) : fact.options.some((o) => o.some(ofElements));
  return commonDeltas(yields.map((y) => certain(y.facts))).filter((d) => saysMore(d) && !ofElements(d));
}

/** Facts of one way out: what was checked last is nearest to what is returned. */
const MAX_OWN = 2;

/**
 * What a way out has established of a value that no other way out returns (the real path, where the others
 * return the path itself): whoever is given that value is given one that was checked. It goes by a name of its
 * own, for what the caller makes of the same argument in its place (`safe(x) ?? raw(x)`) was not.
 */
function ownOf(
  m: Machine,
  exits: readonly Exit[],
  n: number,
  summary: Summary,
  established: readonly FactDelta[],
): OneSided {
  const { value } = exits[n] as Exit;
  if (exits.length < 2 || value.taints.length === 0) return { value, facts: [] };
  const own = new Set(value.taints);
  const others: Node[] = [];
  for (const [i, other] of exits.entries()) if (i !== n) others.push(...other.value.taints);
  for (const node of others) own.delete(node);
  if (own.size === 0) return { value, facts: [] };
  const isOwn = ({ node, fact }: FactDelta): boolean => {
    if (fact.options !== undefined) return fact.options.every((o) => o.some(isOwn));
    for (let at: Node | undefined = node; at !== undefined; at = at.parent) if (own.has(at)) return true;
    return false;
  };
  const facts = established.filter((d) => weighs(d) && isOwn(d)).slice(-MAX_OWN);
  const at = { lineage: m.lineage, key: `${summary.id}<${n}` };
  // Which of a few the argument is, is known of what is made of it here and of nothing else.
  const chosen = established.filter(isChosen);
  return oneSided(at, value, { ...BOTTOM, taints: others }, [...chosen, ...facts]) ?? { value, facts };
}

/** That an argument was there at the end is of no use to the caller. */
const saysMore = ({ fact }: FactDelta): boolean => fact.test !== "present" || fact.negated;

/** Does it return yes on one way and no on another? What holds then is for those who look at the answer. */
function answersYesOrNo(exits: readonly Exit[]): boolean {
  const says = (answer: boolean) => (e: Exit) =>
    e.value.consts.length > 0 &&
    e.value.refs.length === 0 &&
    e.value.taints.length === 0 &&
    e.value.consts.every((c) => Boolean(c) === answer);
  return exits.some(says(true)) && exits.some(says(false));
}

/** What holds however the function returns; what is in doubt on one of the ways stays so. */
function exitFacts(
  ways: readonly (readonly FactDelta[])[],
  answers: boolean,
  told: boolean,
): readonly FactDelta[] {
  const [only, ...others] = ways;
  if (only === undefined || others.length === 0) return only ?? [];
  const sure = ways.map(certain);
  // Who looks at an answer is told what it means; which of all ways it was says nothing more.
  if (answers) return told ? commonDeltas(sure) : disjoin(sure);
  const doubts = ways.flatMap((w) => w.filter((d) => d.fact.maybe === true));
  return [...disjoin(informed(sure)), ...doubts.slice(0, 6)];
}

/** A returned value that is itself split by truth (a predicate, outcomes of a call) stays split. */
function split(value: Value, facts: readonly FactDelta[]): Outcome[] {
  return predOutcomes(value).map((o) => ({
    value: o.value,
    facts: o.facts.length === 0 ? facts : [...facts, ...o.facts],
    ...(o.tag ? { tag: o.tag } : {}),
  }));
}
