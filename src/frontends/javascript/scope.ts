/**
 * Lexical scopes: which variable of which function a name means at a place.
 *
 * Names are declared by hoisting (hoist.ts) before the statements of a scope are lowered, and looked
 * up while lowering. A lookup from a nested function marks the variable as captured. What this does
 * not do: `with` statements and sloppy-mode leaking of functions declared in blocks.
 */
import { refTo } from "../../ir/builder.js";
import type { TypeRef, VarInfo, VarRef } from "../../ir/types.js";
import type { FunctionContext } from "./context.js";

/** Where a binding comes from when an import declaration made it. `imported` is "*" for a namespace. */
export interface ImportOrigin {
  readonly specifier: string;
  readonly imported: string;
}

export interface Binding {
  readonly name: string;
  /** The function whose variable this is; undefined for a name that exists as a type only. */
  readonly owner: FunctionContext | undefined;
  readonly index: number;
  imported?: ImportOrigin;
  /** Names under which the module exports this variable; each write is stored on the exports too. */
  exports?: string[];
  /** Set for an exported member of a TypeScript namespace: writes are stored on that object too. */
  member?: { readonly of: Binding; readonly key: string };
  /** Index of the class that the name was declared with. */
  classId?: number;
  /** The variable holds the wrapper of a bundled CommonJS module: the package it is of. */
  wraps?: string;
  /** The variable holds a module loader, such as the result of `createRequire`. */
  isRequire?: boolean;
}

export class Scope {
  readonly names = new Map<string, Binding>();

  constructor(
    readonly parent: Scope | undefined,
    /** The function whose code this scope is in. */
    readonly owner: FunctionContext,
  ) {}

  /** Declares a variable, or returns the one of the same name in this very scope. */
  declare(name: string): Binding {
    const known = this.names.get(name);
    if (known?.owner !== undefined) return known;
    const binding: Binding = { name, owner: this.owner, index: this.owner.builder.declare(name) };
    if (known?.imported) binding.imported = known.imported;
    this.names.set(name, binding);
    return binding;
  }

  /** Declares a name that has no run-time value (an `import type`). */
  declareType(name: string, imported: ImportOrigin): void {
    if (!this.names.has(name)) this.names.set(name, { name, owner: undefined, index: -1, imported });
  }

  lookup(name: string): Binding | undefined {
    for (let scope: Scope | undefined = this; scope; scope = scope.parent) {
      const found = scope.names.get(name);
      if (found) return found;
    }
    return undefined;
  }
}

/** The variable of `binding` as seen from `from`; marks it captured when a nested function uses it. */
export function variableRef(from: FunctionContext, binding: Binding): VarRef {
  const owner = binding.owner!;
  const depth = from.depth - owner.depth;
  if (depth > 0) owner.builder.vars[binding.index]!.captured = true;
  return refTo(depth, binding.index);
}

/** Records the declared type of a variable, which is known only after all names are declared. */
export function setVariableType(binding: Binding, type: TypeRef): void {
  const info = binding.owner?.builder.vars[binding.index];
  if (info) (info as { -readonly [K in keyof VarInfo]: VarInfo[K] }).type = type;
}
