/**
 * Runs one summary: a work list over the control-flow graph, in reverse post-order.
 *
 * In: a summary with its inputs. Out: its result, outcomes, exit facts, and everything its calls record.
 * Loops are iterated until the state at their head is stable, at most MAX_VISITS times a block.
 */
import type { Instr } from "../ir/types.js";
import { asCondition, followPromises, returnPromise } from "./awaited.js";
import { blockOrder, entersGuarded } from "./block-order.js";
import { iterate } from "./collections.js";
import { refine } from "./conditions.js";
import { truthOf } from "./emptiness.js";
import { type Exit, finish } from "./exits.js";
import { difference } from "./facts.js";
import { liveVariables } from "./liveness.js";
import { enterLoop, loopEnds, nextBlock } from "./loops.js";
import type { Frame, Machine } from "./machine.js";
import { narrow } from "./narrowing.js";
import { loopTemps, Rounds } from "./rounds.js";
import { recordAnswer, recordThrow } from "./sinks.js";
import { copyState, joinInto, type State, type Variables } from "./state.js";
import { asStored } from "./stored.js";
import { Throwing } from "./throwing.js";
import { transfer } from "./transfer.js";
import { valueErrorsIn } from "./value-errors.js";
import { BOTTOM, type Outcome, UNDEFINED, type Value } from "./values.js";
import { Waivers, waivedOn } from "./waivers.js";

const MAX_VISITS = 6;

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
  const valueErrors = valueErrorsIn(m, frame);
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
    const caught = valueErrors?.get(id)?.facts();
    if (caught === "never") continue;
    if (caught !== undefined) state.facts = caught;
    frame.state = state;
    const { handler } = block;
    const throwing =
      handler === undefined
        ? undefined
        : new Throwing(state, entersGuarded(fn, id), (since) => flowTo(handler, state, -1, false, since));
    let dead = false;
    const errors = handler === undefined ? undefined : valueErrors?.get(handler);
    for (const instr of block.instrs) {
      if (++m.steps > m.ceiling) {
        m.exhausted = true;
        return;
      }
      if (instr.op === "yield")
        yields.push({ value: yielded(m, frame, instr), facts: difference(state.facts, summary.entryFacts) });
      const before = errors?.before(instr);
      const goesOn = transfer(m, frame, instr);
      if (before !== undefined && errors?.thrown(before) === true) pending.add(errors.handler);
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
        if (cond.asked !== undefined && !iterates) narrow(block, term.cond, cond.asked, yes, no);
        const promised = frame.promised?.has(term.cond) === true;
        const waived = iterates || promised ? undefined : waivedOn(block, term.cond, cond, frame.temps);
        if (yes !== undefined)
          flowTo(term.then, valueErrors?.get(id)?.caught(term.then) ?? yes, -1, waived === true);
        if (iterates)
          rounds.leaveLater(
            id,
            term.otherwise,
            state,
            loop.list === undefined ? BOTTOM : frame.temps[loop.list],
          );
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
      case "throw": {
        const before = errors?.beforeThrow(term.src);
        if (before !== undefined && errors?.thrown(before) === true) pending.add(errors.handler);
        if (term.src !== undefined && m.answering.size > 0 && block.handler === undefined)
          recordThrow(m, frame, frame.temps[term.src] ?? BOTTOM, m.site(frame.module, term.span));
        break;
      }
      default:
        break;
    }
  }
  finish(m, summary, frame, waivers.answered(m, exits), yields);
}

/** What one `yield` hands out, with what is known of it there: with `yield from` what the other one does, element by element. */
function yielded(m: Machine, frame: Frame, instr: Instr & { readonly op: "yield" }): Value {
  const given = frame.temps[instr.src] ?? BOTTOM;
  if (instr.delegate !== true) return asStored(m, frame, given, true);
  return iterate(m, frame, given, "values", m.site(frame.module, instr.span));
}
