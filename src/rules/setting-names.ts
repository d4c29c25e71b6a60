/**
 * Texts that are names of settings: what is handed to a function of the program that reads the variable of the
 * environment, or the mounted secret, of that name.
 *
 *   function getSecret(name) { return process.env[name] }      const password = getSecret("DB2_PASSWORD")
 *
 * Functions are known by their name, whatever file calls them, and by the place of the parameter. One that hands its
 * parameter on to such a function is one, too.
 */
import type { FunctionCode } from "../ir/code.js";
import { ENVIRONMENT_WORDS } from "../ir/environment.js";
import type { NamedText } from "../ir/texts.js";
import type { FunctionIR, Instr, Temp } from "../ir/types.js";
import { lastName } from "../taint/machine.js";
import type { Program } from "./api.js";

/** An object of variables, whatever it is reached through: `process.env`, `options.env`. */
const VARIABLES = /(?:^|\.)(?:env|environ|environment)$/i;
const READS_VARIABLE = /(?:^|\.)(?:getenv|(?:env|environ)\.(?:get|pop|setdefault))$/;
const MOUNTED = /^\/(?:run|var\/run|etc|mnt)\/secrets?\//;
/** How many functions such a name is handed through. */
const MAX_ROUNDS = 3;

type Readers = ReadonlyMap<string, ReadonlySet<number>>;
const known = new WeakMap<Program, Readers>();

/** Is the text an argument of such a function? */
export function isSettingName(program: Program, { text, span, code }: NamedText): boolean {
  if (!/^[A-Za-z_]\w*$/.test(text)) return false;
  const places = (made: Instr | undefined): boolean =>
    made?.op === "const" && made.value === text && made.span.line === span.line && made.span.col === span.col;
  for (const instr of code.instructions) {
    if (instr.op !== "call") continue;
    const at = instr.args.findIndex(({ value }) => places(code.definition(value)));
    if (at >= 0) return readersOf(program).get(calledName(code, instr))?.has(at) === true;
  }
  return false;
}

const calledName = (code: FunctionCode, call: Instr & { readonly op: "call" }): string =>
  call.method ?? lastName(code.text(call.callee));

function readersOf(program: Program): Readers {
  let found = known.get(program);
  if (found === undefined) known.set(program, (found = findReaders(program)));
  return found;
}

function findReaders(program: Program): Readers {
  const readers = new Map<string, Set<number>>();
  const named = (fn: FunctionIR): boolean => fn.params.length > 0 && fn.name !== "";
  let functions = program.functionsNaming(ENVIRONMENT_WORDS).filter(({ fn }) => named(fn));
  for (let round = 0; round < MAX_ROUNDS; round++) {
    let grown = false;
    for (const code of functions)
      for (const index of namingParameters(code, readers)) {
        let places = readers.get(code.fn.name);
        if (places === undefined) readers.set(code.fn.name, (places = new Set()));
        grown ||= !places.has(index);
        places.add(index);
      }
    if (!grown) break;
    functions = program.functions.filter(({ fn }) => named(fn));
  }
  return readers;
}

/** The parameters of which a name of a setting is made. */
function namingParameters(code: FunctionCode, readers: Readers): readonly number[] {
  const found: number[] = [];
  for (const instr of code.instructions)
    for (const temp of namesIn(code, instr, readers)) found.push(...parametersIn(code, temp));
  return found;
}

/** What an instruction takes for the name of a setting. */
function namesIn(code: FunctionCode, instr: Instr, readers: Readers): readonly Temp[] {
  if (instr.op === "loadi") return VARIABLES.test(code.text(instr.obj)) ? [instr.key] : [];
  if (instr.op === "concat") {
    const first = instr.parts[0] === undefined ? undefined : code.constant(instr.parts[0]);
    return typeof first === "string" && MOUNTED.test(first) ? instr.parts : [];
  }
  if (instr.op !== "call") return [];
  const [first] = instr.args;
  if (first !== undefined && READS_VARIABLE.test(code.text(instr.callee))) return [first.value];
  const places = readers.get(calledName(code, instr));
  return places === undefined
    ? []
    : instr.args.filter((arg, i) => places.has(i) && arg.spread !== true).map((arg) => arg.value);
}

function parametersIn(code: FunctionCode, temp: Temp): readonly number[] {
  const made = code.definition(temp);
  const parts = made?.op === "concat" ? made.parts : made?.op === "add" ? [made.left, made.right] : [temp];
  return parts.flatMap((part) => {
    const read = code.definition(part);
    if (read?.op !== "getvar" || read.ref.depth !== 0) return [];
    const index = code.fn.params.findIndex((p) => p.variable === read.ref.index && p.rest === undefined);
    return index < 0 ? [] : [index - (isBound(code.fn) ? 1 : 0)];
  });
}

/** Python's methods have their receiver among the parameters. */
const isBound = ({ params }: FunctionIR): boolean => params[0]?.name === "self" || params[0]?.name === "cls";
