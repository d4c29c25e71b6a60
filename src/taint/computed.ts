/** Properties by a computed key: `handlers[name]`, `out[key] = value`. */

import { argsOf } from "./call.js";
import { elementTaints } from "./collections.js";
import { ancestry } from "./definitions.js";
import { inClosure } from "./elements.js";
import { callExternal } from "./external.js";
import { isOneOf } from "./fact.js";
import { type Fact, type FactDelta, factsAbout } from "./facts.js";
import { environmentVariable, variableNamed } from "./inside.js";
import type { Node, Op } from "./lineage.js";
import type { Frame, Machine } from "./machine.js";
import { extMember } from "./members.js";
import { placed } from "./positions.js";
import { load, store } from "./properties.js";
import { ownModule } from "./reflection.js";
import { isEnvironment } from "./secrets.js";
import type { Site } from "./site.js";
import { trapped } from "./stand-ins.js";
import { asStored } from "./stored.js";
import type { Summary } from "./summary.js";
import {
  BOTTOM,
  constStrings,
  type ExtObj,
  isBottom,
  join,
  joinAll,
  MAX_LISTED,
  NO_ENTRY,
  type Obj,
  type Outcome,
  ofElement,
  plain,
  reference,
  UNDEFINED,
  UNKNOWN,
  type Value,
} from "./values.js";

/** What a library's own collection does with what is put into it: `server.handlers[Request] = answer`. */
function putInto(m: Machine, f: Frame, obj: ExtObj, key: Value, value: Value, site: Site): void {
  const path = `${obj.path}.__setitem__`;
  const models = m.model(f.module.language);
  if (models.call(models.canonical(path)) === undefined) return;
  callExternal(m, f, m.ext(path), reference(obj), argsOf([key, value]), site, {});
}

/** `obj[key]` with a computed key; `shift` as in positions.ts. */
export function loadComputed(
  m: Machine,
  f: Frame,
  from: Value,
  key: Value,
  site: Site,
  shift?: string,
): Value {
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
    if (key.outcomes !== undefined && key.outcomes.length <= MAX_LISTED)
      return correlated(m, f, from, key, site);
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
      const told = obj.kind === "object" ? trapped(m, f, obj, key, site) : undefined;
      if (told !== undefined) {
        out = join(out, told);
        continue;
      }
      const named = obj.kind === "array" || key.taints.length === 0 ? [] : entriesNamed(m, obj, key, site);
      outcomes.push(...named);
      if (named.length > 0 && key.taints.every(isMadeName)) {
        out = join(out, joinAll([m.heap.read(obj, "*"), ...named.map((o) => o.value)]));
        continue;
      }
      out = join(out, placed(m.lineage, m.heap.readAll(obj), shift, site));
      if (obj.kind === "instance")
        for (const c of ancestry(obj.cls).own)
          for (const fn of c.members.values()) out = join(out, reference(fn));
    } else if (obj.kind === "ext")
      out = join(
        out,
        namedModule(m, f, obj, key) ??
          typeApplication(m, f, obj, key, site) ??
          extMember(m, f, obj.path, "[]", site),
      );
    else if (obj.kind === "typed") out = join(out, UNKNOWN);
  }
  if (from.taints.length > 0) {
    const environment = from.taints.some(isEnvironment);
    const listed = environment ? listedNames(f, key) : undefined;
    for (const name of listed ?? []) out = join(out, environmentVariable(m, name, site));
    // One variable, by a name that configuration gives or that was looked for in a list, is not the environment.
    const open = key.taints.length > 0 && listed === undefined;
    // `env = process.env` is the environment also where a caller hands it on, or something else.
    const handed = from.taints.filter(isOptional);
    const others = from.taints.filter((n) => !isEnvironment(n) && !handed.includes(n));
    const whole = open ? from.taints.filter(isEnvironment) : [];
    const named = [...whole, ...handed];
    if (named.length > 0) out = join(out, variableNamed(m, named, open ? key.taints : [], site));
    if (others.length > 0) out = join(out, elementTaints(m, others, site, shift));
    else if (named.length === 0) out = join(out, UNKNOWN);
  }
  if (from.unknown) out = join(out, UNKNOWN);
  const known = out.taints.length === 0 && !out.unknown && !isBottom(out);
  // A table has nothing for every other name that a caller may choose. Python raises instead.
  const lacks =
    known && (out.consts.length === 0 || (key.taints.length > 0 && f.module.language !== "python"));
  if (outcomes.length === 0 || outcomes.length > MAX_LISTED)
    return lacks && key.taints.length > 0 && out.refs.length === 0 ? join(out, UNDEFINED) : out;
  if (lacks) return { ...join(plain(out), NO_ENTRY.value), outcomes: [...outcomes, NO_ENTRY] };
  return { ...plain(out), outcomes };
}

/** Is it a parameter with a default, as it was given? */
function isOptional({ op, root }: Node): boolean {
  if (op !== undefined || root.kind !== "param") return false;
  return (root.owner as Summary).fn.fn.params[Number(root.position)]?.hasDefault === true;
}

