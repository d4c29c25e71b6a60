/**
 * Reading and writing properties: own cells, class members through the inheritance chain, external
 * access paths, declared types, and properties of tainted values.
 */

import { callFunction, NO_ARGS } from "./call.js";
import { dottedLength } from "./dotted.js";
import { howMany } from "./emptiness.js";
import { environmentVariable } from "./inside.js";
import { lacks, type Node, type Op } from "./lineage.js";
import type { Frame, Machine } from "./machine.js";
import { classMember, extMember, isDeclared, isNameKey, loadExport, superMember } from "./members.js";
import { answeredName } from "./operator-methods.js";
import { placed } from "./positions.js";
import { modelledProperty } from "./property-models.js";
import { withOwnTerms } from "./returned.js";
import { isEnvironment } from "./secrets.js";
import { runSetter } from "./setters.js";
import type { Site } from "./site.js";
import { trapped } from "./stand-ins.js";
import { setField } from "./state.js";
import { asStored } from "./stored.js";
import type { Summary } from "./summary.js";
import { typedMember } from "./typed.js";
import { orStoredElsewhere } from "./unset.js";
import {
  BOTTOM,
  type ClassObj,
  constant,
  type DataObj,
  type FnObj,
  type InstanceObj,
  isBottom,
  isNoEntry,
  join,
  joinAll,
  MAX_LISTED,
  type Obj,
  type Outcome,
  plain,
  reference,
  UNDEFINED,
  UNKNOWN,
  type Value,
} from "./values.js";

/** Properties that are numbers or flags whatever they are read from. */
const MEASURES = new Set(["length", "size", "byteLength"]);

export function load(m: Machine, f: Frame, from: Value, key: string, site: Site): Value {
  if (from.outcomes !== undefined && from.outcomes.length <= MAX_LISTED) {
    const there = from.outcomes.filter((o) => !isNoEntry(o));
    const outcomes: Outcome[] = there.map((o) => ({
      value: loadPlain(m, f, o.value, key, site),
      facts: o.facts,
      ...(o.tag ? { tag: o.tag } : {}),
    }));
    return { ...plain(joinAll(outcomes.map((o) => o.value))), outcomes };
  }
  return loadPlain(m, f, from, key, site);
}

function loadPlain(m: Machine, f: Frame, from: Value, key: string, site: Site): Value {
  const filled = key === "length" ? (howMany(f.state, from) ?? dottedLength(m, from, site)) : undefined;
  if (filled !== undefined) return filled;
  if (from.refs.length > 0) {
    const modelled = modelledProperty(m, f, from, key, site);
    if (modelled !== undefined) return modelled;
  }
  const parts: Value[] = from.refs.map((obj) => loadFrom(m, f, obj, key, site));
  const direct: Node[] = [];
  const { fields } = f.state;
  for (const node of from.taints) {
    if (lacks(node, key) || (MEASURES.has(key) && !isArguments(node.bare ?? node))) continue;
    if (isEnvironment(node)) {
      parts.push(environmentVariable(m, key, site));
      continue;
    }
    const known = fields.size === 0 ? undefined : fields.get(`n${node.canon}.${key}`);
    if (known !== undefined) parts.push(known.value);
    // The parts of a parsed URL were replaced by encoded ones: the text made of it is encoded.
    else if ((key === "href" || key === "toString") && rebuilt(f, node))
      direct.push(m.lineage.extend(node, ENCODED_PARTS, site));
    else if ((key === "href" || key === "toString") && withoutPassword(f, node))
      direct.push(m.lineage.extend(node, MASKED_PASSWORD, site));
    else direct.push(m.lineage.prop(node, key, undefined));
  }
  if (direct.length > 0) parts.push({ refs: [], consts: [], taints: direct, unknown: false });
  if (from.unknown || MEASURES.has(key)) parts.push(UNKNOWN);
  const out = joinAll(parts);
  if (isBottom(out) && key === "value" && f.module.language === "python" && from.consts.length > 0)
    return plain(from); // plain text has no such attribute: it is a member of an enumeration
  // Or something else that was made of the text, such as a network.
  if (isBottom(out) && f.module.language === "python" && from.consts.some((c) => typeof c === "string"))
    return UNKNOWN;
  if (isBottom(out)) return from.refs.length > 0 || from.consts.length > 0 ? UNDEFINED : BOTTOM;
  return out;
}

const ENCODED_PARTS: Op = { op: "flow", flow: "url-encode-uri", label: "encoded parts" };

const MASKED_PASSWORD: Op = { op: "flow", flow: "masked", label: "password" };

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

/** Was the password of a parsed URL overwritten on this way by something that the program says? */
function withoutPassword(f: Frame, node: Node): boolean {
  const set = f.state.fields.get(`n${node.canon}.password`)?.value;
  return set !== undefined && set.consts.length > 0 && set.taints.length === 0;
}

