/**
 * The code of a program by name, as it is written: who writes a property, who calls a function and with what, which
 * functions ask for a setting. Gathered once, and only when somebody asks.
 */
import { codeOf, type FunctionCode } from "../ir/code.js";
import type { FunctionIR, Instr, ModuleIR, Temp } from "../ir/types.js";
import { lastName } from "../taint/machine.js";

type Call = Extract<Instr, { op: "call" }>;
/** A value, and the function that makes it. */
export type Written = readonly [FunctionCode, Temp];

const ENDS = /(^|\.)(exit|_exit|abort|fatal|die|fail|error|usage)$/;
const LOGS = /(^|\.)(console|log|logger|logging|stderr|stdout)\.\w+$/i;
const NAME = /^\w{2,40}$/;

export class Gathered {
  private index: Index | undefined;

  constructor(private readonly modules: readonly ModuleIR[]) {}

  private get found(): Index {
    this.index ??= gather(this.modules);
    return this.index;
  }

  functionsNamed(name: string): readonly FunctionCode[] {
    return this.found.functions.get(name) ?? [];
  }

  /** Every call of a function or method of this name. */
  callsOf(name: string): readonly (readonly [FunctionCode, Call])[] {
    return this.found.calls.get(name) ?? [];
  }

  /** What is stored under a property, in literals as well; undefined where that is too much to look at. */
  stored(key: string, max: number): readonly Written[] | undefined {
    const all = this.found.stored.get(key) ?? [];
    return all.length > max ? undefined : all;
  }

  /** What is written to a variable of a function, there and in those inside of it. */
  writes(owner: FunctionCode, variable: number): readonly Written[] {
    const out: Written[] = [];
    for (const fn of owner.module.functions) {
      const code = codeOf(owner.module, fn);
      for (const instr of code.instructions)
        if (instr.op === "setvar" && instr.ref.index === variable && code.ownerOf(instr.ref) === owner)
          out.push([code, instr.src]);
    }
    return out;
  }

  /** What a parameter is given; undefined where nobody is seen to call, or some call does not tell. */
  argumentsOf(owner: FunctionCode, name: string, max: number): readonly Written[] | undefined {
    const { fn, module } = owner;
    const cls = fn.cls === undefined ? undefined : module.classes[fn.cls];
    const made = fn.kind === "constructor" || fn.name === "__init__";
    const called = made ? (cls?.name ?? "") : fn.name;
    const self = module.language === "python" && fn.cls !== undefined && fn.static !== true ? 1 : 0;
    const at = fn.params.findIndex((p) => p.name === name) - self;
    const calls = this.callsOf(called);
    const handed = made ? (this.found.handedOn.get(called) ?? []) : [];
    if (called === "" || at < 0 || calls.length + handed.length === 0 || calls.length + handed.length > max)
      return undefined;
    const out: Written[] = [];
    for (const [code, call] of [...calls, ...handed]) {
      const isHanded = handed.some(([, other]) => other === call);
      const value =
        call.args.find((arg) => arg.name === name)?.value ??
        (isHanded ? undefined : call.args.filter((arg) => arg.name === undefined)[at]?.value) ??
        defaultOf(owner, name);
      if (value === undefined || call.args.some((arg) => arg.spread === true || arg.kwSpread === true))
        return undefined;
      out.push(typeof value === "number" ? [code, value] : value);
    }
    return out;
  }

  /** Functions in which something of this name is read, and some way out leads to a throw or a call that may end all. */
  endingWith(name: string): readonly FunctionCode[] {
    return this.found.ending.get(name) ?? [];
  }
}

/** The default of a parameter, where it has one. */
function defaultOf({ module, fn }: FunctionCode, name: string): Written | undefined {
  const thunk = fn.params.find((p) => p.name === name)?.defaultThunk;
  const made = thunk === undefined ? undefined : module.functions[thunk];
  const term = made?.blocks[0]?.term;
  return made === undefined || term?.op !== "return" || term.src === undefined
    ? undefined
    : [codeOf(module, made), term.src];
}

interface Index {
  readonly functions: Map<string, FunctionCode[]>;
  readonly calls: Map<string, (readonly [FunctionCode, Call])[]>;
  readonly stored: Map<string, Written[]>;
  /** Calls that are handed a class, and its arguments: `add_middleware(Key, key=...)`. */
  readonly handedOn: Map<string, (readonly [FunctionCode, Call])[]>;
  readonly ending: Map<string, FunctionCode[]>;
}

function gather(modules: readonly ModuleIR[]): Index {
  const out: Index = {
    functions: new Map(),
    calls: new Map(),
    stored: new Map(),
    handedOn: new Map(),
    ending: new Map(),
  };
  for (const module of modules)
    for (const fn of module.functions) if (fn.vendored === undefined) add(module, fn, out);
  return out;
}

function add(module: ModuleIR, fn: FunctionIR, out: Index): void {
  const code = codeOf(module, fn);
  if (fn.name !== "") push(out.functions, fn.name, code);
  addEnding(code, out);
  for (const instr of code.instructions) {
    if (instr.op === "store") push(out.stored, instr.key, [code, instr.src]);
    else if (instr.op === "object") {
      for (const e of instr.entries) if (e.key !== undefined) push(out.stored, e.key, [code, e.value]);
    } else if (instr.op === "call") {
      push(out.calls, lastName(code.text(instr.callee)), [code, instr]);
      const [first] = instr.args;
      if (first !== undefined && /^(add_middleware|Middleware)$/.test(lastName(code.text(instr.callee))))
        push(out.handedOn, lastName(code.text(first.value)), [code, instr]);
    }
  }
}

/** Functions with a branch and an end of all, by what they read. */
function addEnding(code: FunctionCode, out: Index): void {
  const { blocks } = code.fn;
  if (!blocks.some(({ term }) => term.op === "branch") || !blocks.some((_, id) => isEnd(code, id))) return;
  const names = new Set<string>();
  for (const instr of code.instructions) {
    if (instr.op === "load") names.add(instr.key);
    else if (instr.op === "getvar") names.add(code.variableName(instr.ref));
    else if (instr.op === "const" && typeof instr.value === "string" && NAME.test(instr.value))
      names.add(instr.value);
  }
  for (const name of names) push(out.ending, name, code);
}

/** Does a block throw, end the program, or call what may? */
export function isEnd(code: FunctionCode, id: number): boolean {
  const block = code.fn.blocks[id];
  if (block === undefined) return false;
  if (block.term.op === "throw" || block.term.op === "stop") return true;
  return block.instrs.some((instr) => {
    if (instr.op !== "call") return false;
    const text = code.text(instr.callee);
    return ENDS.test(text) && !LOGS.test(text);
  });
}

function push<T>(map: Map<string, T[]>, key: string, each: T): void {
  const list = map.get(key);
  if (list === undefined) map.set(key, [each]);
  else list.push(each);
}
