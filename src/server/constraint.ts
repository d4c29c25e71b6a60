/**
 * What a schema lets through, whatever it is written with, and how two such statements are put together.
 *
 * Only what constrains a value for good counts: numbers, flags, lists of choices, patterns, upper limits,
 * and functions that check. Formats such as "url" constrain nothing that matters to a sink.
 */
import type { Machine } from "../taint/machine.js";
import type { Value } from "../taint/values.js";

/** A function of the program that a schema calls with the value. */
export interface Refiner {
  readonly fn: Value;
  /**
   * "test" its truth decides; "issue" it complains by a method of its second argument; "map" its result
   * takes the value's place; "self" the value is its receiver.
   */
  readonly does: "test" | "issue" | "map" | "self";
  readonly receiver?: Value | undefined;
  /** It is called before the type of the value is looked at. */
  readonly before?: boolean;
}

/** A test that a schema makes of a text. */
export interface SchemaTest {
  readonly test: "matches" | "prefix" | "suffix" | "contains";
  readonly text?: readonly string[] | undefined;
  readonly regex?: { readonly source: string; readonly flags: string } | undefined;
}

export interface Constraint {
  readonly type: "number" | "boolean" | "enum" | "text" | "object" | "array" | "unknown";
  readonly values?: readonly string[] | undefined;
  readonly tests?: readonly SchemaTest[] | undefined;
  /** Formats that are themselves safe alphabets: uuid, ulid, cuid, date. */
  readonly token?: boolean | undefined;
  /** A number with an upper limit. */
  readonly bounded?: boolean | undefined;
  /** An object: has it no fields but declared ones, all of them texts, numbers, flags or objects of such? */
  readonly plain?: (() => boolean) | undefined;
  /** Functions that the value goes through, first one first. */
  readonly refiners?: readonly Refiner[] | undefined;
}

/** Reads the schemas that stand within others, whatever they are written with. */
export interface SchemaReader {
  readonly m: Machine;
  constraint(schema: Value): Constraint;
  property(schema: Value, name: string): Value | undefined;
}

export const UNCONSTRAINED: Constraint = { type: "unknown" };

/** Both hold: `Annotated[str, Field(pattern=...)]`. */
export function narrow(a: Constraint, b: Constraint): Constraint {
  const refiners = [...(a.refiners ?? []), ...(b.refiners ?? [])];
  return {
    type: b.type === "unknown" ? a.type : a.type === "unknown" || a.type === "text" ? b.type : a.type,
    values: a.values ?? b.values,
    tests: [...(a.tests ?? []), ...(b.tests ?? [])],
    token: a.token === true || b.token === true,
    bounded: a.bounded === true || b.bounded === true,
    ...(a.plain !== undefined && b.plain !== undefined
      ? { plain: () => a.plain?.() === true && b.plain?.() === true }
      : { plain: a.plain ?? b.plain }),
    ...(refiners.length > 0 ? { refiners } : {}),
  };
}

/** One of them holds: a union, or schemas of several calls of one place. */
export function either(all: readonly Constraint[]): Constraint {
  const [first, ...rest] = all;
  if (first === undefined) return UNCONSTRAINED;
  if (rest.length === 0) return first;
  const same = all.every((c) => c.type === first.type);
  const finite = all.every((c) => isCountable(c.type));
  return {
    type: same ? first.type : finite ? "enum" : all.every((c) => isScalar(c.type)) ? "text" : "unknown",
    values:
      same && all.every((c) => c.values !== undefined)
        ? all.flatMap((c) => [...(c.values ?? [])])
        : undefined,
    tests: testsOfTexts(all),
    token: all.every((c) => c.token === true || isCountable(c.type)),
    bounded: all.every((c) => c.bounded === true || c.type === "enum" || c.type === "boolean"),
  };
}

/** The tests that every text has passed; a number, a flag or a choice needs none. */
function testsOfTexts(all: readonly Constraint[]): Constraint["tests"] {
  const [first, ...texts] = all.filter((c) => !isCountable(c.type));
  return first === undefined || texts.every((c) => sameTests(c, first))
    ? (first ?? all[0])?.tests
    : undefined;
}

const sameTests = (a: Constraint, b: Constraint): boolean =>
  JSON.stringify(a.tests ?? []) === JSON.stringify(b.tests ?? []);
const isCountable = (type: Constraint["type"]): boolean =>
  type === "number" || type === "boolean" || type === "enum";
const isScalar = (type: Constraint["type"]): boolean => isCountable(type) || type === "text";

/** Is what it lets through one text, number, flag or choice, or an object of such? */
export const isPlain = (c: Constraint): boolean =>
  isScalar(c.type) || c.token === true || c.plain?.() === true;

/** The test that a pattern stands for. */
export const matching = (source: string, flags = ""): readonly SchemaTest[] => [
  { test: "matches", regex: { source, flags } },
];

/** A list is as harmless as its elements where these are numbers, flags or choices. */
export function listOf(element: Constraint): Constraint {
  return isCountable(element.type) ? { ...element, bounded: false } : { type: "array" };
}
