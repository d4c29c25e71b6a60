/**
 * Python: attributes that an object of another class looks after.
 *
 *   class Job:
 *       command = Word()       job.command = text      Word.__set__(word, job, text)
 *                              job.command             Word.__get__(word, job)
 */
import { argsOf, callFunction } from "./call.js";
import { ancestry, memberKey, nearestMember } from "./definitions.js";
import type { Frame, Machine } from "./machine.js";
import type { Site } from "./site.js";
import {
  type ClassObj,
  constant,
  type FnObj,
  type InstanceObj,
  join,
  type Obj,
  plain,
  reference,
  type Value,
} from "./values.js";

/** Runs `__set__`; false where the attribute is one like others. */
export function setDescribed(
  m: Machine,
  f: Frame,
  obj: InstanceObj,
  key: string,
  value: Value,
  site: Site,
): boolean {
  if (f.module.language !== "python" || !m.methodsByName.has("__set__")) return false;
  for (const cls of ancestry(obj.cls).own) {
    const described = m.heap.read(cls, key).refs.filter((r) => methodOf(r, "__set__") !== undefined);
    for (const r of described)
      callFunction(
        m,
        f,
        methodOf(r, "__set__") as FnObj,
        reference(r),
        argsOf([reference(obj), value]),
        site,
      );
    if (described.length > 0) return true;
  }
  return false;
}

/** What the attribute gives where `stored` is what the class has under its name. */
export function getDescribed(m: Machine, f: Frame, stored: Value, owner: Value, site: Site): Value {
  if (f.module.language !== "python" || !m.methodsByName.has("__get__")) return stored;
  let out: Value | undefined;
  const others = stored.refs.filter((r) => {
    const method = methodOf(r, "__get__");
    if (method === undefined) return true;
    const classes = owner.refs.flatMap((o) => (o.kind === "instance" ? reference(o.cls) : []));
    const given = callFunction(m, f, method, reference(r), argsOf([owner, ...classes.slice(0, 1)]), site);
    out = out === undefined ? given : join(plain(out), plain(given));
    return false;
  });
  return out === undefined
    ? stored
    : others.length === 0
      ? out
      : join(plain(out), { ...plain(stored), refs: others });
}

const methodOf = (obj: Obj, name: string): FnObj | undefined =>
  obj.kind === "instance" ? nearestMember(obj.cls, [memberKey("method", false, name)]) : undefined;

/** Tells such objects in which class they stand, and under which name. */
export function nameDescriptors(m: Machine, f: Frame, cls: ClassObj, site: Site): void {
  if (!m.methodsByName.has("__set_name__")) return;
  for (const [key, { value }] of m.heap.entries(cls))
    for (const r of value.refs) {
      const method = methodOf(r, "__set_name__");
      if (method !== undefined)
        callFunction(m, f, method, reference(r), argsOf([reference(cls), constant(key)]), site);
    }
}
