/**
 * Creating objects: `new F()` of a plain function, instances of classes with their fields and constructors,
 * `super(...)`. What is called and with which arguments is decided in call.ts.
 */
import { callFunction, NO_ARGS } from "./call.js";
import { storeDeclared, storeFromEnvironment } from "./declared-fields.js";
import { ancestry, memberKey, methodOf } from "./definitions.js";
import { memberAsked } from "./enumerations.js";
import { callExternal, newInstancePath } from "./external.js";
import type { CallArgs, Frame, Machine } from "./machine.js";
import type { Site } from "./site.js";
import { type ClassObj, type FnObj, type InstanceObj, isBottom, reference, type Value } from "./values.js";

/** `new F()` of a plain function. */
export function construct(m: Machine, f: Frame, fn: FnObj, args: CallArgs, site: Site): Value {
  const obj = m.heap.data("object", site, f.summary.heapContext);
  const proto = m.heap.read(fn, "prototype");
  if (!isBottom(proto)) m.heap.write(obj, "%proto", proto);
  callFunction(m, f, fn, reference(obj), args, site);
  return reference(obj);
}

export function instantiate(m: Machine, f: Frame, cls: ClassObj, args: CallArgs, site: Site): Value {
  const member = f.module.language === "python" ? memberAsked(m, f, cls, args, site) : undefined;
  if (member !== undefined) return member;
  const obj = m.heap.instance(site, f.summary.heapContext, cls);
  const self = reference(obj);
  const { own, external } = ancestry(cls);
  for (const c of [...own].reverse()) {
    const init = c.cls.fieldInit === undefined ? undefined : methodOf(m, c, c.cls.fieldInit);
    if (init !== undefined) callFunction(m, f, init, self, NO_ARGS, site);
  }
  const withCtor = own.find((c) => c.cls.ctor !== undefined);
  const ctor = withCtor?.cls.ctor === undefined ? undefined : methodOf(m, withCtor, withCtor.cls.ctor);
  if (ctor !== undefined) callFunction(m, f, ctor, self, args, site);
  else storeDeclared(m, cls, obj, args, site);
  storeFromEnvironment(m, cls, obj, args);
  if (ctor === undefined && f.module.language === "python") afterFields(m, f, obj, site);
  if (ctor === undefined)
    for (const path of external)
      callExternal(m, f, m.ext(path), undefined, args, site, { isNew: true, made: cls });
  const wrapped = external.map((path) => newInstancePath(m, path, args, site, f));
  for (const w of wrapped) m.heap.write(obj, "%base", reference(w));
  return self;
}

/** Methods that data classes and models call once the fields are there. */
const AFTER_FIELDS = ["__post_init__", "__attrs_post_init__", "model_post_init"];

/** Calls those of the nearest classes that have them. */
export function afterFields(m: Machine, f: Frame, obj: InstanceObj, site: Site): void {
  const { own } = ancestry(obj.cls);
  for (const name of AFTER_FIELDS) {
    const key = memberKey("method", false, name);
    const method = own.find((c) => c.members.has(key))?.members.get(key);
    if (method !== undefined) callFunction(m, f, method, reference(obj), NO_ARGS, site);
  }
}

/** `super(...)`: the base constructor on the present object. */
export function callSuper(
  m: Machine,
  f: Frame,
  supers: readonly Value[],
  self: Value,
  args: CallArgs,
  site: Site,
): Value {
  for (const s of supers) {
    for (const r of s.refs) {
      if (r.kind === "class") {
        const home = ancestry(r).own.find((c) => c.cls.ctor !== undefined);
        const ctor = home?.cls.ctor === undefined ? undefined : methodOf(m, home, home.cls.ctor);
        if (ctor !== undefined) callFunction(m, f, ctor, self, args, site);
        else for (const obj of self.refs) storeDeclared(m, r, obj, args, site);
      } else if (r.kind === "ext") {
        const of = self.refs.find((o) => o.kind === "instance");
        callExternal(m, f, r, undefined, args, site, {
          isNew: true,
          made: of?.kind === "instance" ? of.cls : undefined,
        });
      } else if (r.kind === "fn") callFunction(m, f, r, self, args, site);
    }
  }
  return self;
}
