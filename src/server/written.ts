/**
 * The calls of a program as they are written: in all of its own code, also in code that nothing runs, such as
 * an install script or a function that waits for its moment. What is called is told by following imports and
 * variables that are written once; values are not computed.
 *
 *   const { exec } = require("child_process")
 *   exec(Buffer.from("...", "base64").toString())     child_process.exec, made of Buffer.from().toString
 *
 * For code that the analysis has run, SeenCalls knows more.
 */
import { codeOf, type FunctionCode } from "../ir/code.js";
import { partsOf } from "../ir/ingredients.js";
import { mentions } from "../ir/mentions.js";
import type { FunctionIR, Instr, ModuleIR, Temp } from "../ir/types.js";
import type { CallModel } from "../models/call-model.js";
import type { ModelIndex } from "../models/model-index.js";
import type { PlaceRow, SecretRow, SinkKind } from "../models/types.js";
import type { Machine } from "../taint/machine.js";
import { type WrittenArgument, writtenAt } from "./written-arguments.js";

type CallInstr = Extract<Instr, { op: "call" }>;

export interface WrittenCall {
  readonly code: FunctionCode;
  readonly instr: CallInstr;
  /** Access path as in models, or "" when it is not known what is called. */
  readonly path: string;
  readonly model: CallModel | undefined;
  /** What the models say that it does. */
  readonly kinds: ReadonlySet<SinkKind>;
}

const MAX_DEPTH = 10;
const MAX_PARTS = 300;
const NONE: ReadonlySet<SinkKind> = new Set();

export class WrittenCalls {
  readonly all: readonly WrittenCall[];
  private readonly kinds = new Map<CallModel, ReadonlySet<SinkKind>>();
  private readonly byInstr = new Map<Instr, WrittenCall>();

  constructor(
    private readonly m: Machine,
    modules: readonly ModuleIR[],
  ) {
    for (const module of modules)
      for (const fn of module.functions) if (fn.vendored === undefined) this.collect(module, fn);
    this.all = [...this.byInstr.values()];
  }

  private collect(module: ModuleIR, fn: FunctionIR): void {
    const code = codeOf(module, fn);
    const index = this.m.model(module.language);
    for (const block of fn.blocks)
      for (const instr of block.instrs) {
        if (instr.op !== "call") continue;
        const path = pathOf(code, instr.callee, index, 0) ?? "";
        const model = path === "" ? undefined : index.call(path);
        const kinds = model === undefined ? NONE : this.kindsOf(model);
        this.byInstr.set(instr, { code, instr, path, model, kinds });
      }
  }

  /** Those whose access path passes the test, which is asked once for each path. */
  whose(test: (path: string) => boolean): readonly WrittenCall[] {
    const known = new Map<string, boolean>();
    return this.all.filter(({ path }) => {
      let passes = known.get(path);
      if (passes === undefined) known.set(path, (passes = test(path)));
      return passes;
    });
  }

  /** Arguments that are secrets by their place in the call. */
  *secrets(): Generator<{
    readonly call: WrittenCall;
    readonly row: SecretRow;
    readonly at: WrittenArgument;
  }> {
    for (const call of this.all)
      for (const row of this.m.model(call.code.module.language).secrets(call.path)) {
        const at = writtenAt(call.code, call.instr, row.at);
        if (at !== undefined) yield { call, row, at };
      }
  }

  /** Those in files in which one of these words is written; see `mentions`. */
  naming(words: RegExp): readonly WrittenCall[] {
    const known = new Map<ModuleIR, boolean>();
    return this.all.filter(({ code: { module } }) => {
      let names = known.get(module);
      if (names === undefined) known.set(module, (names = mentions(module, words)));
      return names;
    });
  }

  private kindsOf(model: CallModel): ReadonlySet<SinkKind> {
    let kinds = this.kinds.get(model);
    if (kinds === undefined) this.kinds.set(model, (kinds = new Set(model.sinks.map((row) => row.kind))));
    return kinds;
  }

  /** Which place of the machine the result of a call is, if it is one. */
  placeOf({ code, path }: WrittenCall): PlaceRow["is"] | undefined {
    return path === "" ? undefined : this.m.model(code.module.language).place(`${path}()`);
  }

  at(instr: Instr): WrittenCall | undefined {
    return this.byInstr.get(instr);
  }

  /** The calls that a value is made by, nearest first: those whose results it is made of, and theirs. */
  behind(code: FunctionCode, temp: Temp): readonly WrittenCall[] {
    const out: WrittenCall[] = [];
    const seen = new Set<Instr>();
    const visit = (from: FunctionCode, t: Temp, depth: number): void => {
      const origin = depth > MAX_DEPTH || seen.size > MAX_PARTS ? undefined : from.origin(t);
      if (origin === undefined || seen.has(origin.instr)) return;
      seen.add(origin.instr);
      const { instr } = origin;
      const call = this.byInstr.get(instr);
      if (call !== undefined) out.push(call);
      for (const part of operandsOf(instr)) visit(origin.code, part, depth + 1);
    };
    visit(code, temp, 0);
    return out;
  }
}

function operandsOf(instr: Instr): readonly Temp[] {
  if (instr.op !== "call") return partsOf(instr);
  return [instr.self ?? instr.callee, ...instr.args.map((arg) => arg.value)];
}

/** The type of what a call gives, by its access path, where the models know of one. */
function typeGiven(index: ModelIndex, path: string): string | undefined {
  const [row, ...others] = index.call(path)?.types ?? [];
  if (row === undefined || others.length > 0 || row.when !== undefined || !row.returns.endsWith("()"))
    return undefined;
  return /^(?:\d|this)/.test(row.returns) ? undefined : row.returns;
}

/** The access path of what a temp holds. */
function pathOf(code: FunctionCode, temp: Temp, index: ModelIndex, depth: number): string | undefined {
  const origin = depth > MAX_DEPTH ? undefined : code.origin(temp);
  if (origin === undefined) return undefined;
  const { instr, code: at } = origin;
  const of = (t: Temp): string | undefined => pathOf(at, t, index, depth + 1);
  switch (instr.op) {
    case "import": {
      const name = instr.specifier ?? (instr.src === undefined ? undefined : at.constant(instr.src));
      if (typeof name !== "string" || name.startsWith(".")) return undefined;
      return index.canonical(instr.kind === "py-root" ? (name.split(".")[0] ?? name) : name);
    }
    case "global":
      return `${at.module.language === "python" ? "builtins" : "global"}.${instr.name}`;
    case "load":
    case "loadi": {
      const key = instr.op === "load" ? instr.key : at.constant(instr.key);
      const base = of(instr.obj);
      if (base === undefined || typeof key !== "string") return undefined;
      // Names of the global object are global names.
      if (/^global\.(?:global|globalThis|window|self)$/.test(base)) return `global.${key}`;
      return key === "default" ? base : `${base}.${key}`;
    }
    case "call": {
      const base = of(instr.callee);
      // promisify(exec) is exec again.
      const [first] = instr.args;
      if (first !== undefined && /(?:^|\.)(?:promisify|partial|to_thread)$/.test(base ?? ""))
        return of(first.value);
      return base === undefined ? undefined : (typeGiven(index, base) ?? `${base}()`);
    }
    // `Path.home() / ".ssh"` is a path again.
    case "binary": {
      const base = instr.operator === "/" && at.module.language === "python" ? of(instr.left) : undefined;
      return base?.endsWith("()") === true ? base : undefined;
    }
    case "await":
    case "enter":
      return of(instr.src);
    default:
      return undefined;
  }
}
