/** What stands at a position of a call, read from the code as it is written. */
import type { FunctionCode } from "../ir/code.js";
import type { Instr, Temp } from "../ir/types.js";
import { type ParsedPosition, parsePosition } from "../models/position.js";
import type { Position } from "../models/types.js";

/** A value, and the function that makes it. */
export interface WrittenArgument {
  readonly code: FunctionCode;
  readonly temp: Temp;
}

/** Of the alternatives of a position, the first that is there; undefined where none is, or that is not to be seen. */
export function writtenAt(
  code: FunctionCode,
  call: Extract<Instr, { op: "call" }>,
  position: Position,
): WrittenArgument | undefined {
  for (const { base, path } of parsePosition(position)) {
    const temp = baseAt(call, base);
    const found = temp === undefined ? undefined : along({ code, temp }, path);
    if (found !== undefined) return found;
  }
  return undefined;
}

function baseAt(
  { args, self }: Extract<Instr, { op: "call" }>,
  base: ParsedPosition["base"],
): Temp | undefined {
  if (base.at === "this") return self;
  if (base.at === "name") return args.find((arg) => arg.name === base.name)?.value;
  if (base.at !== "arg") return undefined;
  const before = args.slice(0, base.index + 1);
  return before.some((arg) => arg.name !== undefined || arg.spread === true || arg.kwSpread === true)
    ? undefined
    : before[base.index]?.value;
}

/** Along names of properties and places in a list. */
function along(from: WrittenArgument, [step, ...others]: readonly string[]): WrittenArgument | undefined {
  if (step === undefined) return from;
  const made = from.code.origin(from.temp);
  const temp = made && partOf(made.instr, step);
  return temp === undefined ? undefined : along({ code: made?.code ?? from.code, temp }, others);
}

function partOf(instr: Instr, step: string): Temp | undefined {
  if (instr.op === "object") return instr.entries.find((entry) => entry.key === step)?.value;
  if (instr.op !== "array" || instr.elements.some((each) => each.spread === true)) return undefined;
  return instr.elements[Number(step)]?.value;
}
