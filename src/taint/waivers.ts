/**
 * Ways past a check that the operator opens: `if not settings.allow_internal: refuse_internal(url)`.
 *
 * Whoever runs the server decides that, nobody who calls it, and without a setting the check is made. So what
 * the check establishes counts behind it: the way past it takes nothing away. Not so where the check has to be
 * switched on, or where an argument of the call waives it.
 */
import type { Block, Instr } from "../ir/types.js";
import { disjoin } from "./choices.js";
import { certain } from "./doubts.js";
import type { Exit } from "./exits.js";
import { deltaKey, type FactDelta, isCheck } from "./facts.js";
import type { Node } from "./lineage.js";
import type { Machine } from "./machine.js";
import type { State } from "./state.js";
import type { Summary } from "./summary.js";
import { onlyConst, type Value } from "./values.js";

const UNEQUAL: ReadonlySet<string> = new Set(["!==", "!=", "is not"]);

/** The waivers met in one run of a function. */
export class Waivers {
  /** Places that only a waived way has reached so far. */
  private readonly open = new Set<number>();

  /** Called before a state meets what is known at a place. */
  meet(target: number, known: State | undefined, state: State, waived: boolean): void {
    if (known === undefined) {
      if (waived) this.open.add(target);
      return;
    }
    if (waived) lend(known, state);
    else if (this.open.delete(target)) lend(state, known);
  }

  /** Ways out, as they are for who looks at the answer: one that is waived has what is checked for the same answer. */
  answered(m: Machine, exits: ReadonlyMap<number, Exit>): readonly Exit[] {
    const all = [...exits.values()];
    if (this.open.size === 0) return all;
    return [...exits].map(([id, exit]) => (this.open.has(id) ? this.withChecks(m, exit, exits) : exit));
  }

  private withChecks(m: Machine, exit: Exit, exits: ReadonlyMap<number, Exit>): Exit {
    const answer = answerOf(m, exit.value);
    const checked: (readonly FactDelta[])[] = [];
    for (const [id, { value, state }] of exits)
      if (!this.open.has(id) && answer !== undefined && answerOf(m, value) === answer)
        checked.push(checksOf(state));
    // The others may each have checks of their own: a list of the operator on one, ranges on another.
    const made = disjoin(checked);
    if (made.length === 0) return exit;
    const facts = new Map([...exit.state.facts, ...made.map((d) => [deltaKey(d), d] as const)]);
    return { ...exit, state: { ...exit.state, facts } };
  }
}

const checksOf = ({ facts }: State): readonly FactDelta[] =>
  certain([...facts.values()]).filter((d) => isCheck(d.fact));

/** What an answer says, alone or as the first of several things; undefined where that is not known. */
function answerOf(m: Machine, v: Value): string | undefined {
  const only = onlyConst(v);
  if (only !== undefined) return String(only.value);
  const [list] = v.refs;
  if (list?.kind === "array" && v.refs.length === 1 && v.taints.length + v.consts.length === 0) {
    const first = onlyConst(m.heap.read(list, "0"));
    return first === undefined ? undefined : `[${String(first.value)}`;
  }
  return v.taints.length > 0 && v.refs.length === 0 && !v.unknown
    ? `<${v.taints.map((n) => n.canon).join()}`
    : undefined;
}

/** What one way has checked, given to the other. */
function lend(from: State, to: State): void {
  const checks = checksOf(from);
  if (checks.length > 0) to.facts = new Map([...to.facts, ...checks.map((d) => [deltaKey(d), d] as const)]);
}

/**
 * On which answer does the branch at the end of the block waive something? `!setting` stands in the program as
 * a branch on the setting, with its ways exchanged; undefined where a caller has a say.
 */
export function waivedOn(
  block: Block,
  cond: number,
  value: Value,
  temps: readonly Value[],
): boolean | undefined {
  const made = block.instrs.findLast((i) => "dst" in i && i.dst === cond);
  if (!isNobodys(value) && !isAskedOfNobody(made, value, temps)) return undefined;
  // What a context manager does with an exception is no setting.
  if (made?.op === "unary" && made.operator === "swallows") return undefined;
  if (made?.op !== "binary") return true;
  if (!isNobodys(temps[made.left]) || !isNobodys(temps[made.right])) return undefined;
  if (isMeasured(block, made.left, temps) || isMeasured(block, made.right, temps)) return undefined;
  return !UNEQUAL.has(made.operator);
}

/** Is it what a function answers that was given nothing of a caller's (`if allow_internal():`)? */
function isAskedOfNobody(made: Instr | undefined, { outcomes }: Value, temps: readonly Value[]): boolean {
  if (made?.op !== "call" || made.self !== undefined || outcomes === undefined) return false;
  return (
    made.args.every((arg) => isNobodys(temps[arg.value])) &&
    outcomes.every((o) => isNobodys(o.value) && o.facts.every((d) => isOperators(d.node)))
  );
}

/** Is it how long something is that comes from elsewhere (`word.length`, `len(word)`)? That is the caller's. */
function isMeasured(block: Block, temp: number, temps: readonly Value[]): boolean {
  const made = block.instrs.findLast((i) => "dst" in i && i.dst === temp);
  const isSent = (of: number): boolean => temps[of]?.taints.some((n) => !isOperators(n)) === true;
  if (made?.op === "load") return isSent(made.obj);
  return made?.op === "call" && made.args.some((arg) => isSent(arg.value));
}

/** Nothing of a caller, and no answer of a check of what a caller sent. */
const isNobodys = (v: Value | undefined): boolean =>
  v !== undefined &&
  v.outcomes === undefined &&
  v.taints.every((n) => isOperators(n)) &&
  [...(v.pred?.whenTrue ?? []), ...(v.pred?.whenFalse ?? [])].every(
    (d) => d.fact.options === undefined && isOperators(d.node),
  );

const OPERATORS: ReadonlySet<string> = new Set(["environment", "env-secret", "cli-input"]);
const MAX_DEPTH = 3;

/** Does the value come from whoever starts the server? */
function isOperators({ root }: Node, depth = 0): boolean {
  if (root.kind === "source") return OPERATORS.has(root.source.kind);
  const given = (root.owner as Summary).bindings.get(root.position) ?? [];
  return depth < MAX_DEPTH && given.length > 0 && given.every(({ node }) => isOperators(node, depth + 1));
}
