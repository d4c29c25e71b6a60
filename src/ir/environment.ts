/** Variables of the environment that code reads by a constant name, as it is written; nothing is run. */
import type { FunctionCode } from "./code.js";
import type { Instr } from "./types.js";

export interface EnvironmentRead {
  readonly name: string;
  readonly code: FunctionCode;
  readonly instr: Instr;
}

/** Text of an expression that stands for the whole environment. */
export const ENVIRONMENT =
  /(?:^|\.)(?:process\.env|os\.environ|environ|Bun\.env|Deno\.env|import\.meta\.env)$/;
/** A word in all that reads the environment, whatever it is imported as. */
export const ENVIRONMENT_WORDS = /env/;
const READERS = /(?:^|\.)(?:getenv|environ\.(?:get|pop|setdefault)|Deno\.env\.get)$/;

/** The reads in one function, in the order in which they stand there. */
export function* environmentReads(code: FunctionCode): Generator<EnvironmentRead> {
  for (const block of code.fn.blocks) {
    for (const instr of block.instrs) {
      const name = variableOf(code, instr);
      if (name !== undefined) yield { name, code, instr };
    }
  }
}

function variableOf(code: FunctionCode, instr: Instr): string | undefined {
  if (instr.op === "load")
    return ENVIRONMENT.test(code.text(instr.obj)) && /^[A-Z_][A-Z0-9_]*$/.test(instr.key)
      ? instr.key
      : undefined;
  if (instr.op === "loadi") {
    const key = code.constant(instr.key);
    return typeof key === "string" && ENVIRONMENT.test(code.text(instr.obj)) ? key : undefined;
  }
  const first = instr.op === "call" ? instr.args[0] : undefined;
  if (instr.op !== "call" || first === undefined || !READERS.test(code.text(instr.callee))) return undefined;
  const name = code.constant(first.value);
  return typeof name === "string" ? name : undefined;
}
