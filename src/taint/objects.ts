/**
 * The kinds of abstract objects that a value may refer to: what each is of, and what it was made with. Their
 * properties are cells, which only the heap reads and writes.
 */
import type { ClassIR, FunctionIR, ModuleIR, TypeRef } from "../ir/types.js";
import type { Site } from "./site.js";
import type { Value } from "./values.js";

export interface Cell {
  value: Value;
  version: number;
}

interface ObjBase {
  readonly id: number;
  /** Properties; "*" holds what was stored under keys that are not known. */
  readonly cells: Map<string, Cell>;
  readonly site: Site | undefined;
  /** Is a function in one of the cells? The heap notes it when it writes one. */
  holdsFunction: boolean;
}

export interface ScopeObj extends ObjBase {
  readonly kind: "scope";
  readonly module: ModuleIR;
  readonly fn: FunctionIR;
  readonly parent: ScopeObj | undefined;
  /** `this` inside, for arrow functions. */
  self: Value;
  /** The class whose method the function is. */
  owner?: ClassObj;
}
export interface FnObj extends ObjBase {
  readonly kind: "fn";
  readonly module: ModuleIR;
  readonly fn: FunctionIR;
  readonly env: ScopeObj;
  /** Set for bound methods and `fn.bind(self, ...args)`. */
  readonly self?: Value;
  readonly bound?: readonly Value[];
  readonly boundNames?: ReadonlyMap<string, Value>;
  /** The class whose method it is (for super). */
  readonly owner?: ClassObj;
}
export interface ClassObj extends ObjBase {
  readonly kind: "class";
  readonly module: ModuleIR;
  readonly cls: ClassIR;
  readonly env: ScopeObj;
  supers: Value[];
  readonly members: Map<string, FnObj>;
}
export interface InstanceObj extends ObjBase {
  readonly kind: "instance";
  readonly cls: ClassObj;
}
export interface DataObj extends ObjBase {
  readonly kind: "object" | "array";
  /** For arrays built from a literal or by appending: number of known positions. */
  length: number;
  /** Names that the literal which makes it writes. */
  literal?: readonly string[];
}
export interface NamespaceObj extends ObjBase {
  readonly kind: "namespace";
  readonly module: ModuleIR | undefined;
  /** Python: dotted name, so that submodules can be found; JavaScript: "". */
  readonly dotted: string;
  readonly from: string;
}
/** Something outside the tree, by access path; `call` keeps the arguments of the call that made it. */
export interface ExtObj extends ObjBase {
  readonly kind: "ext";
  readonly path: string;
  call:
    | { readonly callee: string; readonly self: Value | undefined; args: Value[]; names: Map<string, Value> }
    | undefined;
  readonly bound?: readonly Value[];
  /** A method that was read without being called keeps what it was read from (see bound-methods.ts). */
  readonly receiver?: Value;
}
export interface RegexObj extends ObjBase {
  readonly kind: "regex";
  readonly source: string;
  readonly flags: string;
}
/** A value known by its declared type only. */
export interface TypedObj extends ObjBase {
  readonly kind: "typed";
  readonly module: ModuleIR;
  readonly type: TypeRef;
}
/** What `super` stands for in a method. */
export interface SuperObj extends ObjBase {
  readonly kind: "super";
  readonly supers: readonly Value[];
  readonly self: Value;
}

export type Obj =
  | ScopeObj
  | FnObj
  | ClassObj
  | InstanceObj
  | DataObj
  | NamespaceObj
  | ExtObj
  | RegexObj
  | TypedObj
  | SuperObj;
