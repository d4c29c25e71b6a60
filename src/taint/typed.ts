/**
 * Values of which only the declared type is known: an injected service, an interface-typed field. The
 * type leads to a class of the tree, to the classes that implement an interface, or to a library.
 */
import type { ModuleIR, TypeRef } from "../ir/types.js";
import { callFunction, NO_ARGS } from "./call.js";
import { ancestry, memberKey } from "./definitions.js";
import { type Frame, lastName, type Machine } from "./machine.js";
import { classMember, extMember } from "./members.js";
import { runModule } from "./running.js";
import type { Site } from "./site.js";
import {
  BOTTOM,
  type ClassObj,
  type FnObj,
  isBottom,
  join,
  reference,
  type TypedObj,
  type Value,
} from "./values.js";

const TRANSPARENT = new Set([
  "Promise",
  "Awaited",
  "Readonly",
  "Partial",
  "Required",
  "NonNullable",
  "Optional",
  "Annotated",
  "Awaitable",
  "Coroutine",
  "Final",
  "ClassVar",
]);
const PLAIN = new Set([
  "string",
  "number",
  "boolean",
  "any",
  "unknown",
  "void",
  "never",
  "object",
  "null",
  "undefined",
  "literal",
  "array",
  "str",
  "int",
  "float",
  "bool",
  "dict",
  "list",
  "Any",
  "Dict",
  "List",
  "bytes",
  "Record",
  "Array",
  "Map",
  "Set",
  "function",
  "bigint",
  "symbol",
  "tuple",
  "None",
  "Callable",
]);

/** A value for a declaration `x: type`, or BOTTOM when the type says nothing useful. */
export function typedValue(m: Machine, module: ModuleIR, type: TypeRef): Value {
  if (TRANSPARENT.has(lastName(type.name)) && type.args?.[0] !== undefined)
    return typedValue(m, module, type.args[0]);
  if (type.name === "union") {
    let out: Value = BOTTOM;
    for (const t of type.args ?? []) out = join(out, typedValue(m, module, t));
    return out;
  }
  if (type.name === "object" ? type.fields === undefined : PLAIN.has(type.name)) return BOTTOM;
  const cls = type.classId === undefined ? undefined : module.classes[type.classId];
  if (cls !== undefined) {
    const obj = m.classObjects.get(cls);
    if (obj !== undefined) return withSubclasses(m, obj);
  }
  if (type.import !== undefined) {
    const to = m.resolve(module, type.import.specifier);
    if (to.kind === "external") {
      const pkg = m.model(module.language).canonical(to.name);
      const dotted = type.name.includes(".") ? type.name.slice(type.name.indexOf(".") + 1) : "";
      const head =
        type.import.imported === "default" || type.import.imported === "*" ? "" : `.${type.import.imported}`;
      return reference(m.ext(`${pkg}${head}${dotted === "" ? "" : `.${dotted}`}()`));
    }
    const info = to.kind === "file" ? m.modules.get(to.path) : undefined;
    if (info === undefined) return BOTTOM;
    runModule(m, info);
    const found = exportedClass(
      m,
      info.module,
      type.import.imported === "default" ? lastName(type.name) : type.import.imported,
      0,
    );
    if (found !== undefined) return withSubclasses(m, found);
  }
  return reference(m.heap.typed(module, type));
}

const MAX_SUBCLASSES = 8;

/** An instance of a declared class may be one of any class derived from it. */
function withSubclasses(m: Machine, cls: ClassObj): Value {
  let out: Value = reference(m.heap.instance(undefined, "typed", cls));
  let n = 0;
  for (const { cls: sub } of m.implementers.get(cls.cls.name) ?? []) {
    const obj = m.classObjects.get(sub);
    if (obj === undefined || obj === cls || !ancestry(obj).own.includes(cls) || ++n > MAX_SUBCLASSES)
      continue;
    out = join(out, reference(m.heap.instance(undefined, "typed", obj)));
  }
  return out;
}

