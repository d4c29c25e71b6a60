/**
 * Reads a function's instructions the way its source reads: what a temp stands for as text
 * ("req.headers.authorization"), and on which conditions a place depends.
 *
 *   if (req.headers["x-key"] !== process.env.KEY) deny()
 *   text(left)        "req.headers.x-key"
 *   conditions(deny)  ["req.headers.x-key!==process.env.KEY"]
 *
 * It follows variables that are written once and looks into enclosing functions, never into callees. No
 * values are computed: for code that the engine has interpreted, its values are better.
 */
import { successors } from "./successors.js";
import type { BlockId, ConstValue, FunctionIR, Instr, ModuleIR, Span, Temp, VarRef } from "./types.js";

const MAX_DEPTH = 8;
const MAX_TEXT = 4_000;
/** Temps that one text is put together from. */
const MAX_PARTS = 1_000;
let parts = 0;
/** Functions with more blocks are not asked for their conditions. */
const MAX_BLOCKS = 1500;

const known = new WeakMap<FunctionIR, FunctionCode>();

/** The reader of a function; made once for each. */
export function codeOf(module: ModuleIR, fn: FunctionIR): FunctionCode {
  let code = known.get(fn);
  if (code === undefined) {
    code = new FunctionCode(module, fn);
    known.set(fn, code);
  }
  return code;
}

export class FunctionCode {
  private all: readonly Instr[] | undefined;
  private made: readonly (Instr | undefined)[] | undefined;
  private single: ReadonlyMap<number, Temp> | undefined;
  private blockOf: ReadonlyMap<Instr, BlockId> | undefined;
  private texts: Map<Temp, string> | undefined;

  constructor(
    readonly module: ModuleIR,
    readonly fn: FunctionIR,
  ) {}

  /** Every instruction, in the order of the blocks. */
  get instructions(): readonly Instr[] {
    const { blocks } = this.fn;
    this.all ??=
      blocks.length === 1 && blocks[0] !== undefined ? blocks[0].instrs : blocks.flatMap((b) => b.instrs);
    return this.all;
  }

  /** The instruction that computes each temp. */
  private get definitions(): readonly (Instr | undefined)[] {
    if (this.made === undefined) {
      const made = new Array<Instr | undefined>(this.fn.temps);
      for (const block of this.fn.blocks)
        for (const instr of block.instrs) if ("dst" in instr) made[instr.dst] = instr;
      this.made = made;
    }
    return this.made;
  }

  /** The only value that is written to an own variable. */
  private get written(): ReadonlyMap<number, Temp> {
    if (this.single === undefined) {
      const single = new Map<number, Temp>();
      const others = new Set<number>(this.fn.params.map((param) => param.variable));
      for (const block of this.fn.blocks) {
        for (const instr of block.instrs) {
          if (instr.op !== "setvar" || instr.ref.depth !== 0) continue;
          if (single.has(instr.ref.index)) others.add(instr.ref.index);
          single.set(instr.ref.index, instr.src);
        }
      }
      for (const index of others) single.delete(index);
      this.single = single;
    }
    return this.single;
  }

  private block(instr: Instr): BlockId | undefined {
    this.blockOf ??= new Map(
      this.fn.blocks.flatMap((block, id) => block.instrs.map((each) => [each, id] as const)),
    );
    return this.blockOf.get(instr);
  }

  /** The instruction that computes a temp. */
  definition(temp: Temp): Instr | undefined {
    return this.definitions[temp];
  }

  /** The reader of another function of the module. */
  inner(fn: FunctionIR): FunctionCode {
    return fn === this.fn ? this : codeOf(this.module, fn);
  }

  /** The call whose place is this very span. */
  callAt(span: Span): Extract<Instr, { op: "call" }> | undefined {
    for (const block of this.fn.blocks)
      for (const instr of block.instrs) if (instr.op === "call" && instr.span === span) return instr;
    return undefined;
  }

  /** Name of a variable as seen from this function. */
  variableName(ref: VarRef): string {
    return this.owner(ref.depth)?.fn.vars[ref.index]?.name ?? "";
  }

  /** The instruction that computes a temp, behind variables that are written once, `await` and defaults. */
  origin(temp: Temp, depth = 0): { readonly code: FunctionCode; readonly instr: Instr } | undefined {
    const instr = this.definitions[temp];
    if (instr === undefined || depth > MAX_DEPTH) return undefined;
    if (instr.op === "await") return this.origin(instr.src, depth + 1);
    if (instr.op === "getvar") {
      const owner = this.owner(instr.ref.depth);
      const source = owner?.writtenOnce(instr.ref.index);
      return owner === undefined || source === undefined
        ? { code: this, instr }
        : owner.origin(source, depth + 1);
    }
    return { code: this, instr };
  }

  /** The constant a temp is, also through a variable that is written once. Undefined is no constant. */
  constant(temp: Temp): ConstValue | undefined {
    const origin = this.origin(temp);
    if (origin?.instr.op === "const") return origin.instr.value;
    // Python's names for constants are identifiers that nothing declares.
    if (origin?.instr.op === "global" && origin.code.module.language === "python") {
      if (origin.instr.name === "True") return true;
      if (origin.instr.name === "False") return false;
    }
    return undefined;
  }

  /** What a temp stands for, as text without spaces; the beginning of it when it is long. */
  text(temp: Temp, depth = 0): string {
    if (depth > 0) return parts++ > MAX_PARTS ? "" : this.spelled(temp, depth);
    const quick = this.plain(temp);
    if (quick !== undefined) return quick;
    this.texts ??= new Map();
    let text = this.texts.get(temp);
    if (text === undefined) {
      parts = 0;
      text = this.spelled(temp, 0);
      if (text.length > MAX_TEXT) text = text.slice(0, MAX_TEXT);
      this.texts.set(temp, text);
    }
    return text;
  }

