/**
 * Tools recognised by the object that defines them, when no registration call was resolved: an object with
 * a name, a schema and a handler; a class with a name and a method that executes.
 */

import { ancestry, memberKey } from "../taint/definitions.js";
import type { Frame, Machine } from "../taint/machine.js";
import { load } from "../taint/properties.js";
import {
  BOTTOM,
  constStrings,
  type DataObj,
  isBottom,
  join,
  type Obj,
  reference,
  type Value,
} from "../taint/values.js";
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
const HANDLER = ["handler", "execute", "handle", "call", "cb", "callback", "logic", "run", "exec", "invoke"];

function cellOf(obj: Obj, keys: readonly string[]): Value | undefined {
  for (const k of keys) {
    const v = obj.cells.get(k)?.value;
    if (v !== undefined && !isBottom(v)) return v;
  }
  return undefined;
}

/** Objects that define a tool whose handler nothing has run yet. */
export function* toolObjects(m: Machine): Generator<[string, Entity]> {
  for (const obj of m.heap.objects()) {
    if (obj.kind !== "object" || obj.site === undefined) continue;
    const handler = cellOf(obj, HANDLER);
    if (handler === undefined || !handler.refs.some((r) => r.kind === "fn" && !m.visited.has(r.fn))) continue;
    const inner = cellOf(obj, SCHEMA);
    const holder = inner?.refs.find(
      (r) =>
        r.kind === "object" &&
        cellOf(r, NAME) !== undefined &&
        cellOf(r, ["inputSchema", "description"]) !== undefined,
    );
    const name = cellOf(obj, NAME) ?? (holder === undefined ? undefined : cellOf(holder, NAME));
    if (inner === undefined || name === undefined || constStrings(name) === undefined) continue;
    yield [
      `object ${obj.id}`,
      entityOf(obj, name, holder === undefined ? inner : cellOf(holder, SCHEMA), handler, holder ?? obj),
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

/** Classes that define a tool: a name, and an execute-like method that nothing has called. */
export function* toolClasses(m: Machine, frame: Frame): Generator<[string, Entity]> {
  for (const cls of [...m.classObjects.values()]) {
    const { own, external } = ancestry(cls);
    const lineage = [...own.map((c) => c.cls.name), ...external].join(" ");
    if (!/tool/i.test(lineage)) continue;
    const key = HANDLER.map((h) => memberKey("method", false, h)).find((k) =>
      own.some((c) => c.members.has(k) && !m.visited.has(c.members.get(k)?.fn as never)),
    );
    if (key === undefined) continue;
    const owner = own.find((c) => c.members.has(key));
    const method = owner?.members.get(key);
    if (method === undefined || method.fn.params.length === 0 || isAbstract(method.fn)) continue;
    const self = typedInstance(m, frame, cls);
    const site = m.site(cls.module, cls.cls.span);
    const name = load(m, frame, self, "name", site);
    const names = constStrings({ ...name, unknown: false, taints: [] });
    const schema = SCHEMA.map((k) => load(m, frame, self, k, site)).find((v) =>
      v.refs.some((r) => r.kind === "object" || r.kind === "ext"),
    );
    if (names === undefined && schema === undefined) continue;
    const description = constStrings(load(m, frame, self, "description", site));
    const handler = join(BOTTOM, reference(m.heap.boundFn(site, cls.id, method, self, [])));
    yield [
      `class ${cls.id}`,
      {
        kind: "tool",
        name: names?.length === 1 ? names[0] : undefined,
        description: description?.[0],
        annotations: undefined,
        schema,
        enforced: true,
        handler,
        input: inputOf(handler),
        site,
      },
    ];
  }
}

function isAbstract(fn: { readonly blocks: readonly { readonly instrs: readonly unknown[] }[] }): boolean {
  return fn.blocks.every((b) => b.instrs.length === 0);
}
