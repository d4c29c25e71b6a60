/**
 * Builds one FunctionIR: temps, variables, blocks, and the innermost exception handler.
 *
 * A front end opens a FunctionBuilder, emits instructions into the current block, and closes blocks
 * with terminators. Code emitted after a terminator lands in a fresh unreachable block, so a front
 * end need not care about dead code.
 */
import type {
  Block,
  BlockId,
  FnId,
  FunctionIR,
  Instr,
  Param,
  Span,
  Temp,
  Terminator,
  TypeRef,
  VarInfo,
  VarRef,
} from "./types.js";

/** An instruction that computes a value, with 0 in the place of the temp that the builder numbers. */
export type ValueInstr = Extract<Instr, { dst: Temp }>;
export type EffectInstr = Exclude<Instr, { dst: Temp }>;

export interface FunctionHeader {
  readonly id: FnId;
  readonly name: string;
  readonly kind: FunctionIR["kind"];
  readonly async?: boolean;
  readonly generator?: boolean;
  readonly parent?: FnId | undefined;
  readonly cls?: number | undefined;
  readonly static?: boolean;
  readonly span: Span;
  readonly vendored?: string | undefined;
}

export class FunctionBuilder {
  readonly vars: VarInfo[] = [];
  readonly params: Param[] = [];
  docstring: string | undefined;
  returnType: TypeRef | undefined;
  private readonly blocks: Block[] = [];
  private current: BlockId = 0;
  private temps = 0;
  private handler: BlockId | undefined;
  private open = true;

  constructor(readonly header: FunctionHeader) {
    this.current = this.newBlock();
  }

  /** Declares a variable of this function and returns its index. */
  declare(name: string, type?: TypeRef): number {
    this.vars.push({ name, captured: false, writes: 0, type });
    return this.vars.length - 1;
  }

  newTemp(): Temp {
    return this.temps++;
  }

  /** A new empty block, guarded by the current exception handler. */
  newBlock(): BlockId {
    this.blocks.push({ instrs: [], term: { op: "stop", span: this.header.span }, handler: this.handler });
    return this.blocks.length - 1;
  }

  /** Makes `block` the one that instructions go to. */
  enter(block: BlockId): void {
    this.current = block;
    this.open = true;
  }

  get currentBlock(): BlockId {
    return this.current;
  }

  /** False right after a terminator: what follows cannot be reached. */
  get reachable(): boolean {
    return this.open;
  }

  /** Emits an instruction that computes a value; returns the temp that holds it. `instr` is taken over. */
  emit(instr: ValueInstr): Temp {
    const dst = this.newTemp();
    // Written in place: a copy of each instruction is a measurable part of reading a file, and so is room for
    // a property that the object did not begin with.
    (instr as { dst: Temp }).dst = dst;
    this.push(instr);
    return dst;
  }

  /** Emits an instruction that has an effect only. */
  effect(instr: EffectInstr): void {
    this.push(instr);
  }

  /** Nothing is done with a value that was computed last. */
  drop(temp: Temp): void {
    const last = this.open ? this.blocks[this.current]?.instrs.at(-1) : undefined;
    if (last?.op === "call" && last.dst === temp) last.dropped = true;
  }

  private push(instr: Instr): void {
    if (!this.open) this.enter(this.newBlock());
    this.blocks[this.current]!.instrs.push(instr);
  }

  /** Ends the current block. A second terminator for the same block is ignored (dead code). */
  terminate(term: Terminator): void {
    if (!this.open) return;
    this.blocks[this.current]!.term = term;
    this.open = false;
  }

  jump(to: BlockId, span: Span): void {
    this.terminate({ op: "jump", to, span });
  }

  /** Ends the block in which one side of a choice was computed; returns it. */
  endArm(to: BlockId, span: Span): BlockId {
    const block = this.current;
    this.terminate({ op: "jump", to, span, arm: true });
    return block;
  }

  branch(cond: Temp, then: BlockId, otherwise: BlockId, span: Span): void {
    this.terminate({ op: "branch", cond, then, otherwise, span });
  }

  /** Runs `body` with `handler` as the innermost handler of every block it creates. */
  withHandler(handler: BlockId, span: Span, body: () => void): void {
    const outer = this.handler;
    this.handler = handler;
    const inside = this.newBlock();
    this.jump(inside, span);
    this.enter(inside);
    body();
    this.handler = outer;
    const after = this.newBlock();
    this.jump(after, span);
    this.enter(after);
  }

  finish(): FunctionIR {
    const { header } = this;
    this.terminate({ op: "return", span: header.span });
    return {
      id: header.id,
      name: header.name,
      kind: header.kind,
      async: header.async ?? false,
      generator: header.generator ?? false,
      parent: header.parent,
      cls: header.cls,
      ...(header.static === undefined ? {} : { static: header.static }),
      params: this.params,
      vars: this.vars,
      temps: this.temps,
      blocks: this.blocks,
      docstring: this.docstring,
      returnType: this.returnType,
      span: header.span,
      vendored: header.vendored,
    };
  }
}

const SHARED_DEPTH = 8;
const SHARED_INDEX = 64;
const shared: VarRef[][] = Array.from({ length: SHARED_DEPTH }, (_, depth) =>
  Array.from({ length: SHARED_INDEX }, (_each, index) => ({ depth, index })),
);

/** The reference to a variable; the frequent ones are one object each, for they are most of a program. */
export function refTo(depth: number, index: number): VarRef {
  return shared[depth]?.[index] ?? { depth, index };
}