  /** The text of what stands for itself, which is not worth keeping. */
  private plain(temp: Temp): string | undefined {
    const instr = this.definitions[temp];
    if (instr === undefined) return "";
    if (instr.op === "global") return instr.name;
    return instr.op === "this" ? "this" : undefined;
  }

  private spelled(temp: Temp, depth: number): string {
    const instr = this.definitions[temp];
    if (instr === undefined || depth > MAX_DEPTH) return "";
    const of = (t: Temp): string => this.text(t, depth + 1);
    switch (instr.op) {
      case "const":
        return constText(instr.value);
      case "getvar":
        return this.variableText(instr.ref, depth);
      case "global":
        return instr.name;
      case "import":
        return (instr.specifier ?? "").replace(/^node:/, "");
      case "this":
        return "this";
      case "super":
        return "super";
      case "load":
        return instr.key === "default" ? of(instr.obj) : `${of(instr.obj)}.${instr.key}`;
      case "loadi": {
        const key = this.constant(instr.key);
        return typeof key === "string" ? `${of(instr.obj)}.${key}` : `${of(instr.obj)}[]`;
      }
      case "call":
        return `${of(instr.callee)}()`;
      case "await":
      case "enter":
        return of(instr.src);
      case "iterate":
        return `${of(instr.src)}[]`;
      case "concat":
        return instr.parts.map(of).join("+");
      case "add":
        return `${of(instr.left)}+${of(instr.right)}`;
      case "binary":
        return `${of(instr.left)}${/\w/.test(instr.operator) ? ` ${instr.operator} ` : instr.operator}${of(instr.right)}`;
      case "unary":
        return `${instr.operator}${of(instr.src)}`;
      case "logical":
        return `${of(instr.left)}${instr.operator}${of(instr.right)}`;
      case "select":
        return `${of(instr.cond)}?${of(instr.then)}:${of(instr.otherwise)}`;
      case "default":
        return `${of(instr.src)}??${of(instr.otherwise)}`;
      default:
        return "";
    }
  }

  private variableText(ref: VarRef, depth: number): string {
    const owner = this.owner(ref.depth);
    const name = owner?.fn.vars[ref.index]?.name ?? "";
    const source = owner?.writtenOnce(ref.index);
    if (owner === undefined || source === undefined) return name;
    // Only names and property paths are followed: a variable that holds a result is better known by its name.
    const origin = owner.definitions[source];
    if (origin?.op === "import")
      return origin.specifier === undefined || origin.specifier.startsWith(".")
        ? name
        : owner.text(source, depth + 1);
    if (
      origin?.op !== "load" &&
      origin?.op !== "loadi" &&
      origin?.op !== "getvar" &&
      origin?.op !== "default" &&
      origin?.op !== "await"
    )
      return name;
    const text = owner.text(source, depth + 1);
    return text === "" || /^\.{1,2}\//.test(text) || text.length > 120 || text.includes("()") ? name : text;
  }

  private writtenOnce(variable: number): Temp | undefined {
    return this.fn.vars[variable]?.writes === 1 ? this.written.get(variable) : undefined;
  }

  /** The function whose variable it is. */
  ownerOf(ref: VarRef): FunctionCode | undefined {
    return this.owner(ref.depth);
  }

  /** The function `depth` scopes out. */
  private owner(depth: number): FunctionCode | undefined {
    let fn: FunctionIR | undefined = this.fn;
    for (let d = depth; d > 0 && fn !== undefined; d--)
      fn = fn.parent === undefined ? undefined : this.module.functions[fn.parent];
    return fn === undefined ? undefined : fn === this.fn ? this : codeOf(this.module, fn);
  }

  /** Texts of the conditions under which an instruction runs, "!(...)" where they must not hold; in no particular order. */
  conditions(instr: Instr): readonly string[] {
    const target = this.block(instr);
    const { blocks } = this.fn;
    if (target === undefined || blocks.length > MAX_BLOCKS) return [];
    const reaching = this.reaching(target);
    const out: string[] = [];
    blocks.forEach((block, id) => {
      const { term } = block;
      if (term.op !== "branch" || id === target || !reaching.has(id)) return;
      const yes = term.then === target || reaching.has(term.then);
      const no = term.otherwise === target || reaching.has(term.otherwise);
      if (yes !== no) out.push(yes ? this.text(term.cond) : `!(${this.text(term.cond)})`);
    });
    return out;
  }

  /** Blocks from which `target` can be reached without going round a loop through it. */
  private reaching(target: BlockId): ReadonlySet<BlockId> {
    const before = new Map<BlockId, BlockId[]>();
    this.fn.blocks.forEach((block, id) => {
      const next = successors(block);
      for (const to of block.handler === undefined ? next : [...next, block.handler]) {
        const list = before.get(to);
        if (list === undefined) before.set(to, [id]);
        else list.push(id);
      }
    });
    const seen = new Set<BlockId>();
    const queue = [...(before.get(target) ?? [])];
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      if (seen.has(at) || at === target) continue;
      seen.add(at);
      queue.push(...(before.get(at) ?? []));
    }
    return seen;
  }
}

function constText(value: ConstValue): string {
  if (typeof value === "string") return JSON.stringify(value);
  return typeof value === "object" && value !== null ? `/${value.regex}/` : String(value);
}
