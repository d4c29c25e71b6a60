/**
 * What the body of a function is made of: three-address instructions in basic blocks. types.ts has an example, and
 * says what is simplified away.
 */
import type { BlockId, ConstValue, FnId, Span, Temp, VarRef } from "./types.js";

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

/** Where a slice begins or ends: as it is written, or computed; undefined where nothing is said. */
export type SliceBound = { readonly literal: number } | { readonly temp: Temp } | undefined;

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
  /** `item`: Python's `obj["key"]`, which is no attribute. */
  | (Base & {
      readonly op: "load";
      readonly dst: Temp;
      readonly obj: Temp;
      readonly key: string;
      readonly item?: true;
    })
  | (Base & { readonly op: "loadi"; readonly dst: Temp; readonly obj: Temp; readonly key: Temp })
  | (Base & {
      readonly op: "store";
      readonly obj: Temp;
      readonly key: string;
      readonly src: Temp;
      readonly kind?: "getter" | "setter";
      readonly item?: true;
    })
  | (Base & { readonly op: "storei"; readonly obj: Temp; readonly key: Temp; readonly src: Temp })
  /** Copy of `src` without the named properties (object rest in a pattern), or array tail from `from`. */
  | (Base & {
      readonly op: "rest";
      readonly dst: Temp;
      readonly src: Temp;
      readonly without?: readonly string[];
      readonly from?: number;
      /** The tail from the beginning on, up to somewhere. */
      readonly isHead?: boolean;
      /** Of a slice without a step, both ends. */
      readonly bounds?: readonly [from: SliceBound, to: SliceBound];
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
      /** A statement of its own: nobody waits for the result, or looks at it. */
      dropped?: boolean;
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
  /** "swallows": does leaving this context manager end an exception? */
  | (Base & {
      readonly op: "unary";
      readonly dst: Temp;
      readonly operator: "!" | "-" | "+" | "~" | "typeof" | "void" | "delete" | "swallows";
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
      /** The blocks in which the two sides end, where each has one of its own. */
      readonly arms?: readonly [then: BlockId, otherwise: BlockId];
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
  /** At the end of an arm, one side of a choice has been computed. */
  | (Base & { readonly op: "jump"; readonly to: BlockId; readonly arm?: true })
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
