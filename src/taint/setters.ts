/** Assigning a property that a class or an object literal has a setter for. */
import { argsOf, callFunction } from "./call.js";
import { memberKey, nearestMember } from "./definitions.js";
import { setDescribed } from "./descriptors.js";
import type { Frame, Machine } from "./machine.js";
import type { Site } from "./site.js";
import { type ClassObj, type FnObj, type InstanceObj, type Obj, reference, type Value } from "./values.js";

/** Runs the setter; false where there is none, and the value is kept under its name. */
export function runSetter(m: Machine, f: Frame, obj: Obj, key: string, value: Value, site: Site): boolean {
  const setters =
    obj.kind === "instance" || obj.kind === "class" ? setterOf(m, obj, key) : m.heap.setter(obj, key).refs;
  let found = false;
  for (const fn of setters) {
    if (fn.kind !== "fn") continue;
    found = true;
    callFunction(m, f, fn, reference(obj), argsOf([value]), site);
  }
  return found || (obj.kind === "instance" && setDescribed(m, f, obj, key, value, site));
}

/** That of the nearest class. */
function setterOf(m: Machine, obj: InstanceObj | ClassObj, key: string): readonly FnObj[] {
  if (!m.setters.has(key)) return [];
  const isClass = obj.kind === "class";
  const setter = nearestMember(isClass ? obj : obj.cls, [memberKey("setter", isClass, key)]);
  return setter === undefined ? [] : [setter];
}
