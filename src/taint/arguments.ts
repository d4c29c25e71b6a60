/** Reads and writes the positions that model rows name ("0", "kw:shell", "0.url", "this[]"). */

import { type ParsedPosition, parsePosition } from "../models/position.js";
import type { Position } from "../models/types.js";
import { elementsOf } from "./collections.js";
import type { Node } from "./lineage.js";
import type { CallArgs, Frame, Machine } from "./machine.js";
import { load } from "./properties.js";
import { hiddenFields } from "./shown.js";
import type { Site } from "./site.js";
import { asStored } from "./stored.js";
import { BOTTOM, type ClassObj, type ExtObj, isBottom, join, joinAll, plain, type Value } from "./values.js";

/** One call as the models see it. */
export interface ModelCall {
  readonly path: string;
  readonly self: Value | undefined;
  readonly args: CallArgs;
  readonly site: Site;
  readonly frame: Frame;
  /** What is called, when it is the result of another call (a decorator that was made). */
  readonly callee?: ExtObj | undefined;
  /** The class of the program that is made, where the call is the constructor that it extends. */
  readonly made?: ClassObj | undefined;
  /** The method of the program that stands in the place of the one that is called (src/server/overriding.ts). */
  readonly own?: Value;
  /** The call's result where a row asks for it. */
  result?: Value;
}

/** Results of calls whose arguments are worth keeping (schemas, tool definitions, clients) remember them. */
export function keepArguments(obj: ExtObj, args: CallArgs): void {
  if (obj.call === undefined) return;
  args.positional.forEach((v, i) => {
    const call = obj.call as NonNullable<ExtObj["call"]>;
    call.args[i] = join(call.args[i] ?? BOTTOM, plain(v));
  });
  for (const [name, v] of args.names)
    obj.call.names.set(name, join(obj.call.names.get(name) ?? BOTTOM, plain(v)));
}

/** With the arguments of the call that made the decorator, where one is applied: `@app.get("/item/<int:no>")`. */
export function makerOf(call: ModelCall): ModelCall {
  const made = call.callee?.call;
  return made === undefined
    ? call
    : { ...call, args: { positional: made.args, names: made.names, rest: undefined, kwRest: undefined } };
}

/** Value at a position; undefined when the call has no such argument. */
export function readPosition(m: Machine, call: ModelCall, position: Position): Value | undefined {
  const alternatives = parsePosition(position);
  for (const p of alternatives) {
    const v = readOne(m, call, p);
    if (v === undefined || isBottom(v)) continue;
    // "0|0.url": of an object, the property is meant and not all that it holds.
    const inner = p.path.length === 0 && isRecord(v) ? alternatives.find((q) => isInside(q, p)) : undefined;
    const property = inner === undefined ? undefined : readOne(m, call, inner);
    return property === undefined || isBottom(property) || isRecord(property) ? v : property;
  }
  return undefined;
}

const isRecord = (v: Value): boolean =>
  v.refs.some((r) => r.kind === "object") && v.taints.length === 0 && v.consts.length === 0;

function isInside(q: ParsedPosition, p: ParsedPosition): boolean {
  return q.path.length > 0 && q.base.at === "arg" && p.base.at === "arg" && q.base.index === p.base.index;
}

function readOne(m: Machine, call: ModelCall, p: ParsedPosition): Value | undefined {
  let v = readBase(m, call, p);
  for (const step of p.path) {
    if (v === undefined) return undefined;
    v = step === "[]" ? elementsOf(m, v, call.site) : load(m, call.frame, withoutTexts(v), step, call.site);
  }
  return v;
}

/** A text that was put together has none of the properties that rows name (`host` of the options of a request). */
function withoutTexts(v: Value): Value {
  return v.taints.some(isSpliced) ? { ...plain(v), taints: v.taints.filter((node) => !isSpliced(node)) } : v;
}

const isSpliced = ({ op }: Node): boolean => op?.op === "concat";

