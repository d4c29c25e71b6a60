/**
 * Functions that are asked for each origin: which of them let every origin in, and which let one in that only looks like
 * those that are meant.
 *
 *   (origin, done) => done(null, true)                                      every one
 *   (origin, done) => done(null, origin.startsWith("http://localhost"))     http://localhost.evil.example, too
 */
import {
  decided,
  type Foreign,
  type FunctionCode,
  type Instr,
  type Known,
  sideLeftOpen,
  type Temp,
  Ways,
} from "../../src/rules/api.js";

/** Does it let all origins in, or one that a page can have which is not meant? The side on which the name is open. */
export function sideLetIn(code: FunctionCode): Foreign | undefined {
  const origins = new Origins(code);
  if (origins.lets(() => undefined)) return "all";
  let side: Foreign | undefined;
  const lets = origins.lets((call) => {
    const open = origins.openSide(call);
    side ??= open;
    return open === undefined ? undefined : true;
  });
  return lets ? side : undefined;
}

type Call = Extract<Instr, { op: "call" }>;

class Origins {
  private readonly origin: number | undefined;
  private readonly done: string | undefined;

  constructor(private readonly code: FunctionCode) {
    const [origin, done] = code.fn.params;
    this.origin = origin?.variable;
    this.done = done?.name;
  }

  /** Is an origin surely let in for which the calls that ask for it answer so? */
  lets(answers: (call: Call) => boolean | undefined): boolean {
    const known: Known = ({ at, instr }) => {
      if (instr.op === "const") return typeof instr.value === "boolean" ? instr.value : undefined;
      // Calls around the function know of no origin.
      if (instr.op === "call") return at === this.code ? answers(instr) : undefined;
      // Only comparisons with what is no origin hold for every one.
      if (instr.op === "binary")
        return this.comparesOrigin(at, instr) ? instr.operator.startsWith("!") : undefined;
      return this.isOrigin(at, instr) ? true : undefined;
    };
    const truth = (temp: Temp): boolean | undefined => decided(this.code, temp, known);
    const ways = new Ways(this.code);
    const { blocks } = this.code.fn;
    const said: (boolean | undefined)[] = [];
    for (const id of ways.all(truth)) {
      const block = blocks[id] as (typeof blocks)[number];
      for (const instr of block.instrs) if (instr.op === "call") said.push(...this.handed(instr, truth));
      if (block.term.op === "throw") said.push(false);
      if (block.term.op === "return" && block.term.src !== undefined && this.done === undefined)
        said.push(truth(block.term.src));
    }
    return said.length > 0 && said.every((each) => each === true);
  }

  /** What is handed to the function that takes the answer. */
  private handed(call: Call, truth: (temp: Temp) => boolean | undefined): readonly (boolean | undefined)[] {
    if (this.done === undefined || this.code.text(call.callee) !== this.done) return [];
    return [call.args[1] === undefined ? false : truth(call.args[1].value)];
  }

  /** On which side a call leaves the name of the host open that it asks for. */
  openSide(call: Call): Foreign | undefined {
    const side = sideLeftOpen(this.code, call, (temp) => this.isOriginAt(temp));
    return side === "none" ? undefined : side;
  }

  private comparesOrigin(at: FunctionCode, { left, right }: Extract<Instr, { op: "binary" }>): boolean {
    return [left, right].some((temp) => {
      const found = at.origin(temp);
      return found !== undefined && this.isOrigin(found.code, found.instr);
    });
  }

  private isOriginAt(temp: Temp): boolean {
    const found = this.code.origin(temp);
    return found !== undefined && this.isOrigin(found.code, found.instr);
  }

  private isOrigin(at: FunctionCode, instr: Instr): boolean {
    return (
      at === this.code && instr.op === "getvar" && instr.ref.depth === 0 && instr.ref.index === this.origin
    );
  }
}
