/**
 * Reading and writing properties: own cells, class members through the inheritance chain, external
 * access paths, declared types, and properties of tainted values.
 */

import type { ModuleIR } from "../ir/types.js";
import { callFunction, NO_ARGS } from "./call.js";
import { elementTaints } from "./collections.js";
import { ancestry, memberKey } from "./definitions.js";
import { environmentVariable } from "./inside.js";
import type { Node, Op } from "./lineage.js";
import type { Frame, Machine } from "./machine.js";
import { submodule } from "./modules.js";
import { modelledProperty } from "./property-models.js";
import { isEnvironment } from "./secrets.js";
import type { Site } from "./site.js";
import { setField } from "./state.js";
import { asStored } from "./stored.js";
import type { Summary } from "./summary.js";
import { typedMember } from "./typed.js";
import {
  BOTTOM,
  type ClassObj,
  constant,
  constStrings,
  type ExtObj,
  isBottom,
  join,
  joinAll,
  type NamespaceObj,
  type Obj,
  type Outcome,
  ofElement,
  plain,
  reference,
  UNDEFINED,
  UNKNOWN,
  type Value,
} from "./values.js";

/** Properties that are numbers or flags whatever they are read from. */
const MEASURES = new Set(["length", "size", "byteLength"]);
const MAX_PATH = 9;

export function load(m: Machine, f: Frame, from: Value, key: string, site: Site): Value {
  if (from.outcomes !== undefined && from.outcomes.length <= 512) {
    const outcomes: Outcome[] = from.outcomes.map((o) => ({
      value: loadPlain(m, f, o.value, key, site),
      facts: o.facts,
      ...(o.tag ? { tag: o.tag } : {}),
    }));
    return { ...plain(joinAll(outcomes.map((o) => o.value))), outcomes };
  }
  return loadPlain(m, f, from, key, site);
}

function loadPlain(m: Machine, f: Frame, from: Value, key: string, site: Site): Value {
  if (from.refs.length > 0) {
    const modelled = modelledProperty(m, f, from, key, site);
    if (modelled !== undefined) return modelled;
  }
  const parts: Value[] = from.refs.map((obj) => loadFrom(m, f, obj, key, site));
  const direct: Node[] = [];
  for (const node of from.taints) {
    if (MEASURES.has(key) && !isArguments(node)) continue;
    if (isEnvironment(node)) {
      parts.push(environmentVariable(m, key, site));
      continue;
    }
    const known = f.state.fields.get(`n${node.canon}.${key}`);
    if (known !== undefined) parts.push(known.value);
    // The parts of a parsed URL were replaced by encoded ones: the text made of it is encoded.
    else if ((key === "href" || key === "toString") && rebuilt(f, node))
      direct.push(m.lineage.extend(node, ENCODED_PARTS, site));
    else direct.push(m.lineage.prop(node, key, undefined));
  }
  if (direct.length > 0) parts.push({ refs: [], consts: [], taints: direct, unknown: false });
  if (from.unknown || MEASURES.has(key)) parts.push(UNKNOWN);
  const out = joinAll(parts);
  if (isBottom(out) && key === "value" && f.module.language === "python" && from.consts.length > 0)
    return plain(from); // plain text has no such attribute: it is a member of an enumeration
  if (isBottom(out)) return from.refs.length > 0 || from.consts.length > 0 ? UNDEFINED : BOTTOM;
  return out;
}

const ENCODED_PARTS: Op = { op: "flow", flow: "url-encode-uri", label: "encoded parts" };

/** Is it what a handler is given? There, a property called `size` is a parameter. */
function isArguments({ parent, root }: Node): boolean {
  if (parent !== undefined) return false;
  if (root.kind === "source") return root.source.entity !== undefined;
  const bindings = (root.owner as Partial<Summary>).bindings?.get(root.position) ?? [];
  return bindings.some(
    ({ node }) =>
      node.parent === undefined && node.root.kind === "source" && node.root.source.entity !== undefined,
  );
}

/** Were the path and the query of a parsed URL overwritten on this way by percent-encoded text? */
function rebuilt(f: Frame, node: Node): boolean {
  return ["pathname", "search"].every((part) => f.state.fields.has(`n${node.canon}.${part}`));
}

function loadFrom(m: Machine, f: Frame, obj: Obj, key: string, site: Site): Value {
  switch (obj.kind) {
    case "object":
    case "array":
    case "instance":
    case "class": {
      const fresh = f.state.fields.get(`o${obj.id}.${key}`);
      if (fresh !== undefined && fresh.version === m.heap.cell(obj, key).version) return fresh.value;
      return loadOwn(m, f, obj, key, site);
    }
    case "namespace":
      return loadExport(m, f, obj, key, site, 0);
    case "ext": {
      const written = m.heap.read(obj, key);
      return join(written, extMember(m, f, obj.path, key, site));
    }
    case "typed":
      return typedMember(m, f, obj, key, site);
    case "super":
      return superMember(m, f, obj.supers, key, obj.self, site);
    case "fn": {
      const own = m.heap.read(obj, key);
      if (key === "prototype" && isBottom(own) && obj.bound === undefined) {
        // Classes written as functions: methods are stored on this object.
        const proto = m.heap.data("object", m.site(obj.module, obj.fn.span), `proto${obj.id}`);
        m.heap.write(obj, "prototype", reference(proto));
        return reference(proto);
      }
      return isBottom(own) && isNameKey(obj.module, key) ? constant(obj.fn.name) : own;
    }
    default:
      return UNKNOWN;
  }
}

