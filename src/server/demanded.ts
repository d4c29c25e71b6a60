/**
 * Settings that a program does not run without: somewhere it ends where one is missing.
 *
 *   if (!TOKEN) throw new Error("set TOKEN");
 *   if not settings.api_key: sys.exit(1)
 *
 * A setting goes by the names that it has on its way: variables, properties, variables of the environment.
 */
import type { FunctionCode } from "../ir/code.js";
import type { Temp } from "../ir/types.js";
import { lastName } from "../taint/machine.js";
import { type Gathered, isEnd } from "./gathered.js";
import { Ways } from "./ways.js";

const MAX_DEPTH = 10;
export const ENVIRONMENT_READ = /(^|\.)(getenv|(process\.env|Deno\.env|Bun\.env|environ)\.get|environ\.pop)$/;
export const TEXTUAL =
  /^(trim|strip|toString|toLowerCase|lower|toUpperCase|upper|casefold|slice|removeprefix|rstrip|lstrip)$/;
export const TRUTH = /^(Boolean|bool|len|String|str)$/;

export class Demanded {
  private readonly known = new Map<string, boolean>();

  constructor(private readonly code: Gathered) {}

  /** Does the program end somewhere where it is missing? Then it is there wherever anything is served. */
  any(names: ReadonlySet<string>): boolean {
    return [...names].some((name) => {
      const known = this.known.get(name);
      if (known !== undefined) return known;
      this.known.set(name, false);
      const found = this.code.endingWith(name).some((fn) => this.endsWithout(fn, name));
      this.known.set(name, found);
      return found;
    });
  }

  /** Does a function end the program where a setting of this name is missing, and not where it is there? */
  private endsWithout(code: FunctionCode, name: string): boolean {
    const ways = new Ways(code);
    const ends = (there: boolean): boolean => {
      const isIt = (t: Temp): boolean | undefined => {
        const names = new Set<string>();
        namesOf(code, t, names, 0);
        return names.has(name) ? there : undefined;
      };
      return [...ways.all((t) => holds(code, t, isIt, 0))].some((id) => isEnd(code, id));
    };
    return ends(false) && !ends(true);
  }
}

/** What a condition answers where one thing is there or not. */
function holds(
  code: FunctionCode,
  temp: Temp,
  isIt: (temp: Temp) => boolean | undefined,
  depth: number,
): boolean | undefined {
  const instr = code.origin(temp)?.instr;
  if (instr === undefined || depth > MAX_DEPTH) return undefined;
  const own =
    instr.op === "unary" || instr.op === "binary" || instr.op === "logical" ? undefined : isIt(temp);
  if (own !== undefined) return own;
  switch (instr.op) {
    case "unary": {
      const v = instr.operator === "!" ? holds(code, instr.src, isIt, depth + 1) : undefined;
      return v === undefined ? undefined : !v;
    }
    case "logical": {
      if (instr.operator === "??") return undefined;
      const sides = [instr.left, instr.right].map((side) => holds(code, side, isIt, depth + 1));
      const decides = instr.operator === "||";
      if (sides.includes(decides)) return decides;
      return sides.includes(undefined) ? undefined : !decides;
    }
    case "binary": {
      const unequal = /^(!==?|is not)$/.test(instr.operator);
      if (!unequal && !/^(===?|is)$/.test(instr.operator)) return undefined;
      const there = isIt(instr.left) ?? isIt(instr.right);
      const other = code.origin(isIt(instr.left) === undefined ? instr.left : instr.right)?.instr;
      const nothing =
        (other?.op === "global" && /^(undefined|None)$/.test(other.name)) ||
        (other?.op === "const" && isNothing(other.value));
      return there === undefined || !nothing ? undefined : there === unequal;
    }
    default:
      return undefined;
  }
}

/** The names under which a setting is known on its way: variables, properties, variables of the environment. */
export function namesOf(code: FunctionCode, temp: Temp, out: Set<string>, depth: number): void {
  const instr = code.definition(temp);
  if (instr === undefined || depth > MAX_DEPTH) return;
  switch (instr.op) {
    case "getvar": {
      const name = code.variableName(instr.ref);
      if (name !== "") out.add(name);
      const found = code.origin(temp);
      if (found !== undefined && found.instr !== instr && "dst" in found.instr)
        namesOf(found.code, found.instr.dst, out, depth + 1);
      break;
    }
    case "load":
      out.add(instr.key);
      break;
    case "loadi": {
      const key = code.constant(instr.key);
      if (typeof key === "string") out.add(key);
      break;
    }
    case "call": {
      const key = instr.args[0] === undefined ? undefined : code.constant(instr.args[0].value);
      if (ENVIRONMENT_READ.test(code.text(instr.callee)) && typeof key === "string") out.add(key);
      else if (TRUTH.test(lastName(code.text(instr.callee))) && instr.args[0] !== undefined)
        namesOf(code, instr.args[0].value, out, depth + 1);
      else if (instr.self !== undefined && TEXTUAL.test(instr.method ?? ""))
        namesOf(code, instr.self, out, depth + 1);
      break;
    }
    case "unary":
      namesOf(code, instr.src, out, depth + 1);
      break;
    case "await":
      namesOf(code, instr.src, out, depth + 1);
      break;
    case "logical":
      namesOf(code, instr.left, out, depth + 1);
      break;
    default:
      break;
  }
}

export const isNothing = (value: unknown): boolean => value === undefined || value === null || value === "";
