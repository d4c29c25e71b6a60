/**
 * Tools recognised by the object that defines them, when no registration call was resolved: an object with
 * a name, a schema and a handler; a class with a name and a method that executes.
 */

import { callFunction, NO_ARGS } from "../taint/call.js";
import { ancestry, memberKey } from "../taint/definitions.js";
import type { Frame, Machine } from "../taint/machine.js";
import { load } from "../taint/properties.js";
import type { Site } from "../taint/site.js";
import {
  BOTTOM,
  type ClassObj,
  constStrings,
  type DataObj,
  type FnObj,
  isBottom,
  join,
  type Obj,
  reference,
  type Value,
} from "../taint/values.js";
import { unwrapped } from "../taint/wrapped.js";
import type { Entity } from "./entity.js";
import { typedInstance } from "./unknown.js";

const NAME = ["name", "title"];
const SCHEMA = [
  "inputSchema",
  "parameters",
  "schema",
  "paramsSchema",
  "argsSchema",
  "params",
  "argsShape",
  "parametersSchema",
  "input_schema",
];
/** Where an entry of a registry keeps what defines its tool. */
const DEFINITION = [
  ...SCHEMA,
  "definition",
  "toolDefinition",
  "def",
  "tool",
  "spec",
  "metadata",
  "declaration",
];
const HANDLER = ["handler", "execute", "handle", "call", "cb", "callback", "logic", "run", "exec", "invoke"];

function cellOf(obj: Obj, keys: readonly string[]): Value | undefined {
  for (const k of keys) {
    const v = obj.cells.get(k)?.value;
    if (v !== undefined && !isBottom(v)) return v;
  }
  return undefined;
}

/**
 * Objects that define a tool whose handler nothing has run yet. Where nothing is registered at all (`alone`), the
 * program answers the protocol by itself, and what it runs for a message it has read is a handler all the same.
 */
export function* toolObjects(m: Machine, alone: boolean): Generator<[string, Entity]> {
  for (const obj of m.heap.objects()) {
    if (obj.kind !== "object" || obj.site === undefined) continue;
    const cell = cellOf(obj, HANDLER);
    const handler = cell === undefined ? undefined : unwrapped(m, cell);
    const open = (r: Obj): boolean => r.kind === "fn" && (alone || !m.visited.has(r.fn));
    if (handler === undefined || !handler.refs.some(open)) continue;
    const schema = cellOf(obj, SCHEMA);
    const holder = cellOf(obj, DEFINITION)?.refs.find(
      (r) =>
        r.kind === "object" &&
        cellOf(r, NAME) !== undefined &&
        cellOf(r, ["inputSchema", "description"]) !== undefined,
    );
    const name = cellOf(obj, NAME) ?? (holder === undefined ? undefined : cellOf(holder, NAME));
    if (holder === undefined && schema === undefined) continue;
    if (name === undefined || constStrings(name) === undefined) continue;
    yield [
      `object ${obj.id}`,
      entityOf(obj, name, holder === undefined ? schema : cellOf(holder, SCHEMA), handler, holder ?? obj),
    ];
  }
}

function entityOf(obj: DataObj, name: Value, schema: Value | undefined, handler: Value, texts: Obj): Entity {
  const description = cellOf(texts, ["description"]);
  const names = constStrings(name);
  return {
    kind: "tool",
    name: names?.length === 1 ? names[0] : undefined,
    description: description === undefined ? undefined : constStrings(description)?.[0],
    annotations: cellOf(texts, ["annotations"]),
    schema,
    enforced: true,
    handler,
    input: inputOf(handler),
    site: obj.site as NonNullable<DataObj["site"]>,
    ...(description === undefined ? {} : { said: [description] }),
  };
}

/** Which handler parameter holds the arguments: the one that is destructured or named like it. */
function inputOf(handler: Value): string {
  for (const r of handler.refs) {
    if (r.kind !== "fn") continue;
    const at = r.fn.params.findIndex((p) =>
      /^(args?|params?|input|arguments|%arg\d+|parameters|toolArgs|request|req)$/.test(p.name),
    );
    if (at > 0) return String(at);
    if (at === 0 && /^(request|req)$/.test(r.fn.params[0]?.name ?? "") && r.fn.params.length > 1)
      return "0.params";
  }
  return "0";
}

/** Methods that run a tool, where a class is one. */
const CLASS_HANDLER = [...HANDLER, "apply", "_run"];
/** As many classes with a common base called Tool are tools, whatever they say of themselves. */
const FAMILY = 3;

/**
 * Classes that define a tool: a name, and an execute-like method that nothing has called. Not those of which the tool of
 * that name is one of the `known` ones, and does without the method what the method does.
 */
