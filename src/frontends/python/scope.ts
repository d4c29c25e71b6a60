/**
 * Scopes by Python's rules: which variable of which function a name means at a place.
 *
 * A function's names are collected before its body is lowered (bindings.ts), because an assignment
 * anywhere in a body makes a name local to all of it. Names of a class body are properties of the class
 * object, read through `this` in the body itself and through the class elsewhere; functions inside the
 * class do not see them. Comprehensions and default values get an inner scope of the same function.
 */
import { refTo } from "../../ir/builder.js";
import type { VarRef } from "../../ir/types.js";
import type { FunctionContext } from "./context.js";

/** Where a binding comes from when an import made it. `imported` is "*" for the module itself. */
export interface ImportOrigin {
  readonly specifier: string;
  readonly imported: string;
}

export interface Binding {
  readonly name: string;
  /** The function whose variable this is, or whose `this` is the class that has the name. */
  readonly owner: FunctionContext;
  /** Index of the variable; -1 for a name of a class body. */
  readonly index: number;
  /** A name of the module: every assignment is stored on the module object too. */
  readonly exported: boolean;
  imported?: ImportOrigin;
  /** Index of the class that the name was defined as. */
  classId?: number;
}

export type ScopeKind = "module" | "function" | "class" | "inner";

export class Scope {
  readonly names = new Map<string, Binding>();
  /** Names that a `global` statement sends to the module. */
  globals: Set<string> | undefined;
  /** Names that a `nonlocal` statement sends to an enclosing function. */
  nonlocals: Set<string> | undefined;

  constructor(
    readonly kind: ScopeKind,
    readonly owner: FunctionContext,
    readonly parent: Scope | undefined,
  ) {}

  /** Adds a variable of this scope's function, or returns the one that is there. */
  declare(name: string): Binding {
    const known = this.names.get(name);
    if (known) return known;
    const binding: Binding = {
      name,
      owner: this.owner,
      index: this.kind === "class" ? -1 : this.owner.builder.declare(name),
      exported: this.kind === "module",
    };
    this.names.set(name, binding);
    return binding;
  }

  /** What a name means here; undefined for a builtin or a name nobody binds. */
  lookup(name: string): Binding | undefined {
    let classVisible = true;
    for (let scope: Scope | undefined = this; scope; scope = scope.parent) {
      if (scope.globals?.has(name)) return scope.top.names.get(name);
      if (scope.kind !== "class" || classVisible) {
        const found = scope.names.get(name);
        if (found) return found;
      }
      if (scope.kind !== "inner") classVisible = false;
    }
    return undefined;
  }

  /** The scope that an assignment in this one belongs to: comprehensions leave names to their function. */
  get home(): Scope {
    let scope: Scope = this;
    while (scope.kind === "inner" && scope.parent) scope = scope.parent;
    return scope;
  }

  private get top(): Scope {
    let scope: Scope = this;
    while (scope.parent) scope = scope.parent;
    return scope;
  }
}

/** The variable of `binding` as seen from `from`; marks it captured when a nested function uses it. */
export function variableRef(from: FunctionContext, binding: Binding): VarRef {
  const depth = from.depth - binding.owner.depth;
  if (depth > 0) binding.owner.builder.vars[binding.index]!.captured = true;
  return refTo(depth, binding.index);
}