function loadOwn(
  m: Machine,
  f: Frame,
  obj: Obj & { kind: "object" | "array" | "instance" | "class" },
  key: string,
  site: Site,
): Value {
  let out = m.heap.read(obj, key);
  const getter = m.heap.read(obj, `%getter:${key}`);
  for (const g of getter.refs)
    if (g.kind === "fn") out = join(out, callFunction(m, f, g, reference(obj), NO_ARGS, site));
  const loose = m.heap.read(obj, "*");
  // A list literal keeps its positions; what was appended is in "*".
  if (!isBottom(loose) && (obj.kind !== "array" || /^\d+$/.test(key))) out = join(out, loose);
  if (isBottom(out) || obj.kind === "class") {
    if (obj.kind === "instance")
      return join(out, classMember(m, f, obj.cls, key, reference(obj), false, site));
    if (obj.kind === "class") {
      // What the class itself stores hides what its bases from outside may have.
      const inherited = classMember(m, f, obj, key, reference(obj), true, site, isBottom(out));
      return join(out, inherited);
    }
    const proto = m.heap.read(obj, "%proto");
    for (const p of proto.refs) out = join(out, loadFrom(m, f, p, key, site));
  }
  return out;
}

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
    if (!isBottom(stored)) return stored;
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
  for (const path of external) out = join(out, extMember(m, f, isStatic ? path : `${path}()`, key, site));
  return out;
}

/** The property by which functions and classes tell their name. */
const isNameKey = (module: ModuleIR, key: string): boolean =>
  module.language === "python" ? key === "__name__" || key === "__qualname__" : key === "name";

function superMember(
  m: Machine,
  f: Frame,
  supers: readonly Value[],
  key: string,
  self: Value,
  site: Site,
): Value {
  let out: Value = BOTTOM;
  for (const s of supers) {
    for (const r of s.refs) {
      if (r.kind === "class") out = join(out, classMember(m, f, r, key, self, false, site));
      else if (r.kind === "ext") out = join(out, extMember(m, f, `${r.path}()`, key, site));
    }
  }
  return out;
}

/** `path.key` outside the tree; `default` is transparent. Reading it may be a source. */
export function extMember(m: Machine, f: Frame, path: string, key: string, site: Site): Value {
  if (key === "default") return reference(m.ext(path));
  if (depthOf(path) > MAX_PATH) return UNKNOWN;
  const next = path === "global" ? `global.${key}` : `${path}.${key}`;
  const known = m.model(f.module.language).constant(next);
  if (known !== undefined) return constant(known);
  const source = m.model(f.module.language).read(next);
  const ref = reference(m.ext(m.model(f.module.language).canonical(next)));
  if (source !== undefined && m.wantedSources.has(source.kind)) {
    return { ...ref, taints: [m.source(source.kind, next, site, undefined, next)] };
  }
  return ref;
}

function depthOf(path: string): number {
  let n = 0;
  for (let i = 0; i < path.length; i++) if (path[i] === ".") n++;
  return n - (path.startsWith("@") || path.includes(".js") ? 1 : 0);
}

