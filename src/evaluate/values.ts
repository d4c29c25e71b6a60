/**
 * Values of an evaluation: those of the host for texts, numbers and lists, and a few of its own for what programs
 * have besides. UNKNOWN is a value that nobody could tell by reading alone: a setting, an argument of the caller.
 */
import type { ClassIR, FunctionIR, ModuleIR } from "../ir/types.js";
import type { Scope } from "./scope.js";

export const UNKNOWN = Symbol("unknown");

/** A function of the program, with what it was made in and what it is called on. */
export class Closure {
  constructor(
    readonly module: ModuleIR,
    readonly fn: FunctionIR,
    readonly scope: Scope,
    readonly self: Val = undefined,
  ) {}
}

/** A class of the program. */
export class Class {
  readonly statics = new Map<Val, Val>();
  constructor(
    readonly module: ModuleIR,
    readonly ir: ClassIR,
    readonly scope: Scope,
    readonly supers: readonly Val[],
  ) {}
}

/** What is reached by a name from outside: a global, a library, a part of one. */
export class External {
  constructor(readonly path: string) {}
}

/** A method taken from a value. */
export class Method {
  constructor(
    readonly on: Val,
    readonly name: string,
  ) {}
}

/** An object: of a class, a dictionary, a namespace. */
export class Box {
  readonly fields = new Map<Val, Val>();
  constructor(
    /** What it is an instance of: a class of the program, or the name of one of the language ("ValueError", "dict"). */
    readonly of: Class | string,
  ) {}
}

export class Pattern {
  /** Where a search with the flag `g` goes on. */
  lastIndex = 0;
  constructor(
    readonly source: string,
    readonly flags: string,
  ) {}
}

/** An address, or a network of them (`bits` are fixed). */
export class Address {
  constructor(
    readonly version: 4 | 6,
    readonly value: bigint,
    readonly bits?: number,
  ) {}
}

/** A module of the program, which is evaluated when something is read of it. */
export class Namespace {
  constructor(readonly module: ModuleIR) {}
}

export type Val =
  | typeof UNKNOWN
  | string
  | number
  | bigint
  | boolean
  | null
  | undefined
  | Val[]
  | Set<Val>
  | URL
  | Closure
  | Class
  | External
  | Method
  | Box
  | Pattern
  | Address
  | Namespace;

/** Nobody can tell how it goes on from here. */
export class Lost extends Error {}

/** The program throws. */
export class Raised extends Error {
  constructor(readonly value: Val) {
    super("raised");
  }
}

/** Throws an exception of the language itself. */
export function raise(name: string, message = ""): never {
  const box = new Box(name);
  box.fields.set("message", message);
  throw new Raised(box);
}

export function lost(): never {
  throw new Lost();
}

/** Is it true where a condition asks for it? Undefined where that is not known. */
export function truth(v: Val, python: boolean): boolean | undefined {
  // What a library or the environment holds is not known.
  if (v === UNKNOWN || v instanceof External) return undefined;
  if (python) {
    if (Array.isArray(v)) return v.length > 0;
    if (v instanceof Set) return v.size > 0;
    if (v instanceof Box && v.of === "dict") return v.fields.size > 0;
  }
  return Boolean(v);
}

/** `a === b`; in Python lists and addresses with the same in them are the same. */
export function same(a: Val, b: Val, python: boolean): boolean {
  if (a instanceof External && b instanceof External) return a.path === b.path;
  if (!python) return a === b;
  if (Array.isArray(a) && Array.isArray(b))
    return a.length === b.length && a.every((each, i) => same(each, b[i], python));
  if (a instanceof Address && b instanceof Address)
    return a.version === b.version && a.value === b.value && a.bits === b.bits;
  return a === b || (isNumber(a) && isNumber(b) && Number(a) === Number(b));
}

const isNumber = (v: Val): v is number | bigint | boolean =>
  typeof v === "number" || typeof v === "bigint" || typeof v === "boolean";

/** Does it hold anything that is not known? */
export const isKnown = (v: Val): boolean =>
  Array.isArray(v) ? v.every(isKnown) : v instanceof Set ? [...v].every(isKnown) : v !== UNKNOWN;
