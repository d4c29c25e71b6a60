/** Members of classes through the inheritance chain, of what stands outside the tree, and of modules. */
import type { ModuleIR } from "../ir/types.js";
import { callFunction, NO_ARGS } from "./call.js";
import { ancestry, memberKey, nearestMember } from "./definitions.js";
import { getDescribed } from "./descriptors.js";
import type { Frame, Machine } from "./machine.js";
import { submodule } from "./modules.js";
import type { Site } from "./site.js";
import { entryOf } from "./tables.js";
import { typedMember } from "./typed.js";
import {
  BOTTOM,
  type ClassObj,
  constant,
  isBottom,
  join,
  type NamespaceObj,
  plain,
  reference,
  UNKNOWN,
  type Value,
} from "./values.js";

const MAX_PATH = 9;

/** A member found through the class chain; for instances also class-level values and declared types. */
export function classMember(
  m: Machine,
  f: Frame,
  cls: ClassObj,
  key: string,
  self: Value,
  isStatic: boolean,
  site: Site,
  fromOutside = true,
): Value {
  const { own, external } = ancestry(cls);
  for (const c of own) {
    const method =
      c.members.get(memberKey("method", isStatic, key)) ??
      (isStatic ? undefined : c.members.get(memberKey("method", true, key)));
    // Reading an instance method through the class (`Base.run`) gives the plain function.
    const viaClass = isStatic ? c.members.get(memberKey("method", false, key)) : undefined;
    if (method !== undefined) return reference(method);
    const getter = c.members.get(memberKey("getter", isStatic, key));
    if (getter !== undefined) return callFunction(m, f, getter, self, NO_ARGS, site);
    const stored = c === cls && isStatic ? BOTTOM : m.heap.read(c, key);
    if (!isBottom(stored)) return isStatic ? stored : getDescribed(m, f, stored, self, site);
    if (viaClass !== undefined) return reference(viaClass);
    const type = isStatic ? undefined : c.cls.fieldTypes[key];
    if (type !== undefined) {
      const value = typedMember(m, f, undefined, key, site, { module: c.module, type });
      if (!isBottom(value)) return value;
    }
  }
  if (isStatic && fromOutside && isNameKey(cls.module, key)) return constant(cls.cls.name);
  if (key === "constructor" || key === "__class__") return reference(cls);
  if (key === "prototype") return reference(cls);
  let out: Value = BOTTOM;
  if (!fromOutside) return out;
  for (const path of holders(m, f, isStatic ? external : external.map((each) => `${each}()`), key))
    out = join(out, extMember(m, f, path, key, site));
  return out;
}

/** Does the class, or one that it extends, have a method or a getter of this name? */
export function isDeclared(cls: ClassObj, key: string): boolean {
  const keys = (["method", "getter"] as const).flatMap((kind) =>
    [false, true].map((isStatic) => memberKey(kind, isStatic, key)),
  );
  return nearestMember(cls, keys) !== undefined;
}

/**
 * What is left of a receiver once the program's own objects that have such a method are taken out of it: those ran
 * it, and what a library or the language does by the same name, it does with the others (`client.get(path)`).
 */
export function withoutOwnMethod(self: Value, method: string | undefined, callee: Value): Value {
  if (method === undefined || self.refs.length + self.taints.length < 2) return self;
  if (!callee.refs.some((r) => r.kind === "fn")) return self;
  const refs = self.refs.filter((r) => r.kind !== "instance" || !isDeclared(r.cls, method));
  return refs.length === self.refs.length || refs.length + self.taints.length === 0
    ? self
    : { ...plain(self), refs };
}

/** Of several bases outside the tree those that are known to have the member, or all where none is. */
function holders(m: Machine, f: Frame, paths: readonly string[], key: string): readonly string[] {
  if (paths.length < 2) return paths;
  const models = m.model(f.module.language);
  const known = paths.filter((path) => models.call(models.canonical(`${path}.${key}`)) !== undefined);
  return known.length > 0 ? known : paths;
}

/** The property by which functions and classes tell their name. */
export const isNameKey = (module: ModuleIR, key: string): boolean =>
  module.language === "python" ? key === "__name__" || key === "__qualname__" : key === "name";

export function superMember(
  m: Machine,
  f: Frame,
  supers: readonly Value[],
  key: string,
  self: Value,
  site: Site,
): Value {
  let out: Value = BOTTOM;
  const outside: string[] = [];
  for (const s of supers) {
    for (const r of s.refs) {
      if (r.kind === "class") out = join(out, classMember(m, f, r, key, self, false, site));
      else if (r.kind === "ext") outside.push(`${r.path}()`);
    }
  }
  for (const path of holders(m, f, outside, key)) out = join(out, extMember(m, f, path, key, site));
  return out;
}

/** `path.key` outside the tree; `default` is transparent. Reading it may be a source. */
export function extMember(m: Machine, f: Frame, path: string, key: string, site: Site): Value {
  if (key === "default") return reference(m.ext(path));
  if (depthOf(path) > MAX_PATH) return UNKNOWN;
  const entry = path.includes("__") || path === "sys.modules" ? entryOf(m, f, path, key) : undefined;
  if (entry !== undefined) return typeof entry === "string" ? extMember(m, f, entry, key, site) : entry;
  const next = path === "global" ? `global.${key}` : `${path}.${key}`;
  const known = m.model(f.module.language).constant(next);
  if (known !== undefined) return constant(known);
  const source = m.model(f.module.language).read(next);
  const ref = reference(m.ext(m.model(f.module.language).canonical(next)));
  if (source !== undefined && m.wantedSources.has(source.kind)) {
    // A request that is read twice says the same twice: what was checked of the first holds of the second.
    const within = source.kind === "http-input" ? m.site(f.module, f.fn.span) : site;
    const node = m.source(source.kind, next, site, undefined, next, undefined, source.asked, within);
    return { ...ref, taints: [node] };
  }
  return ref;
}

function depthOf(path: string): number {
  let n = 0;
  for (let i = 0; i < path.length; i++) if (path[i] === ".") n++;
  return n - (path.startsWith("@") || path.includes(".js") ? 1 : 0);
}

export function loadExport(
  m: Machine,
  f: Frame,
  ns: NamespaceObj,
  key: string,
  site: Site,
  depth: number,
): Value {
  let own = m.heap.read(ns, key);
  const getter = m.heap.getter(ns, key);
  for (const g of getter.refs)
    if (g.kind === "fn") own = join(own, callFunction(m, f, g, reference(ns), NO_ARGS, site));
  if (!isBottom(own)) return own;
  if (depth < 8) {
    const linked = m.heap.read(ns, "%from");
    let out: Value = BOTTOM;
    for (const r of linked.refs) {
      if (r.kind === "namespace") out = join(out, loadExport(m, f, r, key, site, depth + 1));
      else if (r.kind === "ext" && key !== "default") out = join(out, extMember(m, f, r.path, key, site));
      else if (r.kind === "object") out = join(out, m.heap.read(r, key));
    }
    if (!isBottom(out)) return out;
  }
  if (f.module.language === "python") {
    const sub = submodule(m, f, ns.id, ns, key);
    if (sub !== undefined) return sub;
  }
  // CommonJS seen through a default import: the whole object.
  if (key === "default") return reference(ns);
  return m.heap.read(ns, "*");
}
