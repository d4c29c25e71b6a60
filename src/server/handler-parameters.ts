/**
 * What each declared parameter of a handler is given: an argument of the call, or what the framework puts there by
 * its type or default.
 */
import type { Param, TypeRef } from "../ir/types.js";
import { isService } from "../taint/declared-fields.js";
import type { Node } from "../taint/lineage.js";
import { type Frame, lastName, type Machine } from "../taint/machine.js";
import { suppliedValue } from "../taint/supplied.js";
import { typedValue } from "../taint/typed.js";
import { BOTTOM, type FnObj, isBottom, tainted, UNKNOWN, type Value } from "../taint/values.js";

/** A parameter that is no argument: known by its declared type at best. */
export function injected(m: Machine, fn: FnObj, p: Param): Value {
  if (p.type === undefined) return UNKNOWN;
  const v = typedValue(m, fn.module, p.type);
  return isBottom(v) ? UNKNOWN : v;
}

/** Python: every declared parameter is an argument, unless the framework supplies it or its type holds no text. */
export function parameterValue(m: Machine, frame: Frame, fn: FnObj, p: Param, source: Node): Value {
  const supplied =
    p.defaultThunk === undefined && p.annotation === undefined ? undefined : suppliedValue(m, frame, fn, p);
  if (supplied !== undefined) return supplied;
  if (p.type !== undefined) {
    if (isInjected(m, fn, p.type)) return injected(m, fn, p);
    const literals = literalsOf(p.type);
    if (literals !== undefined) return { ...BOTTOM, consts: literals };
    const typed = typedValue(m, fn.module, p.type);
    if (typed.refs.some((r) => r.kind === "instance" && isEnum(r.cls.cls.superTypes))) return UNKNOWN;
    if (typed.refs.length > 0 && typed.refs.every(isService)) return typed;
    // Models with methods of their own keep them.
    const models = typed.refs.filter(
      (r) => r.kind === "instance" && r.cls.cls.members.some((x) => x.decorated !== true && !x.static),
    );
    // What a library makes of the argument has the library's methods: `path: Path`.
    const made = typed.refs.filter((r) => r.kind === "ext" && r.path.endsWith("()"));
    if (models.length + made.length > 0)
      return { ...tainted([m.lineage.prop(source, p.name)]), refs: [...models, ...made] };
  }
  return tainted([m.lineage.prop(source, p.name)]);
}

const isEnum = (supers: readonly TypeRef[]): boolean =>
  supers.some((s) => /^(Str|Int)?Enum$/.test(lastName(s.name)));

function unwrap(t: TypeRef): readonly TypeRef[] {
  const name = lastName(t.name);
  if (name === "union" || name === "Union") return (t.args ?? []).flatMap(unwrap);
  if ((name === "Optional" || name === "Annotated" || name === "Final") && t.args?.[0] !== undefined)
    return unwrap(t.args[0]);
  return [t];
}

const isNone = (t: TypeRef): boolean => t.name === "None" || t.name === "null" || t.name === "undefined";

function isInjected(m: Machine, fn: FnObj, t: TypeRef): boolean {
  const injected = (x: TypeRef) =>
    INJECTED.has(
      lastName(x.import?.imported === undefined || x.import.imported === "*" ? x.name : x.import.imported),
    ) && isForeign(m, fn, x);
  if (unwrap(t).some(injected)) return true;
  return (
    lastName(t.name) === "Annotated" &&
    (t.args ?? []).slice(1).some((a) => /^(Depends|Resolve|CurrentContext)/.test(lastName(a.name)))
  );
}

/** Declared outside of the tree: a model of the program that has the same name is no injected value. */
function isForeign(m: Machine, fn: FnObj, t: TypeRef): boolean {
  if (t.classId !== undefined) return false;
  return t.import === undefined || m.resolve(fn.module, t.import.specifier).kind === "external";
}

function literalsOf(t: TypeRef): readonly (string | number | boolean)[] | undefined {
  const parts = unwrap(t).filter((x) => !isNone(x));
  if (parts.length === 0 || !parts.every((x) => x.literals !== undefined)) return undefined;
  return parts.flatMap((x) => [...(x.literals ?? [])]);
}

/** Names of types whose values the framework injects. */
const INJECTED = new Set([
  "Context",
  "ServerSession",
  "Request",
  "RequestContext",
  "BackgroundTasks",
  "Session",
  "ServerRequestContext",
]);
