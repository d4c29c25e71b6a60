/** What the texts begin with that a function answers, as far as they are put together in the function itself. */
import type { FunctionIR, Instr, Temp } from "./types.js";

/** The text that every answer begins with: `(c) => "\\" + code(c)`; undefined where one begins with something else. */
export function beginOfAnswers(fn: FunctionIR): string | undefined {
  const made = new Map<Temp, Instr>();
  for (const { instrs } of fn.blocks)
    for (const instr of instrs) if ("dst" in instr && instr.dst !== undefined) made.set(instr.dst, instr);
  let common: string | undefined;
  for (const { term } of fn.blocks) {
    if (term.op !== "return") continue;
    const text = term.src === undefined ? undefined : beginOf(made, term.src);
    if (text === undefined || (common !== undefined && common !== text)) return undefined;
    common = text;
  }
  return common;
}

function beginOf(made: ReadonlyMap<Temp, Instr>, temp: Temp): string | undefined {
  let at: Temp | undefined = temp;
  for (let i = 0; i < made.size && at !== undefined; i++) {
    const instr = made.get(at);
    if (instr?.op === "const") return typeof instr.value === "string" ? instr.value : undefined;
    at = instr?.op === "add" ? instr.left : instr?.op === "concat" ? instr.parts[0] : undefined;
  }
  return undefined;
}
