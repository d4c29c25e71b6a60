/**
 * State of one lowering: what belongs to the module, and what belongs to the function being lowered.
 *
 * A FunctionContext owns the FunctionBuilder and the current scope; a ModuleContext numbers functions
 * and classes and counts what was not lowered. Nothing here keeps a syntax node after the lowering.
 */
import type * as t from "@babel/types";
import { FunctionBuilder, type FunctionHeader } from "../../ir/builder.js";
import type { BlockId, ClassIR, ConstValue, FnId, FunctionIR, Span, Temp, TypeDecl } from "../../ir/types.js";
import type { Tables } from "./dispatch.js";
import { EditorLines } from "./editor-lines.js";
import { type Binding, Scope } from "./scope.js";
import type { VendoredRegions } from "./vendored.js";

/** Where `break` and `continue` lead. */
export interface JumpTarget {
  readonly labels: readonly string[];
  readonly breakTo: BlockId;
  /** Undefined for a switch or a labelled block. */
  readonly continueTo?: BlockId | undefined;
  /** A labelled block, which a plain `break` passes by. */
  readonly labelOnly?: boolean;
}

/** Labels of a try statement in a down-levelled generator. */
export interface TryRegion {
  readonly start: number;
  readonly caught: number | undefined;
  readonly finalizer: number | undefined;
  readonly next: number;
}

/** The state machine of a down-levelled generator, while its cases are being lowered. */
export interface StateMachine {
  /** Name of the state parameter (`_a` in `_a.label`). */
  readonly state: string;
  readonly blocks: ReadonlyMap<number, BlockId>;
  /** Variable that holds what the last yield was resumed with. */
  readonly sent: Binding;
  readonly tries: readonly TryRegion[];
  /** Label of the case being lowered; a yield resumes at the one after. */
  current: number;
}

const NO_SPAN: Span = { line: 1, col: 0, endLine: 1, endCol: 0 };

export class ModuleContext {
  readonly functions: FunctionIR[] = [];
  readonly classes: ClassIR[] = [];
  readonly types: TypeDecl[] = [];
  readonly unsupported = new Map<string, number>();
  nodes = 0;
  /** How deep in a type annotation the lowering is. */
  typeDepth = 0;
  private functionCount = 0;
  private classCount = 0;
  private readonly classIds = new Map<t.Class, number>();
  private lastNode: t.Node | undefined;
  private lastSpan: Span = NO_SPAN;
  private readonly lines: EditorLines | undefined;

  constructor(
    readonly tables: Tables,
    readonly vendored: VendoredRegions | undefined,
    text: string,
  ) {
    this.lines = EditorLines.of(text);
  }

  newFunctionId(): FnId {
    return this.functionCount++;
  }

  /** The index of a class, the same for hoisting and for lowering. */
  classId(node: t.Class): number {
    let id = this.classIds.get(node);
    if (id === undefined) {
      id = this.classCount++;
      this.classIds.set(node, id);
    }
    return id;
  }

  /** The place of a node. Consecutive questions about one node share the answer. */
  span(node: t.Node): Span {
    if (node === this.lastNode) return this.lastSpan;
    const loc = node.loc;
    if (!loc) return NO_SPAN;
    this.lastNode = node;
    const start = this.lines?.at(node.start ?? 0) ?? loc.start;
    const end = this.lines?.at(node.end ?? 0) ?? loc.end;
    this.lastSpan = { line: start.line, col: start.column, endLine: end.line, endCol: end.column };
    return this.lastSpan;
  }
}

export type NewFunction = Omit<FunctionHeader, "id" | "parent" | "vendored"> & {
  readonly vendored?: string | undefined;
};

export class FunctionContext {
  readonly builder: FunctionBuilder;
  readonly depth: number;
  scope: Scope;
  readonly targets: JumpTarget[] = [];
  /** Labels written directly before the statement that is about to be lowered. */
  pendingLabels: string[] = [];
  /** Name for the anonymous function or class that is lowered next. */
  nameHint: string | undefined;
  /** How many `finally` bodies the current place is inside of. */
  finalizers = 0;
  /** `yield` means `await` here: the body of a down-levelled async function. */
  yieldsAreAwaits = false;
  machine: StateMachine | undefined;

  constructor(
    readonly mod: ModuleContext,
    readonly parent: FunctionContext | undefined,
    header: NewFunction,
  ) {
    this.depth = parent ? parent.depth + 1 : 0;
    const regions = mod.vendored;
    const region = parent ? regions?.at(header.span) : regions?.whole;
    const vendored = header.vendored ?? parent?.builder.header.vendored ?? region;
    this.builder = new FunctionBuilder({ ...header, id: mod.newFunctionId(), parent: parent?.id, vendored });
    this.scope = new Scope(parent?.scope, this);
  }

  get id(): FnId {
    return this.builder.header.id;
  }

  span(node: t.Node): Span {
    return this.mod.span(node);
  }

  /** The package that the code at a place of this function belongs to. */
  vendoredAt(span: Span): string | undefined {
    return this.builder.header.vendored ?? this.mod.vendored?.at(span);
  }

  constant(value: ConstValue, span: Span): Temp {
    return this.builder.emit({ op: "const", dst: 0, value, span });
  }

  load(obj: Temp, key: string, span: Span): Temp {
    return this.builder.emit({ op: "load", dst: 0, obj, key, span });
  }

  store(obj: Temp, key: string, src: Temp, span: Span): void {
    this.builder.effect({ op: "store", obj, key, src, span });
  }

  /** Runs `body` in a scope of its own. */
  inScope<T>(body: () => T): T {
    const outer = this.scope;
    this.scope = new Scope(outer, this);
    try {
      return body();
    } finally {
      this.scope = outer;
    }
  }

  /** Value of a construct that is not lowered. */
  unsupported(kind: string, inputs: readonly Temp[], span: Span): Temp {
    const counts = this.mod.unsupported;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return this.builder.emit({ op: "unsupported", dst: 0, kind, inputs, span });
  }

  /** Ends the function and adds it to the module. */
  finish(): FnId {
    this.mod.functions[this.id] = this.builder.finish();
    return this.id;
  }
}
