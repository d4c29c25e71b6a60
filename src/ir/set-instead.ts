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
import type { Temp } from "./types.js";

const ENVIRONMENT = /^(?:process\.env|os\.environ|environ)\b/;
const READ = /(?:^|[._])(?:getenv|environ\.get|env\.get)$/;
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

/** The variable of the environment that is read. */
function settingOf(code: FunctionCode, temp: Temp): string | undefined {
  const made = code.origin(temp);
  if (made === undefined) return undefined;
  const { instr } = made;
  if (instr.op === "call") {
    const [first, ...others] = instr.args;
    const name = first === undefined ? undefined : made.code.constant(first.value);
    return others.length === 0 && typeof name === "string" && READ.test(made.code.text(instr.callee))
      ? name
      : undefined;
  }
  if ((instr.op !== "load" && instr.op !== "loadi") || !ENVIRONMENT.test(made.code.text(instr.obj)))
    return undefined;
  if (instr.op === "load") return instr.key;
  const name = made.code.constant(instr.key);
  return typeof name === "string" ? name : undefined;
}
