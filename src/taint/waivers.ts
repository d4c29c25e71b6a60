/**
 * Ways past a check that the operator opens: `if not settings.allow_internal: refuse_internal(url)`.
 *
 * Whoever runs the server decides that, nobody who calls it, and without a setting the check is made. So what
 * the check establishes counts behind it: the way past it takes nothing away. Not so where the check has to be
 * switched on, or where an argument of the call waives it.
 */
import type { Block } from "../ir/types.js";
import { certain } from "./doubts.js";
import { deltaKey, isCheck } from "./facts.js";
import type { Node } from "./lineage.js";
import type { State } from "./state.js";
import type { Summary } from "./summary.js";
import type { Value } from "./values.js";

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
}

/** What one way has checked, given to the other. */
function lend(from: State, to: State): void {
  const checks = certain([...from.facts.values()]).filter((d) => isCheck(d.fact));
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
  if (!isNobodys(value)) return undefined;
  const made = block.instrs.findLast((i) => "dst" in i && i.dst === cond);
  // What a context manager does with an exception is no setting.
  if (made?.op === "unary" && made.operator === "swallows") return undefined;
  if (made?.op !== "binary") return true;
  if (!isNobodys(temps[made.left]) || !isNobodys(temps[made.right])) return undefined;
  if (isMeasured(block, made.left, temps) || isMeasured(block, made.right, temps)) return undefined;
  return !UNEQUAL.has(made.operator);
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