/** The constants of which a name is known to be one, on this way. */
function listedNames(f: Frame, key: Value): readonly string[] | undefined {
  if (key.taints.length === 0 || key.unknown) return undefined;
  const names: string[] = [];
  for (const node of key.taints) {
    let own: Fact | undefined;
    for (const d of factsAbout(f.state.facts, node.root))
      if (d.node.canon === node.canon && isOneOf(d.fact) && d.fact.options === undefined) own = d.fact;
    if (own?.text === undefined) return undefined;
    names.push(...own.text);
  }
  return names;
}

/** Is the name put together, with something constant around what the caller chose? */
const isMadeName = ({ op }: Node): boolean => op?.op === "concat" && op.before + op.after !== "";

/** What an object has under a name that is looked up, and which name that is then. */
function entriesNamed(m: Machine, obj: Exclude<Obj, { kind: "array" }>, key: Value, site: Site): Outcome[] {
  const out: Outcome[] = [];
  const add = (name: string, value: Value): void => {
    const facts = key.taints.flatMap((node) => nameFact(node, name, site));
    if (facts.length > 0) out.push({ value, facts });
  };
  for (const [name, cell] of m.heap.entries(obj))
    if (name !== "*" && !name.startsWith("%") && !isBottom(cell.value)) add(name, cell.value);
  // Methods, where the name says which ones are meant (`handle_${name}`).
  if (obj.kind === "instance" && key.taints.every(isMadeName))
    for (const c of ancestry(obj.cls).own)
      for (const [member, fn] of c.members) {
        const name = /^im:(.*)$/.exec(member)?.[1];
        if (
          name !== undefined &&
          !out.some((o) => o.value.refs.some((r) => r.kind === "fn" && r.fn.name === name))
        )
          add(name, reference(fn));
      }
  return out;
}

/**
 * That the value is this name; of a name that is put together, that its part is what has to stand there. None where
 * that cannot be.
 */
function nameFact(node: Node, name: string, site: Site): FactDelta[] {
  const { op, parent } = node;
  if (parent !== undefined && op?.op === "concat" && isMadeName(node)) {
    const { before, after } = op;
    if (!/[\uFFFB\uFFFC]/.test(before + after)) {
      const fits =
        name.startsWith(before) && name.endsWith(after) && name.length > before.length + after.length;
      return fits ? nameFact(parent, name.slice(before.length, name.length - after.length), site) : [];
    }
  }
  const replaced = parent === undefined ? undefined : replacedText(op);
  if (parent !== undefined && replaced !== undefined)
    // Either form may be what was sent.
    return nameFact(parent, name.replaceAll(replaced.by, replaced.pattern), site);
  const fact = {
    test: "equals",
    negated: false,
    against: undefined,
    text: [name],
    label: "property name",
    site,
  } as const;
  return [{ node, fact }];
}

/** `name.replace("-", "_")`: what stood there, and what stands there now. */
function replacedText(op: Op | undefined): { readonly pattern: string; readonly by: string } | undefined {
  if (op?.op !== "flow" || op.flow !== "replace" || op.detail === undefined) return undefined;
  const [pattern, by] = JSON.parse(op.detail) as [unknown, unknown];
  const plainText = typeof pattern === "string" && !/^\/.*\/[a-z]*$/s.test(pattern);
  return plainText && pattern !== "" && typeof by === "string" && by !== "" ? { pattern, by } : undefined;
}

/** Python: `sys.modules[__name__]` is the module itself. */
function namedModule(m: Machine, f: Frame, obj: ExtObj, key: Value): Value | undefined {
  const own = obj.path === "sys.modules" && key.refs.length === 1 ? key.refs[0] : undefined;
  return own?.kind === "ext" && own.path === "builtins.__name__" ? ownModule(m, f) : undefined;
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

export function storeComputed(
  m: Machine,
  f: Frame,
  target: Value,
  key: Value,
  value: Value,
  site: Site,
): void {
  if (
    key.outcomes !== undefined &&
    key.outcomes.length > 0 &&
    key.outcomes.every((o) => o.tag !== undefined)
  ) {
    // In a loop over known elements, each is put under its own name, and a function made there sees its own element.
    for (const o of key.outcomes) {
      const own = ofElement(value, o.tag);
      storeComputed(m, f, target, o.value, o.tag === undefined ? own : inClosure(m, f, own, o.tag), site);
    }
    return;
  }
  const names = key.unknown || key.taints.length > 0 || key.refs.length > 0 ? undefined : key.consts;
  if (names !== undefined && names.length > 0 && names.length <= 12) {
    for (const n of names) store(m, f, target, String(n), value);
    return;
  }
  const stored = asStored(m, f, value);
  for (const obj of target.refs) if (obj.kind === "ext") putInto(m, f, obj, key, value, site);
  for (const obj of target.refs)
    if (obj.kind !== "typed" && obj.kind !== "regex" && obj.kind !== "super") m.heap.write(obj, "*", stored);
}
