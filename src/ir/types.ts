/**
 * The language-neutral program representation.
 *
 * A module is a list of functions; function 0 is the module's own top-level code. A function is a
 * control-flow graph of basic blocks holding three-address instructions. Every value that an
 * instruction computes goes into a *temp* (a number, written once per execution of the
 * instruction); every source-level variable is a *var* that is read and written explicitly, so
 * that the engine alone decides which variables are flow-sensitive.
 *
 *   const { path } = args;           load   t1 = args.path
 *   return exec(`ls ${path}`)        setvar path = t1
 *                                    getvar t2 = path
 *                                    const  t3 = "ls "
 *                                    concat t4 = t3, t2
 *                                    getvar t5 = exec
 *                                    call   t6 = t5(t4)
 *                                    return t6
 *
 * What is simplified away: evaluation order inside one expression follows the source; `finally`
 * bodies are lowered once on the normal and once on the exceptional path; getters are methods with
 * kind "getter". Nothing here knows a library, a rule or a parser.
 *
 * This file has modules, functions and what they declare; instructions.ts has what their bodies are made of.
 */
import type { Block } from "./instructions.js";

export type * from "./instructions.js";

/** A place in a source file. Lines are 1-based, columns are 0-based UTF-16 code units, end exclusive. */
export interface Span {
  readonly line: number;
  readonly col: number;
  readonly endLine: number;
  readonly endCol: number;
}

/** Index of a temp within its function. */
export type Temp = number;
/** Index of a basic block within its function. */
export type BlockId = number;
/** Index of a function within its module. */
export type FnId = number;

export type Language = "javascript" | "python";

export interface RegexLiteral {
  readonly regex: string;
  readonly flags: string;
}

/** `undefined` is JavaScript's undefined; Python's None and JavaScript's null are both null. */
export type ConstValue = string | number | boolean | null | undefined | RegexLiteral;

/**
 * A type as written, kept because an annotation often decides which library a value belongs to.
 * `name` is dotted as in the source ("pg.Pool", "str", "Annotated", "union", "object", "literal").
 */
export interface TypeRef {
  readonly name: string;
  /** Type arguments, union members (name "union"), or array element (name "array"). */
  readonly args?: readonly TypeRef[];
  /** For name "literal": the literal values of one literal type or of a union of literals. */
  readonly literals?: readonly (string | number | boolean)[];
  /** For name "object" (inline object type or local interface): field name to type. */
  readonly fields?: Readonly<Record<string, TypeRef>>;
  /** Where the leading identifier was imported from, when it is an import binding. */
  readonly import?: { readonly specifier: string; readonly imported: string };
  /** Index into `ModuleIR.classes` when the name is a class of the same module. */
  readonly classId?: number;
}

/** In front of a field's name: the property of a class that holds the field's annotation as a value. */
export const FIELD_TYPE = "%type.";

export interface Param {
  /** Variable that receives the argument (its own var, even for destructuring patterns). */
  readonly variable: number;
  /** Name as written; for a destructuring pattern a synthetic name such as "%arg0". */
  readonly name: string;
  /** "rest" collects positional arguments, "kwargs" collects keyword arguments (Python **kw). */
  readonly rest?: "rest" | "kwargs";
  /** Python: only by keyword (after `*`). */
  readonly keywordOnly?: boolean;
  /** True when the parameter has a default (applied by a `default` instruction in the body). */
  readonly hasDefault?: boolean;
  readonly type?: TypeRef;
  /**
   * A parameterless function of the same module that evaluates the annotation (Python) or
   * undefined. It lets `Annotated[str, Field(pattern=...)]` be read as a value.
   */
  readonly annotation?: FnId;
  /** A parameterless function that evaluates the default value, for schema reading. */
  readonly defaultThunk?: FnId;
  readonly span: Span;
}

