/** What a log shows of an object: Python leaves out the fields that say so (`field(repr=False)`). */
import { ancestry, memberKey } from "./definitions.js";
import type { Machine } from "./machine.js";
import { type InstanceObj, onlyConst, type Value } from "./values.js";

const OWN_TEXT = ["__repr__", "__str__", "__format__"].map((name) => memberKey("method", false, name));

/** The fields of an instance that its text does not show, unless its class makes a text of its own. */
export function hiddenFields(m: Machine, obj: InstanceObj): ReadonlySet<string> {
  const hidden = new Set<string>();
  if (obj.cls.module.language !== "python") return hidden;
  const { own } = ancestry(obj.cls);
  if (own.some((c) => OWN_TEXT.some((key) => c.members.has(key)))) return hidden;
  for (const c of own)
    for (const name of Object.keys(c.cls.fieldTypes)) if (isHidden(m.heap.read(c, name))) hidden.add(name);
  return hidden;
}

const isHidden = (described: Value): boolean =>
  described.refs.some((r) => {
    const repr = r.kind === "ext" ? r.call?.names.get("repr") : undefined;
    return repr !== undefined && onlyConst(repr)?.value === false;
  });