export function* toolClasses(
  m: Machine,
  frame: Frame,
  known: ReadonlySet<string | undefined>,
): Generator<[string, Entity]> {
  const classes = [...m.classObjects.values()].flatMap((cls) => {
    const found = methodToRun(m, cls);
    return found === undefined ? [] : [{ cls, ...found }];
  });
  const candidates = classes.filter((c) => !c.reached);
  const inFamily = (base: ClassObj) => candidates.filter((c) => c.bases.includes(base)).length >= FAMILY;
  for (const { cls, method, bases, reached } of classes) {
    // A call through the base reaches some of a family; the others show that clients call them all.
    if (reached && !bases.some(inFamily)) continue;
    const self = typedInstance(m, frame, cls);
    const site = m.site(cls.module, cls.cls.span);
    const name = nameOf(m, frame, self, site);
    if (name !== undefined && known.has(name) && handsOn(m, cls, method)) continue;
    const schema = SCHEMA.map((k) => load(m, frame, self, k, site)).find((v) =>
      v.refs.some((r) => r.kind === "object" || r.kind === "ext"),
    );
    if (name === undefined && schema === undefined && !bases.some(inFamily)) continue;
    const described = constStrings(load(m, frame, self, "description", site));
    const handler = join(BOTTOM, reference(m.heap.boundFn(site, cls.id, method, self, [])));
    yield [
      `class ${cls.id}`,
      {
        kind: "tool",
        name,
        description: described?.[0] ?? method.fn.docstring ?? cls.cls.docstring,
        annotations: undefined,
        schema,
        enforced: true,
        handler,
        input: cls.module.language === "python" ? pythonInput(method) : inputOf(handler),
        site,
      },
    ];
  }
}

interface ToolMethod {
  readonly method: FnObj;
  /** Something has called it already. */
  readonly reached: boolean;
  /** Bases of the tree that are called Tool. */
  readonly bases: readonly ClassObj[];
}

/** The execute-like method of a class of tools: one that nothing has called yet, if there is one. */
function methodToRun(m: Machine, cls: ClassObj): ToolMethod | undefined {
  const { own, external } = ancestry(cls);
  if (!/tool/i.test([...own.map((c) => c.cls.name), ...external].join(" "))) return undefined;
  const methods = CLASS_HANDLER.flatMap((h) => {
    const key = memberKey("method", false, h);
    return own.find((c) => c.members.has(key))?.members.get(key) ?? [];
  });
  const method = methods.find((each) => !m.visited.has(each.fn)) ?? methods[0];
  if (method === undefined || method.fn.params.length === 0 || isAbstract(method.fn)) return undefined;
  const bases = own.slice(1).filter((c) => /tool(base)?$/i.test(c.cls.name));
  return { method, reached: m.visited.has(method.fn), bases };
}

/** Does the method hand what it is given on to another one that something else has called already (`run`, `run_impl`)? */
function handsOn(m: Machine, cls: ClassObj, { fn }: FnObj): boolean {
  const { own } = ancestry(cls);
  const variables = new Set(fn.params.map((p) => p.variable));
  const instrs = fn.blocks.flatMap((b) => b.instrs);
  const given = new Set(
    instrs.flatMap((i) =>
      i.op === "getvar" && i.ref.depth === 0 && variables.has(i.ref.index) ? [i.dst] : [],
    ),
  );
  return instrs.some((i) => {
    if (i.op !== "call" || i.method === undefined || !i.args.some((arg) => given.has(arg.value)))
      return false;
    const key = memberKey("method", false, i.method);
    const method = own.find((c) => c.members.has(key))?.members.get(key);
    return method !== undefined && method.fn !== fn && m.visited.has(method.fn);
  });
}

/** The constant name that an instance has, or that it tells when asked. */
function nameOf(m: Machine, frame: Frame, self: Value, site: Site): string | undefined {
  for (const key of ["name", "getName", "get_name"]) {
    const member = load(m, frame, self, key, site);
    const told = member.refs.flatMap((r) =>
      r.kind === "fn" ? [callFunction(m, frame, r, self, NO_ARGS, site)] : [],
    );
    for (const v of [member, ...told]) {
      const names = constStrings({ ...v, refs: [], unknown: false, taints: [] });
      if (names?.length === 1 && names[0] !== "") return names[0];
    }
  }
  return undefined;
}

/** Python: a single parameter called like one holds all arguments; else each parameter is one. */
function pythonInput(method: FnObj): string {
  const { params } = method.fn;
  const [only] = params;
  return params.length === 1 && /^(args?|arguments|params?|input|kwargs|request)$/.test(only?.name ?? "")
    ? "0"
    : "kwargs";
}

function isAbstract(fn: { readonly blocks: readonly { readonly instrs: readonly unknown[] }[] }): boolean {
  return fn.blocks.every((b) => b.instrs.length === 0);
}
