/**
 * The constant texts that a value is made of, as written: `path.join(os.homedir(), ".ssh", name)` is made of
 * ".ssh". Callees are not entered and nothing is computed.
 */
import type { FunctionCode } from "./code.js";
import type { Instr, Temp } from "./types.js";

const MAX_INGREDIENTS = 200;

/** Constant texts that a value is made of, behind variables that are written once, calls and lists. */
export function ingredientsOf(code: FunctionCode, temp: Temp): readonly string[] {
  const out = new Set<string>();
  const seen = new Set<Instr>();
  const visit = (from: FunctionCode, t: Temp, depth: number): void => {
    const origin = depth > 8 || seen.size > MAX_INGREDIENTS ? undefined : from.origin(t);
    if (origin === undefined || seen.has(origin.instr)) return;
    seen.add(origin.instr);
    const { code: at, instr } = origin;
    if (instr.op === "const") {
      if (typeof instr.value === "string") out.add(instr.value);
      return;
    }
    for (const part of operandsOf(instr)) visit(at, part, depth + 1);
  };
  visit(code, temp, 0);
  return [...out];
}

/** The temps that the result of an instruction is made of. */
function operandsOf(instr: Instr): readonly Temp[] {
  switch (instr.op) {
    case "call":
      return [...(instr.self === undefined ? [] : [instr.self]), ...instr.args.map((arg) => arg.value)];
    case "binary":
      return [instr.left, instr.right];
    case "object":
      return instr.entries.map((entry) => entry.value);
    default:
      return partsOf(instr);
  }
}

/** The temps whose values are handed on by an instruction that computes nothing else: texts, choices, lists, reads. */
export function partsOf(instr: Instr): readonly Temp[] {
  switch (instr.op) {
    case "concat":
      return instr.parts;
    case "add":
    case "logical":
      return [instr.left, instr.right];
    case "select":
      return [instr.then, instr.otherwise];
    case "default":
      return [instr.src, instr.otherwise];
    case "array":
      return instr.elements.map((element) => element.value);
    case "load":
    case "loadi":
      return [instr.obj];
    case "iterate":
    case "enter":
    case "await":
      return [instr.src];
    default:
      return [];
  }
}