export interface VarInfo {
  readonly name: string;
  /** True when a nested function reads or writes it: the engine then keeps it in a heap cell too. */
  captured: boolean;
  /** Number of setvar instructions seen while lowering (params count as one). */
  writes: number;
  readonly type?: TypeRef | undefined;
  /** A top-level variable that embedded third-party code assigns: the package name, or "" when unknown. */
  vendored?: string | undefined;
}

/**
 * A variable seen from a function: `depth` functions out (0 = own), then index in that
 * function's `vars`.
 */
export interface VarRef {
  readonly depth: number;
  readonly index: number;
}

export interface FunctionIR {
  readonly id: FnId;
  readonly name: string;
  readonly kind:
    | "module"
    | "function"
    | "arrow"
    | "method"
    | "getter"
    | "setter"
    | "constructor"
    | "field"
    | "thunk"
    | "class-body";
  readonly async: boolean;
  readonly generator: boolean;
  /** Lexically enclosing function, undefined for the module function. */
  readonly parent?: FnId | undefined;
  /** Index into `ModuleIR.classes` for methods, constructors and field initialisers. */
  readonly cls?: number | undefined;
  readonly static?: boolean;
  readonly params: readonly Param[];
  readonly vars: readonly VarInfo[];
  readonly temps: number;
  readonly blocks: readonly Block[];
  readonly docstring?: string | undefined;
  readonly returnType?: TypeRef | undefined;
  readonly span: Span;
  /**
   * Third-party code embedded in this file (a bundle): the package name it belongs to, or "" when
   * the package is unknown. Undefined for the server's own code.
   */
  readonly vendored?: string | undefined;
}

export interface ClassMember {
  readonly name: string;
  readonly kind: "method" | "getter" | "setter";
  readonly static: boolean;
  readonly fn: FnId;
  readonly decorated?: boolean;
  /** Declared private or protected: nobody calls it from outside of its class. */
  readonly hidden?: true;
}

export interface ClassIR {
  readonly id: number;
  readonly name: string;
  readonly members: readonly ClassMember[];
  /** The constructor (JavaScript `constructor`, Python `__init__`). */
  readonly ctor?: FnId | undefined;
  /**
   * Runs with `this` = new instance before the constructor body: instance field initialisers
   * (JavaScript). Python class-level assignments and JavaScript static fields are stored on the class
   * object by `staticInit`, which runs with `this` = the class object when the class is evaluated.
   */
  readonly fieldInit?: FnId | undefined;
  readonly staticInit?: FnId | undefined;
  /** Declared types of fields: TypeScript property declarations and parameter properties, Python annotations. */
  readonly fieldTypes: Readonly<Record<string, TypeRef>>;
  readonly superTypes: readonly TypeRef[];
  readonly implementsTypes: readonly TypeRef[];
  readonly docstring?: string | undefined;
  readonly span: Span;
  readonly vendored?: string | undefined;
}

/** An interface or type alias that describes an object; used to follow annotations to fields. */
export interface TypeDecl {
  readonly name: string;
  readonly type: TypeRef;
  readonly supers: readonly TypeRef[];
}

export interface Comment {
  readonly text: string;
  readonly span: Span;
}

export interface ModuleIR {
  /** Path relative to the audited root, with forward slashes. */
  readonly path: string;
  readonly language: Language;
  readonly functions: readonly FunctionIR[];
  readonly classes: readonly ClassIR[];
  readonly types: readonly TypeDecl[];
  readonly comments: readonly Comment[];
  /** Kinds of constructs that were not lowered, with counts. */
  readonly unsupported: ReadonlyMap<string, number>;
  /** Number of syntax nodes lowered, for the unsupported share. */
  readonly nodes: number;
  /** Maps a place of this file to its original source (source map); undefined without a map. */
  readonly origin?:
    | ((line: number, col: number) => { path: string; line: number; col: number } | undefined)
    | undefined;
  /** True when the file is minified: positions are poor and names are gone. */
  readonly minified: boolean;
  /** The text that was read; undefined for a module that was made otherwise. */
  readonly text?: string;
}
