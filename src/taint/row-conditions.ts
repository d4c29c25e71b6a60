/** Conditions of model rows: an option of the call has one of these values, or another one than these. */
import type { SinkRow } from "../models/types.js";
import { type ModelCall, makerOf, readPosition } from "./arguments.js";
import { ancestry } from "./definitions.js";
import { lastName, type Machine } from "./machine.js";
import type { ClassObj, Value } from "./values.js";

/** Does the condition of a row hold for the call? */
export function holds(m: Machine, call: ModelCall, when: NonNullable<SinkRow["when"]>): boolean {
  return holdsOf(readPosition(m, when.made === true ? makerOf(withMaker(call)) : call, when.at), when);
}

/** The same of the option's value; undefined where it is not given. */
export function holdsOf(v: Value | undefined, when: NonNullable<SinkRow["when"]>): boolean {
  const values = v === undefined ? [null] : v.consts.map((c) => c ?? null);
  if (v?.refs.some((r) => r.kind === "ext" && names(when.is, r.path)) === true) return true;
  if (v?.refs.some((r) => r.kind === "ext" && when.not?.includes(r.path) === true) === true) return false;
  const open = v !== undefined && (v.unknown || v.taints.length > 0 || v.refs.length > 0);
  if (v?.refs.some((r) => r.kind === "class" && isKindOf(r, when.is)) === true) return true;
  if (when.matches !== undefined && v?.consts.some((c) => isFound(when.matches ?? "", c))) return true;
  if (when.is !== undefined && values.some((c) => when.is?.includes(c))) return true;
  if (when.not !== undefined && values.some((c) => !when.not?.includes(c))) return true;
  return open ? (when.unknown ?? false) : false;
}

/** What is called as a method of an object was made with that. */
function withMaker(call: ModelCall): ModelCall {
  if (call.callee?.call !== undefined) return call;
  const made = call.self?.refs.find((r) => r.kind === "ext" && r.call !== undefined);
  return made?.kind === "ext" ? { ...call, callee: made } : call;
}

/** Does a class of the program extend one of those that a row names? */
const isKindOf = (cls: ClassObj, options: readonly unknown[] | undefined): boolean =>
  options !== undefined && ancestry(cls).external.some((path) => names(options, path));

const patterns = new Map<string, RegExp>();

/** Is a pattern of a row found in a text? */
function isFound(pattern: string, c: unknown): boolean {
  let re = patterns.get(pattern);
  if (re === undefined) patterns.set(pattern, (re = new RegExp(pattern)));
  return typeof c === "string" && re.test(c);
}

/** Is the thing at this access path among those that a row names (`yaml.UnsafeLoader`)? */
function names(options: readonly unknown[] | undefined, path: string): boolean {
  return (
    options?.some((o) => typeof o === "string" && o.includes(".") && lastName(o) === lastName(path)) === true
  );
}