/** Follows re-exports to a class of that name. */
function exportedClass(m: Machine, module: ModuleIR, name: string, depth: number): ClassObj | undefined {
  const info = m.info(module);
  const cell = m.heap.read(info.exports, name);
  for (const r of cell.refs) if (r.kind === "class") return r;
  for (const r of m.heap.read(info.exports, "default").refs)
    if (r.kind === "class" && r.cls.name === name) return r;
  if (depth < 6) {
    for (const r of m.heap.read(info.exports, "%from").refs) {
      if (r.kind !== "namespace" || r.module === undefined) continue;
      const found = exportedClass(m, r.module, name, depth + 1);
      if (found !== undefined) return found;
    }
  }
  return undefined;
}

/** `key` of a value known by its type: fields of the interface, methods of what implements it. */
export function typedMember(
  m: Machine,
  f: Frame,
  obj: TypedObj | undefined,
  key: string,
  site: Site,
  declared?: { readonly module: ModuleIR; readonly type: TypeRef },
): Value {
  if (obj === undefined)
    return declared === undefined ? BOTTOM : typedValue(m, declared.module, declared.type);
  const { module, type } = obj;
  const decl = findDecl(m, module, type);
  const fields = type.fields ?? decl?.type.type.fields;
  let out: Value = BOTTOM;
  const field = fields?.[key];
  if (field !== undefined && field.name !== "function")
    out = join(out, typedValue(m, decl?.module ?? module, field));
  const names = [lastName(type.import?.imported ?? type.name)];
  for (const s of decl?.type.supers ?? []) names.push(lastName(s.name));
  for (const name of names) {
    for (const { cls } of m.implementers.get(name) ?? []) {
      const c = m.classObjects.get(cls);
      if (c === undefined) continue;
      const self = reference(m.heap.instance(undefined, "typed", c));
      for (const a of ancestry(c).own) {
        const getter = a.members.get(memberKey("getter", false, key));
        if (getter !== undefined) out = join(out, callFunction(m, f, getter, self, NO_ARGS, site));
      }
      const member = classMember(m, f, c, key, self, false, site);
      for (const r of member.refs) {
        if (r.kind === "fn") out = join(out, reference(m.heap.boundFn(site, c.id, r, self, [])));
        else out = join(out, reference(r));
      }
    }
  }
  if (isBottom(out) && type.import !== undefined) {
    const to = m.resolve(module, type.import.specifier);
    if (to.kind === "external") return extMember(m, f, `${to.name}.${type.import.imported}()`, key, site);
  }
  return isBottom(out) ? { refs: [], consts: [], taints: [], unknown: true } : out;
}

/** The alias or interface of the tree that a type names. */
export function findDecl(
  m: Machine,
  module: ModuleIR,
  type: TypeRef,
): { module: ModuleIR; type: ModuleIR["types"][number] } | undefined {
  let home: ModuleIR | undefined = module;
  let name = lastName(type.name);
  if (type.import !== undefined) {
    const to = m.resolve(module, type.import.specifier);
    home = to.kind === "file" ? m.modules.get(to.path)?.module : undefined;
    name = type.import.imported;
  }
  const decl = home?.types.find((t) => t.name === name);
  return home === undefined || decl === undefined ? undefined : { module: home, type: decl };
}

/** Nothing is known of the result but its declared type (an entry of a map that is filled elsewhere). */
export function declaredResult(m: Machine, fn: FnObj, ret: Value): Value | undefined {
  const type = fn.fn.returnType;
  if (
    type === undefined ||
    ret.refs.length > 0 ||
    ret.taints.length > 0 ||
    ret.consts.some((c) => c !== null && c !== undefined)
  )
    return undefined;
  const typed = typedValue(m, fn.module, type);
  return isBottom(typed) || typed.refs.every((r) => r.kind === "typed") ? undefined : typed;
}
