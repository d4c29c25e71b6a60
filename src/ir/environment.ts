/** Variables of the environment that code reads, as it is written; nothing is run. */
import type { FunctionCode } from "./code.js";
import type { Instr, Temp } from "./types.js";

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
const READERS =
  /(?:^|\.)(?:getenv|environ\.(?:get|pop|setdefault)|(?:Deno\.env|Bun\.env|process\.env)\.get)$/;

export interface VariableRead {
  /** Undefined where that is not known. */
  readonly name: string | undefined;
  /** What the call gives where the variable is not set. */
  readonly otherwise: Temp | undefined;
}

/** The reads in one function, in the order in which they stand there. */
export function* environmentReads(code: FunctionCode): Generator<EnvironmentRead> {
  for (const block of code.fn.blocks) {
    for (const instr of block.instrs) {
      const name = variableOf(code, instr);
      if (name !== undefined) yield { name, code, instr };
    }
  }
}

/** The name where it is a constant; of a property, one that is written as variables are. */
function variableOf(code: FunctionCode, instr: Instr): string | undefined {
  const name = variableRead(code, instr)?.name;
  return instr.op === "load" && !/^[A-Z_][A-Z0-9_]*$/.test(instr.key) ? undefined : name;
}

/** The variable that an instruction reads. */
export function variableRead(code: FunctionCode, instr: Instr): VariableRead | undefined {
  const nameAt = (temp: Temp): string | undefined => {
    const name = code.constant(temp);
    return typeof name === "string" ? name : undefined;
  };
  switch (instr.op) {
    case "load":
      return ENVIRONMENT.test(code.text(instr.obj)) ? { name: instr.key, otherwise: undefined } : undefined;
    case "loadi":
      return ENVIRONMENT.test(code.text(instr.obj))
        ? { name: nameAt(instr.key), otherwise: undefined }
        : undefined;
    case "call": {
      const [first, second] = instr.args;
      if (first === undefined || !READERS.test(code.text(instr.callee))) return undefined;
      const otherwise = second ?? instr.args.find((arg) => arg.name === "default");
      return { name: nameAt(first.value), otherwise: otherwise?.value };
    }
    default:
      return undefined;
  }
}
