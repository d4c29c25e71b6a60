/**
 * The ways that a request takes through a function: where it is refused, where it is handed on, and which ways remain
 * when something is known of the conditions.
 *
 *   if (!TOKEN) return next();                  handed on
 *   if (header !== TOKEN) res.sendStatus(401);  refused
 *
 * Read from the control flow alone. What a condition answers, whoever asks has to say.
 */
import type { FunctionCode } from "../ir/code.js";
import { successors } from "../ir/successors.js";
import type { BlockId, Instr, Temp } from "../ir/types.js";
import { lastName } from "../taint/machine.js";

type Call = Extract<Instr, { op: "call" }>;

/** Statuses that say who may not. */
export const DENIES: ReadonlySet<unknown> = new Set([401, 403]);
const ANSWERS =
  /^(status|sendStatus|writeHead|code|setStatus|send_error|set_status|json|text|body|html|abort|error|createError)$/;
/** Calls that refuse by what they are called, whatever they are given. */
const REFUSES = /(^|[._])(send|reply|respond|return)?_?(unauthori[sz]ed|forbidden|deny|denied|reject)/i;
const ANSWER_MADE = /(Response|HTTPException|HttpException|HTTPError|HttpError|abort|createError)$/;
const PASSES = /^(handleRequest|handle_request|handlePostMessage|handle_post_message|call_next)$/;
const STATUS = /^status(Code|_code)?$/;
const NEXT = /^(next|call_next|callNext)$/;
const OWN_APP = /^(self|this)\._?app$/;

/** What a request meets that comes from a stranger. */
export interface Stranger {
  mayRefuse(call: Call): boolean;
  /** Calls that let him in beside those that hand the request on. */
  lets?(call: Call): boolean;
  /** Answers that let him in. */
  accepts?(answer: Temp): boolean;
}

export class Ways {
  /** Block of a refusal, with the place of the first one in it. */
  readonly denials = new Map<BlockId, { readonly index: number; readonly at: Instr }>();
  /** Block and place in it of the last call that hands the request on. */
  readonly passing = new Map<BlockId, number>();

  constructor(readonly code: FunctionCode) {
    const { fn } = code;
    const handed = new Set(fn.params.slice(1).map((p) => p.variable));
    fn.blocks.forEach(({ instrs }, block) => {
      instrs.forEach((instr, index) => {
        if (!this.denials.has(block) && this.isDenial(instr)) this.denials.set(block, { index, at: instr });
        if (instr.op === "call" && this.isPassing(instr, handed)) this.passing.set(block, index);
      });
    });
  }

  private isDenial(instr: Instr): boolean {
    const denies = (temp: Temp): boolean => DENIES.has(this.code.constant(temp));
    if (instr.op === "store") return STATUS.test(instr.key) && denies(instr.src);
    // `new Response("no", { status: 401 })`, `send({ type: "http.response.start", status: 401 })`
    if (instr.op === "object")
      return instr.entries.some((e) => e.key !== undefined && STATUS.test(e.key) && denies(e.value));
    if (instr.op !== "call") return false;
    const name = lastName(this.code.text(instr.callee));
    if (REFUSES.test(name)) return true;
    return instr.args.some(
      (arg) =>
        denies(arg.value) &&
        (STATUS.test(arg.name ?? "") || ANSWERS.test(instr.method ?? "") || ANSWER_MADE.test(name)),
    );
  }

  /** `next()`, `call_next(request)`, `self.app(scope, receive, send)`, or the transport itself. */
  private isPassing(call: Call, handed: ReadonlySet<number>): boolean {
    if (call.method !== undefined && PASSES.test(call.method)) return true;
    const callee = this.code.definition(call.callee);
    if (callee?.op === "getvar" && callee.ref.depth === 0 && handed.has(callee.ref.index)) {
      const name = this.code.variableName(callee.ref);
      // An error that is handed on ends the request.
      return NEXT.test(name) && (name !== "next" || call.args.length === 0);
    }
    return OWN_APP.test(this.code.text(call.callee));
  }

  next(id: BlockId): readonly BlockId[] {
    const block = this.code.fn.blocks[id];
    return block === undefined ? [] : successors(block);
  }

  /** Where a branch leads when its condition is known; undefined where it is not. */
  taken(id: BlockId, answer: (cond: Temp) => boolean | undefined): BlockId | undefined {
    const term = this.code.fn.blocks[id]?.term;
    if (term?.op !== "branch") return undefined;
    const holds = answer(term.cond);
    return holds === undefined ? undefined : holds ? term.then : term.otherwise;
  }

