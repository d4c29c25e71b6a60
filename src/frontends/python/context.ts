/**
 * State of one lowering: what belongs to the module, and what belongs to the function being lowered.
 *
 * The files that lower constructs call each other through the two dispatch functions held here, so that
 * none of them imports another in a circle. Recursion is counted: past a limit that no written program
 * reaches, a subtree becomes one `unsupported` instruction instead of an overflow of the stack.
 */
import { FunctionBuilder, type FunctionHeader } from "../../ir/builder.js";
import type {
  BlockId,
  ClassIR,
  ConstValue,
  FnId,
  FunctionIR,
  Span,
  Temp,
  TypeDecl,
  TypeRef,
} from "../../ir/types.js";
import { type Binding, Scope, type ScopeKind } from "./scope.js";
import type { Source, SyntaxNode, SyntaxTree } from "./tree.js";

/** Nested syntax nodes that are followed; each costs a few frames of the JavaScript stack. */
const MAX_DEPTH = 300;

/** What the construct files need of each other. */
export interface Dispatch {
  readonly expression: (cx: FunctionContext, node: SyntaxNode) => Temp;
  readonly statement: (cx: FunctionContext, node: SyntaxNode) => void;
  readonly condition: (cx: FunctionContext, node: SyntaxNode, then: BlockId, otherwise: BlockId) => void;
}

export class ModuleContext {
  readonly source: Source;
  readonly functions: FunctionIR[] = [];
  readonly classes: ClassIR[] = [];
  readonly types: TypeDecl[] = [];
  readonly unsupported = new Map<string, number>();
  /** Hidden variables that hold the modules of `from m import *`, in order. */
  readonly stars: Binding[] = [];
  depth = 0;
  /** How many `finally` bodies enclose the place being lowered, over functions too. */
  finallyDepth = 0;
  /** While a thunk is lowered, no other is made: what is in one is lowered once more elsewhere. */
  inThunk = false;
  private functionCount = 0;
  private classCount = 0;

  constructor(
    readonly tree: SyntaxTree,
    readonly dispatch: Dispatch,
  ) {
    this.source = tree.source;
  }

  /** Puts an empty class where one was expected but lies too deep to be lowered. */
  fillClasses(span: Span): void {
    for (let id = 0; id < this.classCount; id++) {
      this.classes[id] ??= {
        id,
        name: "",
        members: [],
        fieldTypes: {},
        superTypes: [],
        implementsTypes: [],
        span,
      };
    }
  }

  /** True when nothing that lies deeper is followed. */
  get tooDeep(): boolean {
    return this.depth >= MAX_DEPTH;
  }

  newFunctionId(): FnId {
    return this.functionCount++;
  }

  newClassId(): number {
    return this.classCount++;
  }
}

/** Where `break` and `continue` lead. */
interface LoopTarget {
  readonly breakTo: BlockId;
  readonly continueTo: BlockId;
}

/** The class whose body or method is being lowered. */
export interface ClassContext {
  readonly id: number;
  readonly name: string;
  readonly fieldTypes: Record<string, TypeRef>;
}

export type NewFunction = Omit<FunctionHeader, "id" | "parent" | "vendored">;

export class FunctionContext {
  readonly builder: FunctionBuilder;
  readonly depth: number;
  scope: Scope;
  readonly loops: LoopTarget[] = [];
  /** Temps of the exceptions whose handlers are being lowered, innermost last. */
  readonly caught: Temp[] = [];
  /** The class whose body or method this is. */
  cls: ClassContext | undefined;
  /** Name of the first parameter of a method (`self`), which holds `this`. */
  receiver: string | undefined;
  /** Inside an annotation, where `X[...]` applies type arguments. */
  inAnnotation = false;
  private moduleObject: Temp | undefined;
  private readonly header: { -readonly [K in keyof FunctionHeader]: FunctionHeader[K] };

  constructor(
    readonly mod: ModuleContext,
    readonly parent: FunctionContext | undefined,
    header: NewFunction,
    scopeKind: ScopeKind = "function",
    scopeParent: Scope | undefined = parent?.scope,
  ) {
    this.depth = parent ? parent.depth + 1 : 0;
    this.header = { ...header, id: mod.newFunctionId(), parent: parent?.builder.header.id };
    this.builder = new FunctionBuilder(this.header);
    this.scope = new Scope(scopeKind, this, scopeParent);
  }

