/**
 * Files that a program writes for a shell of its own, in a folder for temporary files: what it names there by a name
 * such as `.zshrc` is read by nobody else. As written: the folder stands first, and nothing leads out of it.
 */
import {
  type FunctionCode,
  ingredientsOf,
  instructions,
  type Program,
  type Temp,
  type WrittenCall,
} from "../../../src/rules/api.js";

const MAX_DEPTH = 8;

/** Does the path that is written to, the first argument or the receiver, begin with a folder for temporary files? */
export function isInTemporary(program: Program, call: WrittenCall): boolean {
  const { args, self } = call.instr;
  const path = args[0]?.value;
  return [path, self].some(
    (temp) => temp !== undefined && !leadsOut(call.code, temp) && begins(program, call.code, temp, 0),
  );
}

const leadsOut = (code: FunctionCode, temp: Temp): boolean =>
  ingredientsOf(code, temp).some((text) => /(?:^|[\\/])\.\.(?:[\\/]|$)|^~/.test(text));

function begins(program: Program, code: FunctionCode, temp: Temp, depth: number): boolean {
  const origin = depth > MAX_DEPTH ? undefined : code.origin(temp);
  if (origin === undefined) return false;
  const { instr, code: at } = origin;
  const into = (code: FunctionCode, part: Temp): boolean =>
    !leadsOut(code, part) && begins(program, code, part, depth + 1);
  const of = (part: Temp | undefined): boolean => part !== undefined && into(at, part);
  switch (instr.op) {
    case "call": {
      const made = program.written.at(instr);
      if (made === undefined) return false;
      if (program.written.placeOf(made) === "temp") return true;
      const row = made.model?.flows.find((each) => each.op === "path-join" || each.op === "string");
      return row !== undefined && of(instr.args[0]?.value);
    }
    case "concat":
      return of(instr.parts[0]);
    case "add":
      return of(instr.left);
    case "enter":
    case "await":
      return of(instr.src);
    case "load":
      return keptAs(program, at, instr.key, into);
    default:
      return false;
  }
}

/** A field: whatever the file puts into one of that name begins so, where it is a path at all. */
function keptAs(
  program: Program,
  { module }: FunctionCode,
  key: string,
  of: (code: FunctionCode, temp: Temp) => boolean,
): boolean {
  const kept = program.functions
    .filter((each) => each.module === module)
    .flatMap((code) => [...instructions(code)].map((instr) => ({ code, instr })));
  let known = false;
  for (const { code, instr } of kept) {
    if (instr.op !== "store" || instr.key !== key || isNothing(code, instr.src)) continue;
    if (!of(code, instr.src)) return false;
    known = true;
  }
  return known;
}

function isNothing(code: FunctionCode, temp: Temp): boolean {
  const origin = code.origin(temp);
  return origin?.instr.op === "const" && typeof origin.instr.value !== "string";
}
