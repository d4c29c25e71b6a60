/**
 * Constants that take the place of a setting by statements of their own.
 *
 *   let secret = process.env.JWT_SECRET;
 *   if (!secret) secret = "keyboard-cat";          the same as `process.env.JWT_SECRET || "keyboard-cat"`
 *
 *   const own = os.environ.get("JWT_SECRET"); if (own) return own; return "keyboard-cat";
 *
 * Not where the kind of environment decides (NODE_ENV): that is an exception for development.
 */
import type { FunctionCode } from "./code.js";
import { variableRead } from "./environment.js";
import type { Temp } from "./types.js";

const KIND = /NODE_ENV|ENVIRONMENT|APP_ENV|production|development|\bdev\b/i;

/** The constants, each with the name of the setting. */
export function* setInstead(code: FunctionCode): Generator<readonly [constant: Temp, setting: string]> {
  const { blocks } = code.fn;
  const read = new Map<number, string>();
  const given: { readonly src: Temp; readonly variable: number }[] = [];
  for (const { instrs } of blocks)
    for (const instr of instrs) {
      if (instr.op !== "setvar" || instr.ref.depth !== 0) continue;
      const name = settingOf(code, instr.src);
      if (name !== undefined) read.set(instr.ref.index, name);
      else given.push({ src: instr.src, variable: instr.ref.index });
    }
  for (const { src, variable } of given) {
    const name = read.get(variable);
    if (name !== undefined && standsIn(code, src)) yield [src, name];
  }
  const returned = blocks.flatMap(({ term }) =>
    term.op === "return" && term.src !== undefined ? [term.src] : [],
  );
  if (returned.length < 2) return;
  const [name, ...others] = returned.flatMap((src) => settingOf(code, src) ?? []);
  if (name === undefined || others.length > 0) return;
  for (const src of returned) if (standsIn(code, src)) yield [src, name];
}

function standsIn(code: FunctionCode, temp: Temp): boolean {
  const made = code.definition(temp);
  return (
    made?.op === "const" &&
    typeof made.value === "string" &&
    !code.conditions(made).some((condition) => KIND.test(condition))
  );
}

/** The variable of the environment that is read, where nothing else is given for it. */
function settingOf(code: FunctionCode, temp: Temp): string | undefined {
  const made = code.origin(temp);
  const read = made && variableRead(made.code, made.instr);
  return read?.otherwise === undefined ? read?.name : undefined;
}
