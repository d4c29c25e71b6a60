/**
 * Runs one summary: a work list over the control-flow graph, in reverse post-order.
 *
 * In: a summary with its inputs. Out: its result, outcomes, exit facts, and everything its calls record.
 * Loops are iterated until the state at their head is stable, at most MAX_VISITS times a block.
 */
import type { Instr } from "../ir/types.js";
import { asCondition, followPromises, returnPromise } from "./awaited.js";
import { blockOrder, entersGuarded } from "./block-order.js";
import { disjoin } from "./choices.js";
import { iterate } from "./collections.js";
import { informed, refine } from "./conditions.js";
import { certain } from "./doubts.js";
import { fillingOf, truthOf } from "./emptiness.js";
import { commonDeltas, difference, type FactDelta, isKind, isOfElement, weighs } from "./facts.js";
import type { Node } from "./lineage.js";
import { liveVariables } from "./liveness.js";
import { enterLoop, loopEnds, nextBlock } from "./loops.js";
import type { Frame, Machine } from "./machine.js";
import { type OneSided, oneSided } from "./one-sided.js";
import { loopTemps, Rounds } from "./rounds.js";
import { recordAnswer, recordThrow } from "./sinks.js";
import { copyState, joinInto, newState, type State, type Variables } from "./state.js";
import { asStored } from "./stored.js";
import type { Summary } from "./summary.js";
import { Throwing } from "./throwing.js";
import { transfer } from "./transfer.js";
import { ValueErrors } from "./value-errors.js";
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
import { Waivers, waivedOn } from "./waivers.js";

const MAX_VISITS = 6;
const MAX_OUTCOMES = 12;

interface Exit {
  readonly value: Value;
  readonly state: State;
}

