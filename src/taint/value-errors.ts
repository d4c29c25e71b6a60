/**
 * What is known where the refusal of a parser is caught: in Python a ValueError, in JavaScript whatever is thrown where
 * little else can be. The parser that threw it has refused its value, and whatever was looked at behind it was not.
 *
 *   try:
 *       address = ip_address(text)
 *       if address.is_private: raise Refused
 *   except ValueError:
 *       continue                             `text` is no address
 *
 * What else may throw one counts as well: any call but those that are known to throw none, and `raise`.
 */
import { codeOf } from "../ir/code.js";
import type { BlockId, FunctionIR, Instr, Temp } from "../ir/types.js";
import { contradicts } from "./correlated.js";
import { addFacts, type FactMap } from "./facts.js";
import type { Frame, Machine } from "./machine.js";
import { copyState, joinInto, type State } from "./state.js";

const QUIET_METHODS =
  /^(l?strip|rstrip|lower|upper|casefold|r?split|splitlines|r?partition|startswith|endswith|replace|join|get|append|add|items|keys|values|is[a-z]+|removeprefix|removesuffix|debug|info|warning|error|exception|log)$/;
const QUIET_METHODS_OF_JAVASCRIPT =
  /^(trim|trimStart|trimEnd|toLowerCase|toUpperCase|toString|startsWith|endsWith|includes|indexOf|slice|substring|replace|split|test|kind|range|log|warn|error|debug|info)$/;
/** Calls within one `try` of JavaScript that are looked at. */
const MAX_CALLS = 8;
const QUIET_FUNCTIONS =
  /^(str|len|isinstance|repr|bool|print|any|all|list|set|tuple|dict|sorted|enumerate|hasattr|type)$/;

/** Handlers that ask first whether it is a ValueError, with the block they go on in if it is. */
const handlers = new WeakMap<FunctionIR, ReadonlyMap<BlockId, BlockId>>();

function handlersIn(fn: FunctionIR): ReadonlyMap<BlockId, BlockId> {
  let known = handlers.get(fn);
  if (known === undefined) {
    const found = new Map<BlockId, BlockId>();
    for (const { handler } of fn.blocks) {
      const block = handler === undefined ? undefined : fn.blocks[handler];
      if (handler === undefined || block?.term.op !== "branch") continue;
      const { cond, then } = block.term;
      const test = block.instrs.find((i) => "dst" in i && i.dst === cond);
      if (test?.op !== "binary" || test.operator !== "instanceof") continue;
      if (isValueError(block.instrs, test.right)) found.set(handler, then);
    }
    handlers.set(fn, (known = found));
  }
  return known;
}

function isValueError(instrs: readonly Instr[], temp: Temp): boolean {
  const made = instrs.find((i) => "dst" in i && i.dst === temp);
  if (made?.op === "array") return made.elements.every((el) => isValueError(instrs, el.value));
  return made?.op === "global" && /^(ValueError|TypeError)$/.test(made.name);
}

/** JavaScript's handlers of blocks with few calls: each goes on by itself. */
function smallHandlersIn(fn: FunctionIR): ReadonlyMap<BlockId, BlockId> {
  let known = handlers.get(fn);
  if (known === undefined) {
    const calls = new Map<BlockId, number>();
    for (const { handler, instrs } of fn.blocks)
      if (handler !== undefined)
        calls.set(
          handler,
          instrs.reduce((n, i) => n + (i.op === "call" ? 1 : 0), calls.get(handler) ?? 0),
        );
    const few = [...calls].filter(([, n]) => n > 0 && n <= MAX_CALLS);
    handlers.set(fn, (known = new Map(few.map(([handler]) => [handler, handler]))));
  }
  return known;
}

/** The handlers of a function that catch the refusal of a parser; undefined where none does. */
export function valueErrorsIn(m: Machine, frame: Frame): ReadonlyMap<BlockId, ValueErrors> | undefined {
  const found = frame.module.language === "python" ? handlersIn(frame.fn) : smallHandlersIn(frame.fn);
  if (found.size === 0) return undefined;
  return new Map(
    [...found].map(([handler, target]) => [handler, new ValueErrors(m, frame, handler, target)]),
  );
}

/** The state in which what one handler guards may throw a ValueError. */
export class ValueErrors {
  private state: State | undefined;
  /** Has a parser been met that throws where it refuses? */
  private refusing = false;

  constructor(
    private readonly m: Machine,
    private readonly frame: Frame,
    readonly handler: BlockId,
    private readonly target: BlockId,
  ) {}

  /** What holds before an instruction that may throw one; undefined for others. */
  before(instr: Instr): State | undefined {
    if (instr.op !== "call" || isQuiet(this.frame, instr)) return undefined;
    this.frame.refused = undefined;
    return copyState(this.frame.state);
  }

  /** What holds where something is thrown that may be one; undefined where it is something else. */
  beforeThrow(thrown: Temp | undefined): State | undefined {
    const { module, fn, state } = this.frame;
    const made = thrown === undefined ? undefined : codeOf(module, fn).definition(thrown);
    if (made?.op === "call" && isException(this.frame, made.callee)) return undefined;
    this.frame.refused = undefined;
    return copyState(state);
  }

  /** The instruction may have thrown one. Says whether that is news to the handler. */
  thrown(before: State): boolean {
    const { refused } = this.frame;
    if (refused !== undefined) {
      this.refusing = true;
      // What is known to be of its form, it does not refuse.
      if (refused.some((d) => contradicts(before.facts, d))) return false;
      before.facts = addFacts(before.facts, refused);
    }
    if (this.state === undefined) {
      this.state = before;
      return true;
    }
    const at = { lineage: this.m.lineage, key: `${this.frame.summary.id}.${this.handler}v` };
    return joinInto(this.state, before, at);
  }

  /** What is known in a handler of everything that a parser may have thrown into: "never" where it cannot have. */
  facts(): FactMap | "never" | undefined {
    return this.refusing && this.target === this.handler ? (this.state?.facts ?? "never") : undefined;
  }

  /** What holds where the handler goes on with a ValueError. */
  caught(target: BlockId): State | undefined {
    return this.target === target && this.target !== this.handler && this.state !== undefined
      ? copyState(this.state)
      : undefined;
  }
}

function isQuiet(f: Frame, call: Instr & { readonly op: "call" }): boolean {
  const ofPython = f.module.language === "python";
  if (call.method !== undefined)
    return (ofPython ? QUIET_METHODS : QUIET_METHODS_OF_JAVASCRIPT).test(call.method);
  if (!ofPython) return false;
  const callee = codeOf(f.module, f.fn).definition(call.callee);
  if (callee?.op === "global" && QUIET_FUNCTIONS.test(callee.name)) return true;
  return isException(f, call.callee);
}

/** Exceptions that are no ValueError. */
const OTHERS =
  /^(Exception|RuntimeError|PermissionError|OSError|IOError|LookupError|KeyError|ConnectionError|NotImplementedError)$/;

/** Is it the class of an exception that no handler of ValueErrors catches? */
function isException(f: Frame, temp: Temp): boolean {
  const code = codeOf(f.module, f.fn);
  const made = code.definition(temp);
  if (made?.op === "global") return OTHERS.test(made.name);
  if (made?.op !== "getvar") return false;
  const name = code.variableName(made.ref);
  const own = f.module.classes.find((cls) => cls.name === name);
  return own?.superTypes.length === 1 && OTHERS.test(own.superTypes[0]?.name ?? "");
}
