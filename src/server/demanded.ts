/**
 * Settings that a program does not run without: somewhere it ends where one is missing.
 *
 *   if (!TOKEN) throw new Error("set TOKEN");
 *   if not settings.api_key: sys.exit(1)
 *
 * A setting goes by the names that it has on its way: variables, properties, variables of the environment.
 */
import type { FunctionCode } from "../ir/code.js";
import { variableRead } from "../ir/environment.js";
import type { Instr, Temp } from "../ir/types.js";
import { lastName } from "../taint/machine.js";
import { isEqual } from "./comparisons.js";
import { decided, fixed, type Known } from "./decided.js";
import { type Gathered, isEnd } from "./gathered.js";
import { Ways } from "./ways.js";

const MAX_DEPTH = 10;
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
      const isThere = (at: FunctionCode, t: Temp): boolean | undefined => {
        const names = new Set<string>();
        namesOf(at, t, names, 0);
        return names.has(name) ? there : undefined;
      };
      const known: Known = ({ code: asks, temp, at, instr }) => {
        if (instr.op === "unary" || instr.op === "logical") return undefined;
        if (instr.op === "binary") return compared(at, instr, (t) => isThere(at, t));
        return isThere(asks, temp);
      };
      return [...ways.all((t) => decided(code, t, known))].some((id) => isEnd(code, id));
    };
    return ends(false) && !ends(true);
  }
}

/** What a comparison with nothing answers of a thing that is there or not. */
function compared(
  code: FunctionCode,
  { operator, left, right }: Extract<Instr, { op: "binary" }>,
  isThere: (temp: Temp) => boolean | undefined,
): boolean | undefined {
  const equal = isEqual(operator);
  const there = isThere(left) ?? isThere(right);
  if (equal === undefined || there === undefined) return undefined;
  const other = isThere(left) === undefined ? left : right;
  return fixed(code, other) === "nothing" ? there !== equal : undefined;
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
      const key = variableRead(code, instr)?.name;
      if (key !== undefined) out.add(key);
      else if (TRUTH.test(lastName(code.text(instr.callee))) && instr.args[0] !== undefined)
        namesOf(code, instr.args[0].value, out, depth + 1);
      else if (instr.self !== undefined && TEXTUAL.test(instr.method ?? ""))
        namesOf(code, instr.self, out, depth + 1);
      break;
    }
    case "unary":
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
