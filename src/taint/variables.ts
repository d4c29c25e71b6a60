/**
 * Variables: those of the function itself, which are part of its state; those of the functions around it, which
 * closures share through the heap; and names that no scope declares.
 */
import type { VarInfo, VarRef } from "../ir/types.js";
import { vendoredPath } from "./definitions.js";
import type { Frame, Machine } from "./machine.js";
import { asStored } from "./stored.js";
import { typedValue } from "./typed.js";
import { orSetElsewhere } from "./unset.js";
import {
  BOTTOM,
  constant,
  isBottom,
  join,
  MAX_LISTED,
  type Obj,
  reference,
  type ScopeObj,
  UNDEFINED,
  UNKNOWN,
  type Value,
} from "./values.js";

/** The n-th parameter as it is now, or what was handed over beyond the parameters. */
export function readParam(f: Frame, n: number): Value {
  const p = f.fn.params[n];
  return p === undefined ? (f.summary.args[n] ?? UNDEFINED) : (f.state.vars.get(p.variable) ?? BOTTOM);
}

function scopeAt(env: ScopeObj, depth: number): ScopeObj | undefined {
  let s: ScopeObj | undefined = env;
  for (let d = depth; d > 0 && s !== undefined; d--) s = s.parent;
  return s;
}

/** What a variable holds here; where nothing is known of it, its declared type. */
export function readVar(m: Machine, f: Frame, ref: VarRef): Value {
  let v: Value;
  let info = f.fn.vars[ref.index];
  if (ref.depth === 0) {
    v = f.state.vars.get(ref.index) ?? BOTTOM;
    if (info?.captured && m.info(f.module).writers.ofVariable(f.fn, ref.index).length > 0)
      v = join(v, m.heap.read(f.env, `v${ref.index}`));
  } else {
    const scope = scopeAt(f.env, ref.depth);
    if (scope === undefined) return UNKNOWN;
    info = scope.fn.vars[ref.index];
    // Embedded third-party code is known by its package, as if it had been imported.
    if (info?.vendored !== undefined && info.vendored !== "" && f.fn.vendored === undefined)
      return reference(m.ext(vendoredPath(info.vendored, info.name)));
    v = oneOf(m.heap.read(scope, `v${ref.index}`), info);
    v = orSetElsewhere(m, f.module, scope.fn, ref.index, v);
  }
  if (info?.type !== undefined && v.refs.length === 0 && v.taints.length === 0 && (v.unknown || isBottom(v)))
    return join(v, typedValue(m, f.module, info.type));
  return v;
}

/**
 * A variable of an outer function that is assigned once holds one object whenever it is read: which, is the same for all
 * that is read of it (`tool.handler(tool.schema.parse(args))` in a closure).
 */
function oneOf(v: Value, info: VarInfo | undefined): Value {
  const { refs } = v;
  if (info?.writes !== 1 || v.outcomes !== undefined || refs.length < 2 || refs.length > MAX_LISTED) return v;
  if (v.taints.length > 0 || v.consts.length > 0 || !refs.every(isRecord)) return v;
  return { ...v, outcomes: refs.map((r) => ({ value: reference(r), facts: [], tag: r })) };
}

const isRecord = ({ kind }: Obj): boolean => kind === "object" || kind === "instance";

/** Assigns a variable; what closures may see is written for them, too. */
export function writeVar(m: Machine, f: Frame, ref: VarRef, value: Value): void {
  if (ref.depth === 0) {
    f.state.vars.set(ref.index, value);
    if (f.state.escaped && f.fn.vars[ref.index]?.captured)
      m.heap.write(f.env, `v${ref.index}`, asStored(m, f, value));
    return;
  }
  const scope = scopeAt(f.env, ref.depth);
  if (scope !== undefined) m.heap.write(scope, `v${ref.index}`, asStored(m, f, value));
}

/** A closure now exists: what captured variables hold becomes visible to it. */
export function expose(m: Machine, f: Frame): void {
  if (f.state.escaped) return;
  f.state.escaped = true;
  f.fn.vars.forEach((info, i) => {
    const v = f.state.vars.get(i);
    if (info.captured && v !== undefined) m.heap.write(f.env, `v${i}`, asStored(m, f, v));
  });
}

/** An identifier that no scope of the program declares. */
export function globalValue(m: Machine, f: Frame, name: string): Value {
  if (name === "undefined") return UNDEFINED;
  if (f.module.language === "python") {
    if (name === "True" || name === "False") return constant(name === "True");
    if (name === "None") return constant(null);
    return reference(m.ext(`builtins.${name}`));
  }
  if (name === "globalThis" || name === "window" || name === "self") return reference(m.ext("global"));
  const ext = m.ext(`global.${name}`);
  const set = m.heap.read(ext, "%value");
  return isBottom(set) ? reference(ext) : join(set, reference(ext));
}
