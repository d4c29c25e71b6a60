/**
 * Objects that answer for what they do not hold themselves.
 *
 *   new Proxy(target, { get: (t, key) => t[key] })     whatever is read of it is what the trap gives
 *   defaultdict(list)                                  under every name a list, of which nobody says which name
 */
import { argsOf, callValue } from "./call.js";
import type { Frame, Machine } from "./machine.js";
import { copyProperties } from "./object-literals.js";
import { load } from "./properties.js";
import type { Site } from "./site.js";
import { BOTTOM, isBottom, join, type Obj, plain, reference, UNKNOWN, type Value } from "./values.js";

const TRAP = "%trap";
const TARGET = "%target";
const HANDLER = "%handler";

/** `new Proxy(target, handler)`: without a trap for reading, it is the target. */
export function proxied(m: Machine, f: Frame, target: Value, handler: Value, site: Site): Value {
  const trap = load(m, f, handler, "get", site);
  const traps = trap.refs.filter((r) => r.kind === "fn");
  if (traps.length === 0) return target;
  const made = m.heap.data("object", site, `proxy${f.summary.heapContext}`);
  m.heap.write(made, TRAP, { ...BOTTOM, refs: traps });
  m.heap.write(made, TARGET, plain(target));
  m.heap.write(made, HANDLER, plain(handler));
  // Something stands under every name; which, the trap is asked.
  m.heap.write(made, "*", UNKNOWN);
  return { ...reference(made), taints: target.taints };
}

/** What the trap of a proxy gives for a name; nothing where it is none. */
export function trapped(m: Machine, f: Frame, obj: Obj, key: Value, site: Site): Value | undefined {
  // It is there from the object's begin: nobody has to be told of it later.
  if (!obj.cells.has(TRAP)) return undefined;
  const traps = m.heap.read(obj, TRAP);
  const given = argsOf([m.heap.read(obj, TARGET), key, reference(obj)]);
  return plain(callValue(m, f, traps, m.heap.read(obj, HANDLER), given, site) ?? BOTTOM);
}

const COLLECTIONS: ReadonlyMap<string, "array" | "object"> = new Map([
  ["builtins.list", "array"],
  ["builtins.set", "array"],
  ["collections.deque", "array"],
  ["builtins.dict", "object"],
]);

/** `defaultdict(make, initial)`: what `make` gives stands under every name. */
export function defaulting(m: Machine, f: Frame, make: Value, initial: Value, site: Site): Value {
  const context = f.summary.heapContext;
  const made = m.heap.data("object", site, context);
  let given: Value = BOTTOM;
  for (const r of make.refs) {
    const kind = r.kind === "ext" ? COLLECTIONS.get(r.path) : undefined;
    if (kind !== undefined) given = join(given, reference(m.heap.data(kind, site, `dd${context}`)));
    else if (r.kind !== "ext")
      given = join(given, plain(callValue(m, f, reference(r), undefined, argsOf([]), site) ?? BOTTOM));
  }
  if (!isBottom(given)) m.heap.write(made, "*", given);
  copyProperties(m, initial, made, []);
  return { ...reference(made), taints: initial.taints };
}