function readBase(m: Machine, call: ModelCall, p: ParsedPosition): Value | undefined {
  const { positional, names, rest, kwRest } = call.args;
  switch (p.base.at) {
    case "this":
      return call.self;
    case "own":
      return call.own;
    case "return":
      return call.result;
    case "last":
      return positional[positional.length - 1];
    case "arg":
      return positional[p.base.index] ?? rest;
    case "from":
      return joinAll([
        ...positional.slice(p.base.index),
        ...(p.base.index === 0 ? [...names.values()] : []),
        ...(rest ? [rest] : []),
        ...(kwRest ? [kwRest] : []),
      ]);
    case "name": {
      const named = names.get(p.base.name);
      if (named !== undefined) return named;
      if (call.frame.module.language === "python")
        return kwRest === undefined ? undefined : load(m, call.frame, kwRest, p.base.name, call.site);
      for (let i = positional.length - 1; i >= 0; i--) {
        const v = positional[i] as Value;
        if (!v.refs.some((r) => r.kind === "object" || r.kind === "instance")) continue;
        const found = load(m, call.frame, { ...v, taints: [], unknown: false }, p.base.name, call.site);
        if (
          !isBottom(found) &&
          !(
            found.consts.length === 1 &&
            found.consts[0] === undefined &&
            found.refs.length === 0 &&
            found.taints.length === 0
          )
        )
          return found;
      }
      // A list that somebody filled is no object of options.
      const open = positional[positional.length - 1];
      if (open === undefined || positional.length < 2 || open.taints.length === 0) return undefined;
      return open.refs.some((r) => r.kind === "array")
        ? undefined
        : load(m, call.frame, open, p.base.name, call.site);
    }
  }
}

/** The arguments of an open range, one by one. */
export function rangeOf(call: ModelCall, position: Position): readonly Value[] | undefined {
  const [only, ...more] = parsePosition(position);
  if (only === undefined || more.length > 0 || only.base.at !== "from" || only.path.length > 0)
    return undefined;
  const { positional, rest } = call.args;
  return [...positional.slice(only.base.index), ...(rest ? [rest] : [])];
}

/** Adds a value at a position: an element of the receiver, of an argument, or an argument's property. */
export function writePosition(m: Machine, call: ModelCall, position: Position, value: Value): void {
  for (const p of parsePosition(position)) {
    const path = p.path;
    let target = readBase(m, call, p);
    for (const step of path.slice(0, -1)) {
      if (target === undefined) return;
      target =
        step === "[]" ? elementsOf(m, target, call.site) : load(m, call.frame, target, step, call.site);
    }
    if (target === undefined) continue;
    const key =
      path.length === 0 ? "*" : path[path.length - 1] === "[]" ? "*" : (path[path.length - 1] as string);
    const stored = asStored(m, call.frame, value);
    for (const obj of target.refs) {
      if (obj.kind === "regex" || obj.kind === "typed" || obj.kind === "fn") continue;
      m.heap.write(obj, key, stored);
    }
    return;
  }
}

/** Everything tainted in a value, looking into objects and lists to a small depth; `shown`: what a log shows of it. */
export function deepTaints(m: Machine, v: Value, depth = 2, shown = false): Value["taints"] {
  let out: Value = { ...BOTTOM, taints: v.taints };
  if (depth > 0) {
    for (const obj of v.refs) {
      if (obj.kind === "object" || obj.kind === "array")
        out = join(out, { ...BOTTOM, taints: deepTaints(m, m.heap.readAll(obj), depth - 1, shown) });
      else if (obj.kind === "instance") {
        const hidden = shown ? hiddenFields(m, obj) : undefined;
        for (const [key, cell] of obj.cells)
          if (!key.startsWith("%") && hidden?.has(key) !== true && cell.value.taints.length > 0)
            out = join(out, { ...BOTTOM, taints: m.heap.read(obj, key).taints });
      }
    }
  }
  return out.taints;
}
