/**
 * Python: functions that take something out of an object, and copies with some fields given anew.
 *
 *   itemgetter("path", "name")(row)      row["path"], row["name"]
 *   attrgetter("job.command")(self)      self.job.command
 *   replace(options, folder=name)        options, but for the folder
 */

import { loadComputed } from "./computed.js";
import { afterFields } from "./instances.js";
import type { CallArgs, Frame, Machine } from "./machine.js";
import { copyProperties } from "./object-literals.js";
import { load, store } from "./properties.js";
import type { Site } from "./site.js";
import { BOTTOM, onlyConst, reference, UNKNOWN, type Value } from "./values.js";

/** What stands under a name, or a list of what stands under several. */
export function taken(
  m: Machine,
  f: Frame,
  from: Value,
  keys: readonly Value[],
  isDotted: boolean,
  site: Site,
): Value {
  const one = (key: Value): Value => {
    const name = isDotted ? onlyConst(key)?.value : undefined;
    if (typeof name !== "string") return loadComputed(m, f, from, key, site);
    return name.split(".").reduce((v, part) => load(m, f, v, part, site), from);
  };
  const [only] = keys;
  if (only === undefined) return UNKNOWN;
  if (keys.length === 1) return one(only);
  const list = m.heap.data("array", site, f.summary.heapContext);
  for (const [i, key] of keys.entries()) m.heap.write(list, String(i), one(key));
  list.length = keys.length;
  return reference(list);
}

/** The copy: the other fields are what they were, and so are the methods. */
export function replacedFields(
  m: Machine,
  f: Frame,
  from: Value,
  names: CallArgs["names"],
  site: Site,
): Value {
  const replaced = [...names.keys()];
  const classes = new Set(from.refs.flatMap((r) => (r.kind === "instance" ? [r.cls] : [])));
  const context = f.summary.heapContext;
  const copies = [...classes].map((cls) => m.heap.instance(site, context, cls));
  const refs = copies.length > 0 ? copies : [m.heap.data("object", site, context)];
  for (const copy of refs) {
    const same = from.refs.filter(
      (r) => copy.kind !== "instance" || (r.kind === "instance" && r.cls === copy.cls),
    );
    copyProperties(m, { ...BOTTOM, refs: same }, copy, replaced);
    for (const [name, value] of names) store(m, f, reference(copy), name, value);
    if (copy.kind === "instance") afterFields(m, f, copy, site);
  }
  return {
    refs,
    consts: [],
    taints: from.taints.map((node) => m.lineage.without(node, replaced)),
    unknown: from.unknown,
  };
}