function loadExport(m: Machine, f: Frame, ns: NamespaceObj, key: string, site: Site, depth: number): Value {
  let own = m.heap.read(ns, key);
  const getter = m.heap.read(ns, `%getter:${key}`);
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

/** `obj[key]` with a computed key. */
export function loadComputed(m: Machine, f: Frame, from: Value, key: Value, site: Site): Value {
  if (
    key.outcomes !== undefined &&
    key.outcomes.length > 12 &&
    key.outcomes.every((o) => o.tag !== undefined)
  )
    return correlated(m, f, from, key, site);
  const names =
    key.unknown || key.taints.length > 0
      ? undefined
      : key.consts.length > 0 && key.refs.length === 0
        ? key.consts
        : undefined;
  if (names !== undefined && names.length > 0 && names.length <= 12) {
    if (key.outcomes !== undefined && key.outcomes.length <= 512) return correlated(m, f, from, key, site);
    let out: Value = BOTTOM;
    for (const n of names) out = join(out, load(m, f, from, String(n), site));
    return out;
  }
  let out: Value = BOTTOM;
  const outcomes: Outcome[] = [];
  for (const obj of from.refs) {
    if (
      obj.kind === "object" ||
      obj.kind === "array" ||
      obj.kind === "instance" ||
      obj.kind === "namespace" ||
      obj.kind === "class"
    ) {
      out = join(out, m.heap.readAll(obj));
      if (obj.kind !== "array" && key.taints.length > 0) {
        for (const [name, cell] of obj.cells) {
          if (name === "*" || name.startsWith("%") || isBottom(cell.value)) continue;
          outcomes.push({
            value: cell.value,
            facts: key.taints.map((node) => ({
              node,
              fact: {
                test: "equals",
                negated: false,
                against: undefined,
                text: [name],
                label: "property name",
                site,
              },
            })),
          });
        }
      }
      if (obj.kind === "instance")
        for (const c of ancestry(obj.cls).own)
          for (const fn of c.members.values()) out = join(out, reference(fn));
    } else if (obj.kind === "ext")
      out = join(out, typeApplication(m, f, obj, key, site) ?? extMember(m, f, obj.path, "[]", site));
    else if (obj.kind === "typed") out = join(out, UNKNOWN);
  }
  if (from.taints.length > 0) {
    // One variable, by a name that configuration gives, is not the environment.
    const read = key.taints.length > 0 ? from.taints : from.taints.filter((n) => !isEnvironment(n));
    out = join(out, read.length > 0 ? elementTaints(m, read, site) : UNKNOWN);
  }
  if (from.unknown) out = join(out, UNKNOWN);
  if (outcomes.length > 0 && outcomes.length <= 200) return { ...plain(out), outcomes };
  return out;
}

/** Python: `Annotated[str, Field(...)]` keeps its arguments, for those who read schemas. */
function typeApplication(m: Machine, f: Frame, obj: ExtObj, key: Value, site: Site): Value | undefined {
  const list = key.refs.length === 1 ? key.refs[0] : undefined;
  if (
    f.module.language !== "python" ||
    list?.kind !== "array" ||
    obj.path.endsWith("()") ||
    obj.path.endsWith("[]")
  )
    return undefined;
  const made = m.heap.extCall(`${obj.path}[]`, site, f.summary.heapContext, obj.path, undefined);
  for (let i = 0; i < list.length; i++) {
    const args = (made.call as NonNullable<ExtObj["call"]>).args;
    args[i] = join(args[i] ?? BOTTOM, m.heap.read(list, String(i)));
  }
  return reference(made);
}

/** `handlers[t.name]` in a loop over `t`: each element meets its own entry. */
function correlated(m: Machine, f: Frame, from: Value, key: Value, site: Site): Value {
  const outcomes: Outcome[] = (key.outcomes ?? []).map((o) => {
    const names = constStrings(o.value) ?? [];
    let v: Value = BOTTOM;
    for (const n of names) v = join(v, load(m, f, from, n, site));
    return { value: plain(v), facts: o.facts, ...(o.tag ? { tag: o.tag } : {}) };
  });
  return { ...plain(joinAll(outcomes.map((o) => o.value))), outcomes };
}

export function store(m: Machine, f: Frame, target: Value, key: string, value: Value): void {
  for (const obj of target.refs) {
    if (obj.kind === "typed" || obj.kind === "regex" || obj.kind === "super" || obj.kind === "scope")
      continue;
    m.heap.write(obj, key, asStored(m, f, value));
    if (target.refs.length === 1 && (obj.kind === "object" || obj.kind === "instance"))
      setField(f.state, `o${obj.id}.${key}`, plain(value), m.heap.cell(obj, key).version);
  }
  if (target.taints.length === 1 && target.taints[0] !== undefined) {
    setField(f.state, `n${target.taints[0].canon}.${key}`, plain(value));
  }
}

export function storeComputed(
  m: Machine,
  f: Frame,
  target: Value,
  key: Value,
  value: Value,
  site: Site,
  nested = false,
): void {
  if (
    key.outcomes !== undefined &&
    key.outcomes.length > 1 &&
    key.outcomes.every((o) => o.tag !== undefined)
  ) {
    // In a loop over known elements, each is put under its own name.
    for (const o of key.outcomes) storeComputed(m, f, target, o.value, ofElement(value, o.tag), site, nested);
    return;
  }
  const names = key.unknown || key.taints.length > 0 || key.refs.length > 0 ? undefined : key.consts;
  if (names !== undefined && names.length > 0 && names.length <= 12) {
    for (const n of names) store(m, f, target, String(n), value);
    return;
  }
  for (const obj of target.refs)
    if (obj.kind !== "typed" && obj.kind !== "regex" && obj.kind !== "super") m.heap.write(obj, "*", value);
  if (!nested) return;
  for (const node of key.taints) {
    const row = { call: "[]=", arg: 0, kind: "property-key", label: "computed property write" } as const;
    m.recordHit({ row, path: "[]=", site, summary: f.summary, node, facts: f.state.facts });
  }
}
