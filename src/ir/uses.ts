/**
 * Where a value goes inside a function and the functions nested in it: compared, tested, handed on.
 *
 *   const auth = req.headers.authorization;      seed: the load
 *   if (!auth) return deny();                    tested
 *   if (auth !== `Bearer ${KEY}`) deny();        compared
 *   next(auth)                                   argument
 *
 * Text made of the value counts as the value. Calls are not entered.
 */
import { codeOf } from "./code.js";
import type { FunctionIR, Instr, ModuleIR, Temp } from "./types.js";

export interface Use {
  readonly how: "compared" | "tested" | "argument" | "receiver" | "returned" | "stored";
  readonly instr: Instr | undefined;
  readonly fn: FunctionIR;
  /** For a comparison: the temp on the other side. */
  readonly other?: Temp;
}

const MAX_ROUNDS = 4;
const COMPARISONS = new Set(["===", "==", "!==", "!=", "in", "not in", "is", "is not"]);
/** Methods whose result is the text again, or a part of it. */
const TEXTUAL =
  /^(trim\w*|strip|lstrip|rstrip|to\w*Case|lower|upper|casefold|slice|substring|substr|split|rsplit|partition|removeprefix|removesuffix|replace|replaceAll|toString|decode|encode|at|get|pop|shift|join|match)$/;

/** All uses of the value that `temp` of `fn` holds. */
export function usesOf(module: ModuleIR, fn: FunctionIR, temp: Temp): readonly Use[] {
  return follow(module, fn, [temp], []);
}

/** All uses of what a variable of `fn` holds, a parameter for example. */
export function usesOfVariable(module: ModuleIR, fn: FunctionIR, variable: number): readonly Use[] {
  return follow(module, fn, [], [variable]);
}

function follow(
  module: ModuleIR,
  fn: FunctionIR,
  seeds: readonly Temp[],
  seedVariables: readonly number[],
): readonly Use[] {
  const family = [fn, ...module.functions.filter((each) => isInside(module, each, fn))];
  const temps = new Map<FunctionIR, Set<Temp>>(family.map((each) => [each, new Set<Temp>()]));
  const variables = new Set<string>(seedVariables.map((index) => `${fn.id}.${index}`));
  for (const temp of seeds) temps.get(fn)?.add(temp);
  for (let round = 0, grown = true; grown && round < MAX_ROUNDS; round++) {
    grown = false;
    for (const each of family) {
      const own = temps.get(each) as Set<Temp>;
      for (const block of each.blocks) {
        for (const instr of block.instrs) {
          if (instr.op === "setvar") {
            const key = variableKey(module, each, instr.ref);
            if (own.has(instr.src) && !variables.has(key)) {
              variables.add(key);
              grown = true;
            }
          } else if (
            "dst" in instr &&
            !own.has(instr.dst) &&
            (carries(instr, own, (ref) => variables.has(variableKey(module, each, ref))) ||
              isHostOf(module, each, instr, own))
          ) {
            own.add(instr.dst);
            grown = true;
          }
        }
      }
    }
  }
  return family.flatMap((each) => usesIn(each, temps.get(each) as Set<Temp>));
}

const HOSTS: ReadonlySet<string> = new Set(["hostname", "host", "netloc"]);
const PARSES = /(^|\.)(URL|urlparse|urlsplit)$/;

/** `new URL(`http://${host}`).hostname`: the host of an address that one of the temps stands in. */
function isHostOf(module: ModuleIR, fn: FunctionIR, instr: Instr, own: ReadonlySet<Temp>): boolean {
  if (instr.op !== "load" || !HOSTS.has(instr.key)) return false;
  const code = codeOf(module, fn);
  const found = code.origin(instr.obj);
  const made = found?.code === code ? found.instr : undefined;
  const [text] = made?.op === "call" ? made.args : [];
  return (
    made?.op === "call" && text !== undefined && own.has(text.value) && PARSES.test(code.text(made.callee))
  );
}

/** Is the result of the instruction made of one of the temps? */
function carries(
  instr: Instr,
  own: ReadonlySet<Temp>,
  variable: (ref: Extract<Instr, { op: "getvar" }>["ref"]) => boolean,
): boolean {
  switch (instr.op) {
    case "getvar":
      return variable(instr.ref);
    case "load":
    case "loadi":
      return own.has(instr.obj);
    case "concat":
      return instr.parts.some((part) => own.has(part));
    case "object":
      return instr.entries.some((entry) => own.has(entry.value));
    case "array":
      return instr.elements.some((element) => own.has(element.value));
    case "add":
      return own.has(instr.left) || own.has(instr.right);
    case "logical":
      return own.has(instr.left) || own.has(instr.right);
    case "select":
      return own.has(instr.then) || own.has(instr.otherwise);
    case "default":
      return own.has(instr.src) || own.has(instr.otherwise);
    case "await":
    case "iterate":
    case "enter":
    case "rest":
      return own.has(instr.src);
    case "call":
      return (
        instr.self !== undefined &&
        own.has(instr.self) &&
        instr.method !== undefined &&
        TEXTUAL.test(instr.method)
      );
    default:
      return false;
  }
}

function usesIn(fn: FunctionIR, own: ReadonlySet<Temp>): Use[] {
  if (own.size === 0) return [];
  const out: Use[] = [];
  for (const block of fn.blocks) {
    for (const instr of block.instrs) {
      switch (instr.op) {
        case "binary":
          if (own.has(instr.left) || own.has(instr.right)) {
            const other = own.has(instr.left) ? instr.right : instr.left;
            out.push({ how: COMPARISONS.has(instr.operator) ? "compared" : "tested", instr, fn, other });
          }
          break;
        case "unary":
          if (own.has(instr.src)) out.push({ how: "tested", instr, fn });
          break;
        case "call":
          if (instr.args.some((arg) => own.has(arg.value))) out.push({ how: "argument", instr, fn });
          else if (instr.self !== undefined && own.has(instr.self)) out.push({ how: "receiver", instr, fn });
          break;
        case "object":
          if (instr.entries.some((entry) => own.has(entry.value))) out.push({ how: "stored", instr, fn });
          break;
        case "array":
          if (instr.elements.some((element) => own.has(element.value)))
            out.push({ how: "stored", instr, fn });
          break;
        case "store":
        case "storei":
          if (own.has(instr.src)) out.push({ how: "stored", instr, fn });
          break;
        default:
          break;
      }
    }
    const { term } = block;
    if (term.op === "branch" && own.has(term.cond)) out.push({ how: "tested", instr: undefined, fn });
    if ((term.op === "return" || term.op === "throw") && term.src !== undefined && own.has(term.src))
      out.push({ how: "returned", instr: undefined, fn });
  }
  return out;
}

export function isInside(module: ModuleIR, fn: FunctionIR, outer: FunctionIR): boolean {
  for (let at = fn.parent; at !== undefined; at = module.functions[at]?.parent)
    if (at === outer.id) return true;
  return false;
}

function variableKey(
  module: ModuleIR,
  fn: FunctionIR,
  ref: { readonly depth: number; readonly index: number },
): string {
  let owner: FunctionIR | undefined = fn;
  for (let d = ref.depth; d > 0 && owner !== undefined; d--)
    owner = owner.parent === undefined ? undefined : module.functions[owner.parent];
  return `${owner?.id ?? -1}.${ref.index}`;
}
