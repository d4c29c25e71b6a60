/** Functions and classes as values: closures over the present scope, classes with their members. */
import type { FnId } from "../ir/types.js";
import { callFunction, NO_ARGS } from "./call.js";
import { nameDescriptors } from "./descriptors.js";
import type { Frame, Machine } from "./machine.js";
import { runStatic } from "./running.js";
import type { Site } from "./site.js";
import { type ClassObj, type FnObj, join, reference, type Value } from "./values.js";

/** Name under which embedded third-party code is known to the models. */
export function vendoredPath(pkg: string, name: string): string {
  const clean = name.replace(/(_default)?\d*$/, "");
  return pkg === "" ? `%vendored.${clean}` : clean === "" || clean === pkg ? pkg : `${pkg}.${clean}`;
}

export function functionValue(m: Machine, f: Frame, id: FnId): Value {
  const fn = f.module.functions[id];
  if (fn === undefined) return reference(m.ext("%missing"));
  if (fn.vendored !== undefined && fn.vendored !== "" && fn.kind === "function")
    return reference(m.ext(vendoredPath(fn.vendored, fn.name)));
  return reference(m.heap.fn(f.module, fn, f.env));
}

export function classValue(m: Machine, f: Frame, index: number, supers: readonly Value[], site: Site): Value {
  const cls = f.module.classes[index];
  if (cls === undefined) return reference(m.ext("%missing"));
  if (cls.vendored !== undefined && cls.vendored !== "")
    return reference(m.ext(vendoredPath(cls.vendored, cls.name)));
  const embedded = m.model(f.module.language).embeddedAs(cls.members);
  if (embedded !== undefined) return reference(m.ext(embedded));
  const obj = m.heap.cls(f.module, cls, f.env);
  m.classObjects.set(cls, obj);
  supers.forEach((s, i) => {
    const before = obj.supers[i];
    obj.supers[i] = before === undefined ? s : join(before, s);
  });
  if (obj.members.size === 0) {
    for (const member of cls.members) {
      const fn = f.module.functions[member.fn];
      if (fn === undefined) continue;
      obj.members.set(
        memberKey(member.kind, member.static, member.name),
        methodOf(m, obj, member.fn) as FnObj,
      );
    }
  }
  if (cls.staticInit !== undefined) runStatic(m, f, obj, cls.staticInit, site);
  if (f.module.language === "python") nameDescriptors(m, f, obj, site);
  if (f.module.language === "python" && supers.length > 0) tellBases(m, f, obj, site);
  return reference(obj);
}

const TOLD = [false, true].map((isStatic) => memberKey("method", isStatic, "__init_subclass__"));

/** Python: the nearest base is told of a class that derives from it, and may put it into a table. */
function tellBases(m: Machine, f: Frame, cls: ClassObj, site: Site): void {
  const [told] = ancestry(cls)
    .own.slice(1)
    .flatMap(({ members }) => TOLD.map((key) => members.get(key)).filter((fn) => fn !== undefined));
  if (told !== undefined) callFunction(m, f, told, reference(cls), NO_ARGS, site);
}

export function memberKey(kind: "method" | "getter" | "setter", isStatic: boolean, name: string): string {
  return `${isStatic ? "s" : "i"}${kind[0]}:${name}`;
}

/** The member of the nearest class that has one under one of these keys (`memberKey`). */
export function nearestMember(cls: ClassObj, keys: readonly string[]): FnObj | undefined {
  for (const { members } of ancestry(cls).own)
    for (const key of keys) {
      const member = members.get(key);
      if (member !== undefined) return member;
    }
  return undefined;
}

export function methodOf(m: Machine, cls: ClassObj, id: FnId): FnObj | undefined {
  const fn = cls.module.functions[id];
  return fn === undefined ? undefined : m.heap.fn(cls.module, fn, cls.env, cls);
}

/** The class and its ancestors that are in the tree, nearest first, and the external ones by path. */
export function ancestry(cls: ClassObj): {
  readonly own: readonly ClassObj[];
  readonly external: readonly string[];
} {
  const own: ClassObj[] = [];
  const external: string[] = [];
  const queue: ClassObj[] = [cls];
  for (let i = 0; i < queue.length && i < 40; i++) {
    const c = queue[i] as ClassObj;
    if (own.includes(c)) continue;
    own.push(c);
    for (const s of c.supers) {
      for (const r of s.refs) {
        if (r.kind === "class") queue.push(r);
        else if (r.kind === "ext") external.push(r.path);
      }
    }
  }
  return { own, external };
}
