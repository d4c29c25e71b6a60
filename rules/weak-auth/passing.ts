/**
 * Functions in front of a route that look at a token and let those pass who have none that is right. Read from the
 * control flow of the function that looks at the header.
 *
 *   if (token !== KEY) res.status(401).end(); next();          goes on all the same
 *   if (token && token !== KEY) return deny(res); next();      sends none, and passes
 *   if (token || token === KEY) return next(); deny(res);      any token passes
 *   if (req.get("x-internal") === "1") return next(); ...      another header, which everybody can send
 *   try { user = verify(token); } catch {} next();             what throws is caught, and passes
 *   req.allowed = token === KEY; next();                       nobody asks for the answer
 */
import {
  type Asked,
  decided,
  type FunctionCode,
  fixed,
  type Instr,
  isAmong,
  isEqual,
  isHarmless,
  isPiece,
  MEMBER,
  type Stranger,
  type Temp,
  variableRead,
  Ways,
} from "../../src/rules/api.js";
import { freeHeader, whereSent } from "./other-header.js";

type Read = (instr: Instr) => boolean;
type Call = Extract<Instr, { op: "call" }>;

export interface Passing {
  readonly at: Instr;
  readonly how: "refused" | "absent" | "any" | "caught" | "unused" | "named";
  /** "named": what the other header is called. */
  readonly header?: string;
}

/** Where the function lets a request pass that it should not; undefined where it does not, or where that is not to be seen. */
export function letsPass(code: FunctionCode, isRead: Read): Passing | undefined {
  const gate = new Gate(code, isRead);
  const refused = gate.goesOnBehindDenial();
  if (refused !== undefined) return { at: refused, how: "refused" };
  const absent = gate.passesWithout();
  return absent === undefined ? (gate.passesByName() ?? gate.passesWithAny()) : { at: absent, how: "absent" };
}

/**
 * Does a function that is asked who may let everybody in who sends something? `done` is what it hands its answer to, if
 * it does not return it.
 */
export const letsAllIn = (code: FunctionCode, isGiven: Read, done: string | undefined): boolean =>
  new Gate(code, isGiven).acceptsAll(done);

/** Words that stand before a token; whoever has none writes them as well. */
const SCHEME = /^(bearer|basic|token)? ?$/i;
const SIDES = /^(startsWith|endsWith|startswith|endswith)$/;
const OTHER_ERRORS = /^(KeyError|IndexError|AttributeError|UnicodeDecodeError)$/;
const COMPARES = /(timingSafeEqual|compare_digest|safeEqual|safe_equal|safeCompare)$/i;
const VERIFIES = /verif|validat|decode|authenticat|introspect/i;

/** What stands around the function knows nothing of the request: its conditions are left open. */
class Gate extends Ways {
  constructor(
    code: FunctionCode,
    private readonly isRead: Read,
  ) {
    super(code);
  }

  goesOnBehindDenial(): Instr | undefined {
    const handing = this.leadingTo(this.passing.keys());
    for (const [block, { index, at }] of this.denials) {
      const here = this.passing.get(block);
      if (here !== undefined && here > index) return at;
      const next = this.next(block);
      if (!next.some((b) => handing.has(b))) continue;
      for (const b of this.reached(next)) if (b !== block && this.passing.has(b)) return at;
    }
    return undefined;
  }

  /** Is the request handed on where the header is not sent, though a wrong one is refused? */
  passesWithout(): Instr | undefined {
    if (this.denials.size === 0 || this.passing.size === 0) return undefined;
    const { blocks } = this.code.fn;
    const targets = blocks.map((_, id) =>
      this.taken(id, (cond) => decided(this.code, cond, this.withoutHeader)),
    );
    const taken = (block: number): number | undefined => targets[block];
    const refuses = this.leadingTo(this.refusing(), taken);
    const passes = this.leadingTo(this.passing.keys(), taken);
    for (const block of this.reached([0])) {
      const target = taken(block);
      const term = blocks[block]?.term;
      if (target !== undefined && passes.has(target) && !refuses.has(target) && term?.op === "branch")
        return this.code.definition(term.cond);
    }
    return undefined;
  }

