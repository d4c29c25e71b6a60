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
 */

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

export interface Arg {
  readonly value: Temp;
  /** `...xs` in JavaScript, `*xs` in Python. */
  readonly spread?: boolean;
  /** Keyword argument name (Python). */
  readonly name?: string;
  /** `**kw` (Python). */
  readonly kwSpread?: boolean;
}

export interface ObjectEntry {
  /** A constant key, a computed key, or a spread. Exactly one of key, computed, spread is set. */
  readonly key?: string;
  readonly computed?: Temp;
  readonly spread?: boolean;
  readonly value: Temp;
  readonly kind?: "value" | "getter" | "setter";
}

export interface ArrayElement {
  readonly value: Temp;
  readonly spread?: boolean;
}

interface Base {
  readonly span: Span;
}

export type Instr =
  | (Base & { readonly op: "const"; readonly dst: Temp; readonly value: ConstValue })
  | (Base & { readonly op: "getvar"; readonly dst: Temp; readonly ref: VarRef })
  | (Base & { readonly op: "setvar"; readonly ref: VarRef; readonly src: Temp })
  /** An identifier that no scope of the program declares: `process`, `console`, `open`, `eval`. */
  | (Base & { readonly op: "global"; readonly dst: Temp; readonly name: string })
  /** Assignment to such an identifier. */
  | (Base & { readonly op: "setglobal"; readonly name: string; readonly src: Temp })
  /**
   * The namespace of another module. `specifier` is undefined when it is computed (`src` holds it).
   * Python: `from ..a import b` is specifier "..a" followed by a load of "b"; `import a.b` (binding
   * `a`) is specifier "a.b" with kind "py-root", whose value is the top package `a`.
   */
  | (Base & {
      readonly op: "import";
      readonly dst: Temp;
      readonly specifier?: string | undefined;
      readonly src?: Temp | undefined;
      readonly kind: "es" | "require" | "dynamic" | "py" | "py-root";
    })
  /** The exports object of this module (ESM namespace, CommonJS `exports`, Python module). */
  | (Base & { readonly op: "exports"; readonly dst: Temp })
  /** CommonJS `module` object; its property "exports" is what importers get. */
  | (Base & { readonly op: "module"; readonly dst: Temp })
  /** `export * from`: copy all (or, with `as`, nest) properties of src into this module's exports. */
  | (Base & { readonly op: "reexport"; readonly src: Temp })
  | (Base & { readonly op: "func"; readonly dst: Temp; readonly fn: FnId })
  | (Base & {
      readonly op: "class";
      readonly dst: Temp;
      readonly cls: number;
      readonly supers: readonly Temp[];
    })
  | (Base & { readonly op: "object"; readonly dst: Temp; readonly entries: readonly ObjectEntry[] })
  /** `kind`: array/list, tuple or set. */
  | (Base & { readonly op: "array"; readonly dst: Temp; readonly elements: readonly ArrayElement[] })
  | (Base & { readonly op: "load"; readonly dst: Temp; readonly obj: Temp; readonly key: string })
  | (Base & { readonly op: "loadi"; readonly dst: Temp; readonly obj: Temp; readonly key: Temp })
  | (Base & {
      readonly op: "store";
      readonly obj: Temp;
      readonly key: string;
      readonly src: Temp;
      readonly kind?: "getter" | "setter";
    })
  | (Base & { readonly op: "storei"; readonly obj: Temp; readonly key: Temp; readonly src: Temp })
  /** Copy of `src` without the named properties (object rest in a pattern), or array tail from `from`. */
  | (Base & {
      readonly op: "rest";
      readonly dst: Temp;
      readonly src: Temp;
      readonly without?: readonly string[];
      readonly from?: number;
    })
  | (Base & {
      readonly op: "call";
      readonly dst: Temp;
      readonly callee: Temp;
      /** Receiver, when the callee was loaded from it. */
      readonly self?: Temp | undefined;
      /** Property name the callee was loaded by, when constant. */
      readonly method?: string | undefined;
      readonly args: readonly Arg[];
      readonly isNew?: boolean;
      /** The callee is applied as a decorator to args[0] (a function or class). */
      readonly isDecorator?: boolean;
      /** A tagged template: args[0] is the array of constant strings. */
      readonly isTagged?: boolean;
    })
  /** String building: template literal, f-string, `%`, `.format` with constant format. Parts in order. */
  | (Base & { readonly op: "concat"; readonly dst: Temp; readonly parts: readonly Temp[] })
  /** `a + b`: string building or arithmetic or list concatenation. */
  | (Base & { readonly op: "add"; readonly dst: Temp; readonly left: Temp; readonly right: Temp })
  /** `path / part` in Python is operator "/"; comparison operators are "===", "!==", "<", "in", "not in", "is"… */
  | (Base & {
      readonly op: "binary";
      readonly dst: Temp;
      readonly operator: string;
      readonly left: Temp;
      readonly right: Temp;
    })
  | (Base & {
      readonly op: "unary";
      readonly dst: Temp;
      readonly operator: "!" | "-" | "+" | "~" | "typeof" | "void" | "delete";
      readonly src: Temp;
    })
  /** Value of `a && b`, `a || b`, `a ?? b` after both sides were evaluated on their own paths. */
  | (Base & {
      readonly op: "logical";
      readonly dst: Temp;
      readonly operator: "&&" | "||" | "??";
      readonly left: Temp;
      readonly right: Temp;
    })
  /** `cond ? a : b` after both sides were evaluated on their own paths. */
  | (Base & {
      readonly op: "select";
      readonly dst: Temp;
      readonly cond: Temp;
      readonly then: Temp;
      readonly otherwise: Temp;
    })
  /** value of `src`, or of `otherwise` where src is undefined (parameter and pattern defaults). */
  | (Base & { readonly op: "default"; readonly dst: Temp; readonly src: Temp; readonly otherwise: Temp })
  | (Base & { readonly op: "await"; readonly dst: Temp; readonly src: Temp })
  | (Base & { readonly op: "yield"; readonly dst: Temp; readonly src: Temp; readonly delegate?: boolean })
  /** One element of an iterable: `values` for for-of and Python for, `keys` for for-in. */
  | (Base & {
      readonly op: "iterate";
      readonly dst: Temp;
      readonly src: Temp;
      readonly of: "values" | "keys";
    })
  | (Base & { readonly op: "this"; readonly dst: Temp })
  /** The class object that `super` refers to in a method (Python: `super()`). */
  | (Base & { readonly op: "super"; readonly dst: Temp })
  | (Base & { readonly op: "arguments"; readonly dst: Temp })
  /** The exception a handler caught. */
  | (Base & { readonly op: "caught"; readonly dst: Temp; readonly types?: readonly string[] })
  /** Value of a context manager entered by `with x as y`. */
  | (Base & { readonly op: "enter"; readonly dst: Temp; readonly src: Temp })
  /** A construct the front end does not lower; the value is unknown but built from `inputs`. */
  | (Base & {
      readonly op: "unsupported";
      readonly dst: Temp;
      readonly kind: string;
      readonly inputs: readonly Temp[];
    });

export type Terminator =
  | (Base & { readonly op: "jump"; readonly to: BlockId })
  | (Base & {
      readonly op: "branch";
      readonly cond: Temp;
      readonly then: BlockId;
      readonly otherwise: BlockId;
    })
  | (Base & { readonly op: "return"; readonly src?: Temp | undefined })
  | (Base & { readonly op: "throw"; readonly src?: Temp | undefined })
  /** Control does not continue (after a lowered `process.exit`, or a dead end). */
  | (Base & { readonly op: "stop" });

export interface Block {
  readonly instrs: Instr[];
  term: Terminator;
  /** Block that handles an exception raised in this block (innermost try), if any. */
  handler?: BlockId | undefined;
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