  span(node: SyntaxNode): Span {
    return this.mod.source.span(node);
  }

  text(node: SyntaxNode): string {
    return this.mod.source.textOf(node);
  }

  /** Lowers an expression to the temp that holds its value. */
  expression(node: SyntaxNode): Temp {
    if (this.mod.tooDeep) return this.unsupported("nesting", [], this.span(node));
    this.mod.depth++;
    const value = this.mod.dispatch.expression(this, node);
    this.mod.depth--;
    return value;
  }

  /** Lowers an expression that may be missing in broken code. */
  optional(node: SyntaxNode | undefined, span: Span): Temp {
    return node ? this.expression(node) : this.unsupported("syntax-error", [], span);
  }

  /** Lowers a statement. */
  statement(node: SyntaxNode): void {
    if (this.mod.tooDeep) {
      this.unsupported("nesting", [], this.span(node));
      return;
    }
    this.mod.depth++;
    this.mod.dispatch.statement(this, node);
    this.mod.depth--;
  }

  /** Lowers the statements of a block, which may be missing in broken code. */
  block(node: SyntaxNode | undefined): void {
    if (node) for (const each of node.children) this.statement(each);
  }

  /** Lowers an expression that only decides which of two blocks comes next. */
  condition(node: SyntaxNode | undefined, then: BlockId, otherwise: BlockId, span: Span): void {
    if (node && !this.mod.tooDeep) {
      this.mod.depth++;
      this.mod.dispatch.condition(this, node, then, otherwise);
      this.mod.depth--;
    } else {
      this.builder.branch(this.optional(node, span), then, otherwise, span);
    }
  }

  constant(value: ConstValue, span: Span): Temp {
    return this.builder.emit({ op: "const", dst: 0, value, span });
  }

  global(name: string, span: Span): Temp {
    return this.builder.emit({ op: "global", dst: 0, name, span });
  }

  load(obj: Temp, key: string, span: Span): Temp {
    return this.builder.emit({ op: "load", dst: 0, obj, key, span });
  }

  loadIndex(obj: Temp, index: number, span: Span): Temp {
    return this.builder.emit({ op: "loadi", dst: 0, obj, key: this.constant(index, span), span });
  }

  call(callee: Temp, args: readonly Temp[], span: Span): Temp {
    return this.builder.emit({ op: "call", dst: 0, callee, args: args.map((value) => ({ value })), span });
  }

  /** Calls a method by name, as `obj.name(...args)` does. */
  callMethod(obj: Temp, name: string, args: readonly Temp[], span: Span): Temp {
    const callee = this.load(obj, name, span);
    return this.builder.emit({
      op: "call",
      dst: 0,
      callee,
      self: obj,
      method: name,
      args: args.map((value) => ({ value })),
      span,
    });
  }

  /** This module's object. The module's own code asks for it once. */
  exports(span: Span): Temp {
    if (this.parent) return this.builder.emit({ op: "exports", dst: 0, span });
    this.moduleObject ??= this.builder.emit({ op: "exports", dst: 0, span });
    return this.moduleObject;
  }

  /** Runs `body` in a scope of its own inside this function. */
  inScope<T>(parent: Scope, body: () => T): T {
    const outer = this.scope;
    this.scope = new Scope("inner", this, parent);
    const result = body();
    this.scope = outer;
    return result;
  }

  /** Value of a construct that is not lowered. */
  unsupported(kind: string, inputs: readonly Temp[], span: Span): Temp {
    const counts = this.mod.unsupported;
    counts.set(kind, (counts.get(kind) ?? 0) + 1);
    return this.builder.emit({ op: "unsupported", dst: 0, kind, inputs, span });
  }

  /** Notes that a `yield` was met, which makes the function a generator. */
  markGenerator(): void {
    this.header.generator = true;
  }

  /** Ends the function and adds it to the module. */
  finish(): FnId {
    const { id } = this.builder.header;
    this.mod.functions[id] = this.builder.finish();
    return id;
  }
}