/** `below` are the objects whose prototypes led here: a program can make them go round in a circle. */
function loadFrom(m: Machine, f: Frame, obj: Obj, key: string, site: Site, below?: Set<Obj>): Value {
  switch (obj.kind) {
    case "object":
    case "array":
    case "instance":
    case "class": {
      const { fields } = f.state;
      const fresh = fields.size === 0 ? undefined : fields.get(`o${obj.id}.${key}`);
      if (fresh !== undefined && fresh.version === m.heap.cell(obj, key).version) return fresh.value;
      const own = withOwnTerms(m, f, loadOwn(m, f, obj, key, site, below));
      return orStoredElsewhere(m, f.module, obj, key, own);
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
      // A decorator is given the method in the place of the prototype that it stands in.
      if (key === "constructor" && isBottom(own) && obj.fn.cls !== undefined) return classOf(m, obj);
      return isBottom(own) && isNameKey(obj.module, key) ? constant(obj.fn.name) : own;
    }
    default:
      return UNKNOWN;
  }
}

/** The class that a method belongs to. */
function classOf(m: Machine, { module, fn }: FnObj): Value {
  const cls = fn.cls === undefined ? undefined : module.classes[fn.cls];
  const known = cls === undefined ? undefined : m.classObjects.get(cls);
  return known === undefined ? BOTTOM : reference(known);
}

/** Python: `words[-1]`. Where a list has grown, any of its elements may be there. */
function fromTheEnd(m: Machine, list: DataObj, index: number): Value {
  const loose = m.heap.read(list, "*");
  if (!isBottom(loose)) return m.heap.readAll(list);
  return m.heap.read(list, String(list.length + index));
}

function loadOwn(
  m: Machine,
  f: Frame,
  obj: DataObj | InstanceObj | ClassObj,
  key: string,
  site: Site,
  below?: Set<Obj>,
): Value {
  if (obj.kind === "array" && /^-\d+$/.test(key)) return fromTheEnd(m, obj, Number(key));
  let out = m.heap.read(obj, key);
  const getter = m.heap.getter(obj, key);
  for (const g of getter.refs)
    if (g.kind === "fn") out = join(out, callFunction(m, f, g, reference(obj), NO_ARGS, site));
  // What was stored under computed names hides nothing that a class or prototype has for sure.
  const named = !isBottom(out);
  const loose = m.heap.read(obj, "*");
  // A list literal keeps its positions; what was appended is in "*". Nobody hides a method under a computed name.
  const cls = obj.kind === "instance" ? obj.cls : obj.kind === "class" ? obj : undefined;
  if (!isBottom(loose) && !(cls !== undefined && isDeclared(cls, key))) {
    // What is checked of the value under one name says nothing of the one under another.
    const told = obj.kind === "object" ? trapped(m, f, obj, constant(key), site) : undefined;
    if (told !== undefined) out = join(out, told);
    else if (obj.kind !== "array") out = join(out, placed(m.lineage, loose, `.${key}`, undefined));
    else if (/^\d+$/.test(key)) out = join(out, loose);
  }
  if (!named || obj.kind === "class") {
    if (obj.kind === "instance") {
      const member = join(out, classMember(m, f, obj.cls, key, reference(obj), false, site));
      return isBottom(member) ? answeredName(m, f, obj, key, site) : member;
    }
    if (obj.kind === "class") {
      // What the class itself stores hides what its bases from outside may have.
      const inherited = classMember(m, f, obj, key, reference(obj), true, site, isBottom(out));
      return join(out, inherited);
    }
    const proto = m.heap.read(obj, "%proto");
    const met = proto.refs.length === 0 ? undefined : (below ?? new Set<Obj>()).add(obj);
    for (const p of proto.refs) if (!met?.has(p)) out = join(out, loadFrom(m, f, p, key, site, met));
  }
  return out;
}

/** Does a property that is set become a part of what a library's object stands for (`url.hostname = host`)? */
const becomesPart = (m: Machine, f: Frame, path: string, key: string): boolean =>
  m
    .model(f.module.language)
    .call(`${path}.${key}=`)
    ?.flows.some((row) => row.to === "this") === true;

export function store(m: Machine, f: Frame, target: Value, key: string, value: Value, site?: Site): void {
  for (const obj of target.refs) {
    if (obj.kind === "typed" || obj.kind === "regex" || obj.kind === "super" || obj.kind === "scope")
      continue;
    if (site !== undefined && runSetter(m, f, obj, key, value, site)) continue;
    m.heap.write(obj, key, asStored(m, f, value));
    if (obj.kind === "ext" && becomesPart(m, f, obj.path, key)) m.heap.write(obj, "*", asStored(m, f, value));
    if (target.refs.length === 1 && (obj.kind === "object" || obj.kind === "instance"))
      setField(f.state, `o${obj.id}.${key}`, plain(value), m.heap.cell(obj, key).version);
  }
  if (target.taints.length === 1 && target.taints[0] !== undefined) {
    setField(f.state, `n${target.taints[0].canon}.${key}`, plain(value));
  }
}