  /** Blocks that refuse, throw, or give a piece of the header to something that may throw into a refusal. */
  private refusing(): readonly number[] {
    const denied = this.leadingTo(this.denials.keys());
    return this.code.fn.blocks.flatMap(({ handler, instrs, term }, id) =>
      this.denials.has(id) ||
      term.op === "throw" ||
      (handler !== undefined &&
        denied.has(handler) &&
        instrs.some((i) => i.op === "call" && i.args.some((arg) => this.isOfHeader(arg.value))))
        ? [id]
        : [],
    );
  }

  /** What a condition answers where the header is not there; undefined where it asks for something else. */
  private readonly withoutHeader = ({ at, temp, instr }: Asked): boolean | undefined => {
    if (at !== this.code) return undefined;
    if (this.isOfHeader(temp)) return false;
    if (instr.op === "call") return instr.args.some((arg) => this.isOfHeader(arg.value)) ? false : undefined;
    if (instr.op !== "binary") return undefined;
    const { left, right, operator } = instr;
    const same = isAmong(operator);
    if (same === undefined || (!this.isOfHeader(left) && !this.isOfHeader(right))) return undefined;
    return this.isNothing(this.isOfHeader(left) ? right : left) === same;
  };

  /** Does another header let everybody pass who sends it, where a wrong token is refused? */
  passesByName(): Passing | undefined {
    if (this.denials.size === 0 || this.passing.size === 0) return undefined;
    const names = this.code.instructions.flatMap((instr) => this.freeName(instr) ?? []);
    for (const header of new Set(names)) {
      let at: Instr | undefined;
      const sent = (asked: Asked): boolean | undefined => {
        const answer = whereSent(this.code, asked, (instr) => this.freeName(instr) === header);
        if (answer !== undefined) at ??= asked.instr;
        return answer ?? this.withoutHeader(asked);
      };
      if (this.surely(sent) && at !== undefined && !this.surely(this.withoutHeader))
        return { at, how: "named", header };
    }
    return undefined;
  }

  private freeName(instr: Instr): string | undefined {
    return this.isRead(instr) ? undefined : freeHeader(this.code, instr);
  }

  /** Does everybody pass who sends some token, though the function compares or verifies it? */
  passesWithAny(): Passing | undefined {
    if (this.passing.size === 0 || !this.surely(this.withAnyToken)) return undefined;
    const { blocks } = this.code.fn;
    for (const { handler, instrs } of blocks)
      for (const instr of instrs)
        if (
          handler !== undefined &&
          instr.op === "call" &&
          !isHarmless(this.code, instr) &&
          this.verifies(instr)
        )
          return { at: instr, how: "caught" };
    const compares = this.code.instructions.find((instr) => this.compares(instr));
    return compares && { at: compares, how: this.denials.size > 0 ? "any" : "unused" };
  }

  acceptsAll(done: string | undefined): boolean {
    const accepts = (answer: Temp): boolean => {
      const made = this.code.origin(answer)?.instr;
      return (
        made?.op === "object" ||
        this.code.constant(answer) === true ||
        decided(this.code, answer, this.withAnyToken) === true
      );
    };
    if (done === undefined) return this.surely(this.withAnyToken, { accepts });
    const lets = ({ callee, args }: Call): boolean =>
      this.code.text(callee) === done && args[1] !== undefined && accepts(args[1].value);
    return this.surely(this.withAnyToken, {
      lets,
      mayRefuse: (call) => !lets(call) && !isHarmless(this.code, call),
    });
  }

  private verifies({ callee, args }: Call): boolean {
    return VERIFIES.test(this.code.text(callee)) && args.some(({ value }) => this.isOfHeader(value));
  }