  /** Blocks that are reached from here without anything thrown, the first ones included. */
  reached(from: readonly BlockId[], taken?: (block: BlockId) => BlockId | undefined): Set<BlockId> {
    return this.walk(from, taken, false);
  }

  /** The same from the begin, with what catches. */
  all(answer?: (cond: Temp) => boolean | undefined): Set<BlockId> {
    return this.walk([0], answer && ((block) => this.taken(block, answer)), true);
  }

  /** Blocks that lead to one of these without anything thrown, these included. */
  leadingTo(wanted: Iterable<BlockId>, taken?: (block: BlockId) => BlockId | undefined): Set<BlockId> {
    const before = new Map<BlockId, BlockId[]>();
    this.code.fn.blocks.forEach((_, id) => {
      const only = taken?.(id);
      for (const to of only === undefined ? this.next(id) : [only]) {
        const list = before.get(to);
        if (list === undefined) before.set(to, [id]);
        else list.push(id);
      }
    });
    const seen = new Set<BlockId>();
    const open = [...wanted];
    for (let b = open.pop(); b !== undefined; b = open.pop()) {
      if (seen.has(b)) continue;
      seen.add(b);
      for (const from of before.get(b) ?? []) open.push(from);
    }
    return seen;
  }

  /** May a request go on for which conditions answer so, and which is refused nowhere before? */
  lets(answer: (cond: Temp) => boolean | undefined): boolean {
    const { blocks } = this.code.fn;
    const on = this.walk(
      [0],
      (block) => this.taken(block, answer),
      false,
      (block) => this.denials.has(block),
    );
    return [...on].some((block) => {
      const passes = this.passing.get(block);
      const denies = this.denials.get(block)?.index;
      if (this.passing.size === 0) return denies === undefined && blocks[block]?.term.op === "return";
      return passes !== undefined && (denies === undefined || passes < denies);
    });
  }

  /**
   * Does every request go on for which conditions answer so, whatever the other conditions answer? Calls that may refuse
   * by throwing do so one time, and what catches that goes on as well. Who does not hand on, does not let.
   */
  surelyLets(answer: (cond: Temp) => boolean | undefined, { mayRefuse, lets, accepts }: Stranger): boolean {
    const { blocks } = this.code.fn;
    /** The blocks that all have to let him on; none where he is let in, undefined where he may be refused. */
    const onwards = (id: BlockId): readonly BlockId[] | undefined => {
      const block = blocks[id];
      if (block === undefined) return undefined;
      const { handler, instrs, term } = block;
      const own = lets === undefined ? -1 : instrs.findIndex((instr) => instr.op === "call" && lets(instr));
      const passing = this.passing.get(id) ?? (own < 0 ? instrs.length : own);
      if ((this.denials.get(id)?.index ?? instrs.length) < passing) return undefined;
      const throws = instrs.slice(0, passing).some((instr) => instr.op === "call" && mayRefuse(instr));
      if (throws && handler === undefined) return undefined;
      const caught = throws && handler !== undefined ? [handler] : [];
      if (passing < instrs.length) return caught;
      switch (term.op) {
        case "return":
          return accepts !== undefined && term.src !== undefined && accepts(term.src) ? caught : undefined;
        case "throw":
          return handler === undefined ? undefined : [handler];
        case "branch": {
          const only = this.taken(id, answer);
          return [...caught, ...(only === undefined ? this.next(id) : [only])];
        }
        default: {
          const next = this.next(id);
          return next.length === 0 ? undefined : [...caught, ...next];
        }
      }
    };
    const open = new Set<BlockId>();
    const done = new Set<BlockId>();
    const stack: BlockId[] = [0];
    for (let id = stack.at(-1); id !== undefined; id = stack.at(-1)) {
      if (open.delete(id)) done.add(id);
      if (done.has(id)) {
        stack.pop();
        continue;
      }
      open.add(id);
      const next = onwards(id);
      // Round a loop nobody comes nearer.
      if (next === undefined || next.some((each) => open.has(each))) return false;
      stack.push(...next);
    }
    return true;
  }

  private walk(
    from: readonly BlockId[],
    taken: ((block: BlockId) => BlockId | undefined) | undefined,
    caught: boolean,
    ends?: (block: BlockId) => boolean,
  ): Set<BlockId> {
    const seen = new Set<BlockId>();
    const open = [...from];
    for (let b = open.pop(); b !== undefined; b = open.pop()) {
      if (seen.has(b)) continue;
      seen.add(b);
      if (ends?.(b) === true) continue;
      const only = taken?.(b);
      open.push(...(only === undefined ? this.next(b) : [only]));
      const handler = caught ? this.code.fn.blocks[b]?.handler : undefined;
      if (handler !== undefined) open.push(handler);
    }
    return seen;
  }
}
