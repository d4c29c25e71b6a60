/**
 * What a condition answers when something is known of what it asks for: `!a`, `a && b` and `a || b` are put together
 * here, and whoever knows something says what the rest answers.
 *
 *   if (!TOKEN || header !== TOKEN)      TOKEN is known to be missing: true, whatever the header is
 */
import type { FunctionCode } from "../ir/code.js";
import type { ConstValue, Instr, Temp } from "../ir/types.js";

export interface Asked {
  /** The function that asks, and the value as it stands there. */
  readonly code: FunctionCode;
  readonly temp: Temp;
  /** The instruction that the value comes from, and the function it stands in. */
  readonly at: FunctionCode;
  readonly instr: Instr;
  readonly depth: number;
}

/** What is known of a value that a condition asks for; undefined where that is nothing. */
export type Known = (asked: Asked) => boolean | undefined;

const MAX_DEPTH = 10;

export function decided(code: FunctionCode, temp: Temp, known: Known, depth = 0): boolean | undefined {
  const found = code.origin(temp);
  if (found === undefined || depth > MAX_DEPTH) return undefined;
  const { instr, code: at } = found;
  const own = known({ code, temp, at, instr, depth });
  if (own !== undefined) return own;
  if (instr.op === "unary" && instr.operator === "!") {
    const v = decided(at, instr.src, known, depth + 1);
    return v === undefined ? undefined : !v;
  }
  if (instr.op !== "logical" || instr.operator === "??") return undefined;
  const sides = [instr.left, instr.right].map((side) => decided(at, side, known, depth + 1));
  const decides = instr.operator === "||";
  if (sides.includes(decides)) return decides;
  return sides.includes(undefined) ? undefined : !decides;
}

/** A constant that says that there is nothing. */
export const isNothing = (value: ConstValue | undefined): boolean =>
  value === undefined || value === null || value === "";

/** Is it a constant, and one that says that there is nothing? */
export function fixed(code: FunctionCode, temp: Temp): "nothing" | "something" | undefined {
  const instr = code.origin(temp)?.instr;
  if (instr?.op === "global" && /^(undefined|None)$/.test(instr.name)) return "nothing";
  if (instr?.op !== "const") return undefined;
  return isNothing(instr.value) ? "nothing" : "something";
}
