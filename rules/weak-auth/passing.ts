/**
 * Functions in front of a route that refuse a caller and let the request go on all the same, or refuse a wrong token
 * and nobody who sends none. Read from the control flow of the function that looks at the header.
 *
 *   if (token !== KEY) res.status(401).end(); next();          goes on all the same
 *   if (token && token !== KEY) return deny(res); next();      sends none, and passes
 */
import { type FunctionCode, type Instr, Ways } from "../../src/rules/api.js";

type Read = (instr: Instr) => boolean;
type Temp = Extract<Instr, { op: "getvar" }>["dst"];

const MAX_DEPTH = 8;

export interface Passing {
  readonly at: Instr;
  readonly how: "refused" | "absent";
}

/** Where the function lets a request pass that it should not; undefined where it does not, or where that is not to be seen. */
export function letsPass(code: FunctionCode, isRead: Read): Passing | undefined {
  const graph = new Graph(code, isRead);
  const refused = graph.goesOnBehindDenial();
  if (refused !== undefined) return { at: refused, how: "refused" };
  const absent = graph.passesWithout();
  return absent === undefined ? undefined : { at: absent, how: "absent" };
}

class Graph extends Ways {
  constructor(
    code: FunctionCode,
    private readonly isRead: Read,
  ) {
    super(code);
  }

  goesOnBehindDenial(): Instr | undefined {
    for (const [block, { index, at }] of this.denials) {
      const here = this.passing.get(block);
      if (here !== undefined && here > index) return at;
      for (const b of this.reached(this.next(block))) if (b !== block && this.passing.has(b)) return at;
    }
    return undefined;
  }

  /** Is the request handed on where the header is not sent, though a wrong one is refused? */
  passesWithout(): Instr | undefined {
    if (this.denials.size === 0 || this.passing.size === 0) return undefined;
    const { blocks } = this.code.fn;
    const taken = (block: number): number | undefined => {
      const term = blocks[block]?.term;
      if (term?.op !== "branch") return undefined;
      const holds = this.withoutHeader(term.cond, 0);
      return holds === undefined ? undefined : holds ? term.then : term.otherwise;
    };
    for (const block of this.reached([0])) {
      const target = taken(block);
      if (target === undefined) continue;
      const region = this.reached([target], taken);
      const refuses = [...region].some(
        (b) => this.denials.has(b) || blocks[b]?.term.op === "throw" || this.mayThrowInto(b),
      );
      const passes = [...region].some((b) => this.passing.has(b));
      const term = blocks[block]?.term;
      if (passes && !refuses && term?.op === "branch") return this.code.definition(term.cond);
    }
    return undefined;
  }

  /** Is a piece of the header given to something that may throw, where what catches it refuses? */
  private mayThrowInto(block: number): boolean {
    const { instrs, handler } = this.code.fn.blocks[block] ?? { instrs: [], handler: undefined };
    return (
      handler !== undefined &&
      instrs.some((i) => i.op === "call" && i.args.some((arg) => this.isOfHeader(arg.value, 0))) &&
      [...this.reached([handler])].some((b) => this.denials.has(b))
    );
  }

  /** What a condition answers where the header is not there; undefined where it asks for something else. */
  private withoutHeader(temp: Temp, depth: number): boolean | undefined {
    const instr = this.code.definition(temp);
    if (instr === undefined || depth > MAX_DEPTH) return undefined;
    if (this.isOfHeader(temp, depth)) return false;
    switch (instr.op) {
      case "unary": {
        if (instr.operator !== "!") return undefined;
        const v = this.withoutHeader(instr.src, depth + 1);
        return v === undefined ? undefined : !v;
      }
      case "logical": {
        if (instr.operator === "??") return undefined;
        const sides = [instr.left, instr.right].map((side) => this.withoutHeader(side, depth + 1));
        const decides = instr.operator === "||";
        if (sides.includes(decides)) return decides;
        return sides.includes(undefined) ? undefined : !decides;
      }
      case "binary": {
        if (!this.isOfHeader(instr.left, depth) && !this.isOfHeader(instr.right, depth)) return undefined;
        const unequal = /^(!==?|not in|is not)$/.test(instr.operator);
        if (!unequal && !/^(===?|in|is)$/.test(instr.operator)) return undefined;
        const other = this.isOfHeader(instr.left, depth) ? instr.right : instr.left;
        return this.isNothing(other) ? !unequal : unequal;
      }
      case "call":
        return instr.args.some((arg) => this.isOfHeader(arg.value, depth)) ? false : undefined;
      case "await":
        return this.withoutHeader(instr.src, depth + 1);
      default:
        return undefined;
    }
  }

  private isNothing(temp: Temp): boolean {
    const text = this.code.text(temp);
    return text === "undefined" || text === "None" || [null, ""].includes(this.code.constant(temp) as null);
  }

  /** Is it the header, or a piece of it? */
  private isOfHeader(temp: Temp, depth: number): boolean {
    const found = this.code.origin(temp);
    if (found === undefined || depth > MAX_DEPTH || found.code.fn !== this.code.fn) return false;
    const { instr } = found;
    if (this.isRead(instr)) return true;
    switch (instr.op) {
      case "load":
      case "loadi":
        return this.isOfHeader(instr.obj, depth + 1);
      case "call":
        return instr.self !== undefined && this.isOfHeader(instr.self, depth + 1);
      case "default":
        return this.isOfHeader(instr.src, depth + 1);
      case "logical":
        return (
          instr.operator !== "&&" && this.isNothing(instr.right) && this.isOfHeader(instr.left, depth + 1)
        );
      case "select":
        return this.isOfHeader(instr.then, depth + 1) && this.isNothing(instr.otherwise);
      default:
        return false;
    }
  }
}
