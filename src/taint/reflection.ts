/**
 * Python: what a program finds out about itself. Members of objects and modules under the names that they have,
 * so that functions which are registered or called by them are known.
 *
 *   for name, fn in inspect.getmembers(toolset, inspect.ismethod): server.tool(fn)
 *   globals()[f"tool_{name}"](**arguments)
 */
import { ancestry } from "./definitions.js";
import { pairsOf } from "./listing.js";
import type { CallArgs, Frame, Machine } from "./machine.js";
import { load } from "./properties.js";
import type { Site } from "./site.js";
import { constant, isBottom, type Obj, reference, type Value } from "./values.js";

const MAX_MEMBERS = 320;
const METHOD = /^[is]m:(.*)$/;

/** Tests that a member may have to pass, by what they ask for. */
const PREDICATES: ReadonlyMap<string, (r: Obj) => boolean> = new Map([
  ["inspect.isfunction", (r) => r.kind === "fn" && r.self === undefined],
  ["inspect.iscoroutinefunction", (r) => r.kind === "fn" && r.fn.async],
  ["inspect.ismethod", (r) => r.kind === "fn" && r.self !== undefined],
  ["inspect.isroutine", (r) => r.kind === "fn"],
  ["builtins.callable", (r) => r.kind === "fn" || r.kind === "class"],
  ["inspect.isclass", (r) => r.kind === "class"],
]);

/** The result of such a call; undefined where it is none, or nothing is known of what it looks at. */
export function reflected(m: Machine, f: Frame, path: string, args: CallArgs, site: Site): Value | undefined {
  const [of] = args.positional;
  switch (path) {
    case "builtins.globals":
    case "builtins.locals":
      return ownModule(m, f);
    case "builtins.vars":
      return of === undefined ? ownModule(m, f) : membersOf(m, f, of, undefined, site);
    case "builtins.dir":
      return of === undefined ? undefined : namesOf(m, membersOf(m, f, of, undefined, site), site);
    case "inspect.getmembers": {
      const predicate = args.positional[1] ?? args.names.get("predicate");
      const members = of === undefined ? undefined : membersOf(m, f, of, predicate, site);
      const [obj] = members?.refs ?? [];
      return obj === undefined ? undefined : pairsOf(m, obj, site, `${f.summary.heapContext}`);
    }
    default:
      return undefined;
  }
}

/** The module that the running function stands in, as an object of its names. */
export const ownModule = (m: Machine, f: Frame): Value => reference(m.info(f.module).exports);

function namesOf(m: Machine, members: Value | undefined, site: Site): Value | undefined {
  const [obj] = members?.refs ?? [];
  if (obj === undefined) return undefined;
  const list = m.heap.data("array", site, `names${obj.id}`);
  let n = 0;
  for (const [name] of m.heap.entries(obj)) m.heap.write(list, String(n++), constant(name));
  list.length = Math.max(list.length, n);
  m.heap.write(list, "%keys", constant(true));
  return reference(list);
}

/** `Base.__subclasses__()`: the classes of the program that extend it. Undefined where it is no class of the program. */
export function subclassesOf(m: Machine, of: Value, site: Site): Value | undefined {
  const [base] = of.refs;
  if (base?.kind !== "class" || of.refs.length > 1) return undefined;
  const list = m.heap.data("array", site, `subclasses${base.id}`);
  let n = 0;
  for (const cls of m.classObjects.values()) {
    if (cls === base || n === MAX_MEMBERS || !ancestry(cls).own.includes(base)) continue;
    m.heap.write(list, String(n++), reference(cls));
  }
  list.length = Math.max(list.length, n);
  return reference(list);
}

/** An object that holds what others hold under their names, methods bound to them. */
function membersOf(
  m: Machine,
  f: Frame,
  v: Value,
  predicate: Value | undefined,
  site: Site,
): Value | undefined {
  const known = v.refs.filter((r) => r.kind === "instance" || r.kind === "class" || r.kind === "namespace");
  if (known.length === 0) return undefined;
  const passes = predicateOf(predicate);
  const out = m.heap.data("object", site, `members${f.summary.heapContext}`);
  for (const obj of known) {
    const names = new Set<string>();
    for (const [name] of m.heap.entries(obj)) names.add(name);
    const classes = obj.kind === "instance" ? [obj.cls] : obj.kind === "class" ? [obj] : [];
    for (const cls of classes.flatMap((each) => ancestry(each).own))
      for (const key of cls.members.keys()) names.add(METHOD.exec(key)?.[1] ?? "");
    for (const name of [...names].slice(0, MAX_MEMBERS)) {
      if (name === "" || /^[%*]/.test(name)) continue;
      const value = boundTo(m, f, obj, load(m, f, reference(obj), name, site), site);
      const kept = passes === undefined ? value : { ...value, refs: value.refs.filter(passes) };
      if (passes !== undefined && kept.refs.length === 0) continue;
      if (!isBottom(kept)) m.heap.write(out, name, kept);
    }
  }
  return reference(out);
}

function predicateOf(predicate: Value | undefined): ((r: Obj) => boolean) | undefined {
  const [only] = predicate?.refs.length === 1 ? predicate.refs : [];
  return only?.kind === "ext" ? PREDICATES.get(only.path) : undefined;
}

/** A method that is read of an instance knows it. */
function boundTo(m: Machine, f: Frame, obj: Obj, v: Value, site: Site): Value {
  if (obj.kind !== "instance") return v;
  const self = reference(obj);
  const refs = v.refs.map((r) =>
    r.kind === "fn" && r.self === undefined && r.fn.cls !== undefined
      ? m.heap.boundFn(site, f.summary.heapContext, r, self, [])
      : r,
  );
  return { ...v, refs };
}