  /** Is the token compared with something that is no mere form? */
  private compares(instr: Instr): boolean {
    if (instr.op === "call")
      return (
        (COMPARES.test(this.code.text(instr.callee)) || this.isWithin(instr)) &&
        instr.args.some(({ value }) => this.isOfHeader(value))
      );
    if (instr.op !== "binary" || (isEqual(instr.operator) === undefined && !/in$/.test(instr.operator)))
      return false;
    const [given, other] = this.isOfHeader(instr.left)
      ? [instr.left, instr.right]
      : [instr.right, instr.left];
    // A text that is written out is one that is refused: "undefined", an example.
    return this.isOfHeader(given) && !this.isOfHeader(other) && !this.isWritten(other);
  }

  /** What a condition answers where a token is sent that is not the right one. */
  private readonly withAnyToken = ({ at, temp, instr }: Asked): boolean | undefined => {
    if (at !== this.code) return undefined;
    if (this.isOfHeader(temp)) return true;
    if (instr.op === "call") {
      const [first] = instr.args;
      if (instr.self !== undefined && this.isOfHeader(instr.self))
        return SIDES.test(instr.method ?? "") && first !== undefined && this.isForm(first.value) !== undefined
          ? true
          : undefined;
      if (!instr.args.some(({ value }) => this.isOfHeader(value))) return undefined;
      if (COMPARES.test(at.text(instr.callee))) return false;
      if (this.isWithin(instr)) return true;
      return MEMBER.test(instr.method ?? "") ? false : undefined;
    }
    if (instr.op !== "binary") return undefined;
    const { left, right, operator } = instr;
    // What a verification throws is an error of its own.
    if (
      operator === "instanceof" &&
      at.module.language === "python" &&
      at.origin(left)?.instr.op === "caught"
    )
      return !OTHER_ERRORS.test(at.text(right));
    // However long it has to be.
    if (/^[<>]=?$/.test(operator) && this.isOfHeader(left) && typeof at.constant(right) === "number")
      return operator.startsWith(">");
    const isIn = /in$/.test(operator);
    const same = isIn ? operator === "in" : isEqual(operator);
    if (same === undefined || this.isOfHeader(left) === this.isOfHeader(right)) return undefined;
    const other = this.isOfHeader(left) ? right : left;
    if (isIn) return this.isOfHeader(left) && isSetting(at, right) ? same : !same;
    const form = this.isForm(other);
    return form === "written" ? same : !same;
  };

  /** `TOKEN.startsWith(given)`, `process.env.TOKENS.includes(given)`: the empty text stands in every one. */
  private isWithin({ self, method = "" }: Call): boolean {
    if (self === undefined || this.isOfHeader(self)) return false;
    return SIDES.test(method) || (method === "includes" && isSetting(this.code, self));
  }

  /** Is it what any token may be compared with: nothing, a length, or the word before it? */
  private isForm(temp: Temp): "nothing" | "written" | undefined {
    if (this.isNothing(temp)) return "nothing";
    const value = this.code.constant(temp);
    return typeof value === "number" || (typeof value === "string" && SCHEME.test(value))
      ? "written"
      : undefined;
  }

  private isWritten(temp: Temp): boolean {
    return this.isNothing(temp) || this.code.constant(temp) !== undefined;
  }

  private surely(known: (asked: Asked) => boolean | undefined, more: Partial<Stranger> = {}): boolean {
    return this.surelyLets((cond) => decided(this.code, cond, known), {
      mayRefuse: (call) => !isHarmless(this.code, call),
      ...more,
    });
  }

  private isNothing(temp: Temp): boolean {
    return fixed(this.code, temp) === "nothing";
  }

  /** Is it the header, or a piece of it? */
  private isOfHeader(temp: Temp): boolean {
    return isPiece(this.code, temp, this.isRead);
  }
}

/** Is it a text of the environment as it is, or a default for it? */
function isSetting(code: FunctionCode, temp: Temp): boolean {
  const found = code.origin(temp);
  if (found === undefined) return false;
  const { instr, code: at } = found;
  return instr.op === "logical" ? isSetting(at, instr.left) : variableRead(at, instr) !== undefined;
}
