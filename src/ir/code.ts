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
import type { BlockId, ConstValue, FunctionIR, Instr, ModuleIR, Span, Temp, VarRef } from "./types.js";

const MAX_DEPTH = 8;
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
  private readonly definitions = new Map<Temp, Instr>();
  /** The only value that is written to an own variable. */
  private readonly written = new Map<number, Temp>();
  private readonly blockOf = new Map<Instr, BlockId>();

  constructor(
    readonly module: ModuleIR,
    readonly fn: FunctionIR,
  ) {
    const twice = new Set<number>();
    fn.blocks.forEach((block, id) => {
      for (const instr of block.instrs) {
        this.blockOf.set(instr, id);
        if ("dst" in instr) this.definitions.set(instr.dst, instr);
        if (instr.op !== "setvar" || instr.ref.depth !== 0) continue;
        if (this.written.has(instr.ref.index)) twice.add(instr.ref.index);
        this.written.set(instr.ref.index, instr.src);
      }
    });
    for (const index of twice) this.written.delete(index);
    for (const param of fn.params) this.written.delete(param.variable);
  }

  /** The instruction that computes a temp. */
  definition(temp: Temp): Instr | undefined {
    return this.definitions.get(temp);
  }

  /** The reader of another function of the module. */
  inner(fn: FunctionIR): FunctionCode {
    return fn === this.fn ? this : codeOf(this.module, fn);
  }

  /** The call whose place is this very span. */
  callAt(span: Span): Extract<Instr, { op: "call" }> | undefined {
    for (const instr of this.blockOf.keys()) if (instr.op === "call" && instr.span === span) return instr;
    return undefined;
  }

  /** Name of a variable as seen from this function. */
  variableName(ref: VarRef): string {
    return this.owner(ref.depth)?.fn.vars[ref.index]?.name ?? "";
  }

  /** The instruction that computes a temp, behind variables that are written once, `await` and defaults. */
  origin(temp: Temp, depth = 0): { readonly code: FunctionCode; readonly instr: Instr } | undefined {
    const instr = this.definitions.get(temp);
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

  /** What a temp stands for, as text without spaces. */
  text(temp: Temp, depth = 0): string {
    const instr = this.definitions.get(temp);
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
    const origin = owner.definitions.get(source);
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

  /** The function `depth` scopes out. */
  private owner(depth: number): FunctionCode | undefined {
    let fn: FunctionIR | undefined = this.fn;
    for (let d = depth; d > 0 && fn !== undefined; d--)
      fn = fn.parent === undefined ? undefined : this.module.functions[fn.parent];
    return fn === undefined ? undefined : fn === this.fn ? this : codeOf(this.module, fn);
  }

  /** Texts of the conditions under which an instruction runs, "!(...)" where they must not hold; in no particular order. */
  conditions(instr: Instr): readonly string[] {
    const target = this.blockOf.get(instr);
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
      const next =
        block.term.op === "jump"
          ? [block.term.to]
          : block.term.op === "branch"
            ? [block.term.then, block.term.otherwise]
            : [];
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
