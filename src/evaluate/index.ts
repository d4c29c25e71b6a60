/**
 * What a function of the audited program answers when it is asked about a value: `isPrivate("10.0.0.1")`. Functions that
 * check a value are small and reach nothing else, so that their answer can be computed from their representation,
 * whatever they do to come by it: bits, tables, loops over characters.
 */
import type { FunctionIR, ModuleIR } from "../ir/types.js";
import type { Resolve } from "./modules.js";
import { Evaluation } from "./run.js";
import { PROBES } from "./samples.js";
import { truth, UNKNOWN, type Val } from "./values.js";

/** "yes" and "no" for what conditions take a result for. */
export type Answer = "yes" | "no" | "throws";

const MAX_STEPS = 20_000;

export class Evaluator {
  private readonly evaluation: Evaluation;
  private readonly known = new Map<FunctionIR, Map<string, readonly Answer[]>>();
  private readonly telling = new Map<FunctionIR, boolean[]>();

  constructor(resolve: Resolve) {
    this.evaluation = new Evaluation(resolve);
  }

  /**
   * The answers for a text in the place of one parameter; what is given for the others nobody knows. More than one where
   * that depends on something else, a setting for example; none where it cannot be told.
   */
  answers(module: ModuleIR, fn: FunctionIR, position: number, text: string): readonly Answer[] {
    let known = this.known.get(fn);
    if (known === undefined) this.known.set(fn, (known = new Map()));
    const key = `${position}|${text}`;
    let answers = known.get(key);
    if (answers === undefined) known.set(key, (answers = this.asked(module, fn, position, text)));
    return answers;
  }

  /** Does it answer some of the samples otherwise than others? */
  tellsApart(module: ModuleIR, fn: FunctionIR, position: number): boolean {
    let known = this.telling.get(fn);
    if (known === undefined) this.telling.set(fn, (known = []));
    return (known[position] ??= this.probed(module, fn, position));
  }

  private probed(module: ModuleIR, fn: FunctionIR, position: number): boolean {
    return PROBES.some((texts) => {
      let first: string | undefined;
      for (const text of texts) {
        const said = this.answers(module, fn, position, text).join();
        if (said === "") return false;
        first ??= said;
        if (said !== first) return true;
      }
      return false;
    });
  }

  private asked(module: ModuleIR, fn: FunctionIR, position: number, text: string): readonly Answer[] {
    const given: Val[] = fn.params.map((param, i) =>
      i === position ? text : param.hasDefault ? undefined : UNKNOWN,
    );
    const answers = new Set<Answer>();
    for (const result of this.evaluation.run(module, fn, given, MAX_STEPS)) {
      if (result === "lost") return [];
      if (result === "throws") answers.add(result);
      else {
        const yes = truth(result.value, module.language === "python");
        if (yes === undefined) return [];
        answers.add(yes ? "yes" : "no");
      }
    }
    return [...answers];
  }
}