/** Interprets the body of `summary.fn` with the given frame; fills the summary's results. */
export function interpretBody(m: Machine, frame: Frame): void {
  const { fn, summary } = frame;
  const order = blockOrder(fn);
  const ends = loopEnds(fn);
  const entry: (State | undefined)[] = new Array(fn.blocks.length);
  const visits = new Array<number>(fn.blocks.length).fill(0);
  const pending = new Set<number>([0]);
  const exits: Map<number, Exit> = new Map();
  const yields: Outcome[] = [];
  entry[0] = frame.state;
  m.visited.add(fn);

  // The way out of a loop is taken after its body has been seen, so that what the body established counts,
  // and before anything behind the loop, so that nothing there is seen without it.
  const rounds = new Rounds();
  const waivers = new Waivers();
  const valueErrors = new ValueErrors(m, frame);
  const flowTo = (target: number, state: State, from = -1, waived = false, since?: Variables) => {
    const known = entry[target];
    if (ends.has(target)) enterLoop(fn, target, state);
    waivers.meet(target, known, state, waived);
    if (from >= 0 && (order[target] as number) <= (order[from] as number)) {
      if (rounds.round(target, from, state, known)) pending.add(target);
    }
    if (known === undefined) {
      entry[target] = copyState(state);
      pending.add(target);
    } else if (
      joinInto(
        known,
        state,
        { lineage: m.lineage, key: `${summary.id}.${target}` },
        liveVariables(fn)[target],
        since,
      ) &&
      (visits[target] ?? 0) < MAX_VISITS
    )
      pending.add(target);
  };

  while (pending.size > 0 || !rounds.left) {
    const id = nextBlock(pending, order, ends);
    const out = rounds.next(order);
    if (out !== undefined && (id < 0 || out.at <= (order[id] as number))) {
      const exit = rounds.leave(out.head);
      if (exit !== undefined) flowTo(exit.target, exit.state);
      continue;
    }
    pending.delete(id);
    const block = fn.blocks[id];
    const start = entry[id];
    if (block === undefined || start === undefined) continue;
    visits[id] = (visits[id] ?? 0) + 1;
    const state = copyState(start);
    frame.state = state;
    const { handler } = block;
    const throwing =
      handler === undefined
        ? undefined
        : new Throwing(state, entersGuarded(fn, id), (since) => flowTo(handler, state, -1, false, since));
    let dead = false;
    const asked = valueErrors.asks(handler) ? handler : undefined;
    const mayThrow = (before: State | undefined) => {
      if (asked !== undefined && before !== undefined && valueErrors.thrown(asked, before))
        pending.add(asked);
    };
    for (const instr of block.instrs) {
      if (++m.steps > m.ceiling) {
        m.exhausted = true;
        return;
      }
      if (instr.op === "yield")
        yields.push({ value: yielded(m, frame, instr), facts: difference(state.facts, summary.entryFacts) });
      const before = asked === undefined ? undefined : valueErrors.before(instr);
      const goesOn = transfer(m, frame, instr);
      mayThrow(before);
      if (!goesOn) {
        dead = true;
        break;
      }
      if (frame.promised !== undefined) followPromises(frame, instr);
      if (throwing !== undefined) {
        if (instr.op === "setvar") throwing.assigned();
        else if (instr.op === "call") throwing.called();
      }
    }
    throwing?.end();
    if (dead) continue;
    const term = block.term;
    switch (term.op) {
      case "jump":
        if (term.arm === true) (frame.arms ??= new Map()).set(id, state.facts);
        flowTo(term.to, state, id);
        break;
      case "branch": {
        const cond = asCondition(frame, term.cond, truthOf(frame, frame.temps[term.cond] ?? BOTTOM));
        m.seen.branch(frame, cond);
        // Whether there is another element says nothing of the element.
        const loop = loopTemps(fn).get(term.cond);
        const iterates = loop !== undefined;
        const yes = iterates ? copyState(state) : refine(copyState(state), cond, true);
        const no = iterates ? state : refine(state, cond, false);
        const promised = frame.promised?.has(term.cond) === true;
        const waived = iterates || promised ? undefined : waivedOn(block, term.cond, cond, frame.temps);
        if (yes !== undefined)
          flowTo(term.then, valueErrors.caught(id, term.then) ?? yes, -1, waived === true);
        if (iterates) rounds.leaveLater(id, term.otherwise, state, frame.temps[loop.list]);
        else if (no !== undefined) flowTo(term.otherwise, no, -1, waived === false);
        break;
      }
      case "return": {
        const value = term.src === undefined ? UNDEFINED : (frame.temps[term.src] ?? BOTTOM);
        if (term.src !== undefined && m.answering.size > 0)
          recordAnswer(m, frame, value, m.site(frame.module, term.span));
        if (term.src !== undefined) returnPromise(frame, term.src);
        exits.set(id, { value, state });
        break;
      }
      case "throw":
        mayThrow(asked === undefined ? undefined : valueErrors.beforeThrow(term.src));
        if (term.src !== undefined && m.answering.size > 0 && block.handler === undefined)
          recordThrow(m, frame, frame.temps[term.src] ?? BOTTOM, m.site(frame.module, term.span));
        break;
      default:
        break;
    }
  }
  finish(m, summary, frame, [...exits.values()], yields);
}

/** What one `yield` hands out, with what is known of it there: with `yield from` what the other one does, element by element. */
function yielded(m: Machine, frame: Frame, instr: Instr & { readonly op: "yield" }): Value {
  const given = frame.temps[instr.src] ?? BOTTOM;
  if (instr.delegate !== true) return asStored(m, frame, given, true);
  return iterate(m, frame, given, "values", m.site(frame.module, instr.span));
}

function finish(
  m: Machine,
  summary: Summary,
  frame: Frame,
  exits: readonly Exit[],
  yields: readonly Outcome[],
): void {
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
  // What holds on every way comes last: where there is no room for all, it stays.
  summary.exitFacts = frame.fn.generator
    ? whereverYielded(yields)
    : [
        ...owned,
        ...exitFacts(
          since.map((established) => established.filter(saysMore)),
          answersYesOrNo(exits),
        ),
      ];
  summary.filling = fillingOf(exits, (state) => certain(difference(state.facts, summary.entryFacts)));
  summary.outcomes = outcomes.length > 1 && outcomes.length <= MAX_OUTCOMES ? outcomes : [];
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
function exitFacts(ways: readonly (readonly FactDelta[])[], answers: boolean): readonly FactDelta[] {
  const [only, ...others] = ways;
  if (only === undefined || others.length === 0) return only ?? [];
  const sure = ways.map(certain);
  if (answers) return disjoin(sure);
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

export function entryState(frameVars: number, facts: Summary["entryFacts"]): State {
  return newState(frameVars, BOTTOM, facts);
}
