import type { Param } from "../ir/types.js";
import { callFunction } from "../taint/call.js";
import { declaredSchema } from "../taint/declared-schema.js";
import type { Node } from "../taint/lineage.js";
import type { CallArgs, Frame, Machine } from "../taint/machine.js";
import {
  BOTTOM,
  constant,
  type FnObj,
  joinAll,
  type Obj,
  reference,
  tainted,
  UNKNOWN,
  type Value,
} from "../taint/values.js";
import type { Entity } from "./entity.js";
import { injected, parameterValue } from "./handler-parameters.js";
import { runSchemaFunctions } from "./schema-functions.js";

const only = (positional: readonly Value[], names = new Map<string, Value>()): CallArgs => ({
  positional,
  names,
  rest: undefined,
  kwRest: undefined,
});

/** Runs one entity's handlers; returns the joined result. */
export function runEntity(m: Machine, entity: Entity, frame: Frame): Value {
  let out: Value = BOTTOM;
  if (entity.handler === undefined) return out;
  const source = sourceOf(m, entity, frame);
  if (entity.enforced) runSchema(m, entity, frame, source);
  for (const r of entity.handler.refs) {
    const fn = handlerFunction(r);
    if (fn === undefined) continue;
    if (entity.kind === "tool" || entity.kind === "call" || entity.kind === "resource")
      m.answering.set(fn.fn, { kind: "tool-result", label: entity.name ?? fn.fn.name });
    // What one call of a tool has established says nothing of the next call, of whatever tool.
    const { facts } = frame.state;
    const ret = callFunction(
      m,
      frame,
      fn,
      fn.self ?? UNKNOWN,
      argumentsFor(m, frame, entity, fn, source),
      entity.site,
    );
    frame.state.facts = facts;
    out =
      out === BOTTOM
        ? ret
        : { ...out, refs: [...out.refs, ...ret.refs.filter((x) => !out.refs.includes(x))] };
  }
  return out;
}

/**
 * The functions of the schema get what was sent as it is: a source of its own, of which the schema says nothing but what
 * it has asked for by then.
 */
function runSchema(m: Machine, entity: Entity, frame: Frame, { root }: Node): void {
  if (root.kind !== "source" || root.source.schema === undefined) return;
  const { kind, label, site } = root.source;
  const before: Entity = { ...entity, enforced: false };
  const sent = m.source(kind, label, site, before, `sent|${root.id}`);
  runSchemaFunctions(m, frame, root.source.schema as Value, tainted([sent]), site);
}

function handlerFunction(r: Obj): FnObj | undefined {
  return r.kind === "fn" ? r : undefined;
}

function sourceOf(m: Machine, entity: Entity, frame: Frame): Node {
  if (entity.source === undefined) {
    const kind =
      entity.kind === "resource"
        ? "resource-input"
        : entity.kind === "prompt" || entity.kind === "request"
          ? "prompt-input"
          : "tool-input";
    const key = `${entity.kind}|${entity.name ?? "?"}|${entity.handler?.refs.map((r) => r.id).join(",") ?? ""}`;
    entity.source = m.source(
      kind,
      entity.name ?? "",
      entity.site,
      entity,
      key,
      entity.schema ?? signatureOf(m, entity, frame),
    );
  }
  return entity.source;
}

/** Python: the parameters of the handler are the schema, with the values of their annotations. */
function signatureOf(m: Machine, entity: Entity, frame: Frame): Value | undefined {
  if (entity.input !== "kwargs") return undefined;
  const handler = entity.handler?.refs.map(handlerFunction).find((x) => x !== undefined);
  if (handler === undefined) return undefined;
  const fn = described(m, handler);
  const signature = m.heap.data("object", entity.site, `sig${fn.id}`);
  for (const p of fn.fn.params)
    m.heap.write(signature, p.name, declaredSchema(m, frame, fn, p, entity.site, entity.source?.id ?? 0));
  return reference(signature);
}

function argumentsFor(m: Machine, frame: Frame, entity: Entity, fn: FnObj, source: Node): CallArgs {
  const value = tainted([source]);
  const bound = fn.bound?.length ?? 0;
  const params = fn.fn.params.slice(bound);
  const unknowns = params.map((p) => given(m, fn, p, entity.context));
  const input = entity.input;
  if (input === "none") return only(unknowns);
  if (input === "kwargs") return keywordArguments(m, frame, fn, source);
  if (input === "request") return only([requestValue(m, entity, source), ...unknowns.slice(1)]);
  const [form = "", ...places] = input.split(" ");
  if (places.length > 0) return byHand(m, entity, source, form, places.map(Number), unknowns);
  if (input === "name-arguments" || (entity.kind === "call" && input === "1")) {
    return only([tainted([nameSource(m, entity)]), value, ...unknowns.slice(2)]);
  }
  if (input === "0.params" || input.startsWith("0.params")) {
    const request = m.heap.data("object", entity.site, `req${source.id}`);
    m.heap.write(request, "params", value);
    return only([reference(request), ...unknowns.slice(1)]);
  }
  const positional = [...unknowns];
  for (const alt of input.split("|")) {
    const [at, ...path] = alt.split(".");
    const i = Number(at);
    if (!Number.isInteger(i)) continue;
    while (positional.length <= i) positional.push(UNKNOWN);
    if (path.length === 0) positional[i] = value;
    else positional[i] = nested(m, entity, path, value);
    // The parameters of a call say which tool it is for, too.
    if (entity.kind === "call" && path.at(-1) === "arguments")
      for (const obj of (positional[i] as Value).refs)
        m.heap.write(obj, "name", tainted([nameSource(m, entity)]));
  }
  return only(positional);
}

/** A parameter that is no argument: what its type says, or what the library hands to all handlers. */
function given(m: Machine, fn: FnObj, p: Param, context: string | undefined): Value {
  const v = injected(m, fn, p);
  return v === UNKNOWN && context !== undefined ? reference(m.ext(context)) : v;
}

/** Python: arguments by the handler's parameters; a wrapper of any arguments gets those of what it wraps. */
function keywordArguments(m: Machine, frame: Frame, fn: FnObj, source: Node): CallArgs {
  const own = fn.fn.params.slice(fn.bound?.length ?? 0);
  if (!own.some((p) => p.rest !== undefined || p.keywordOnly === true))
    return only(own.map((p) => parameterValue(m, frame, fn, p, source)));
  const wrapped = described(m, fn);
  const names = new Map<string, Value>();
  for (const p of [...own, ...wrapped.fn.params.slice(wrapped.bound?.length ?? 0)])
    if (p.rest === undefined && !names.has(p.name))
      names.set(p.name, parameterValue(m, frame, wrapped, p, source));
  return { ...only([], names), ...(wrapped === fn ? { kwRest: tainted([source]) } : {}) };
}

const MAX_WRAPPERS = 5;

/** What functions show of themselves where they wrap others. */
export const wrappedBy = (m: Machine, handler: Value): Value =>
  joinAll(handler.refs.map((r) => (r.kind === "fn" ? reference(described(m, r)) : BOTTOM)));

/** The function whose signature a handler shows: what `functools.wraps` was given, else itself. */
function described(m: Machine, fn: FnObj): FnObj {
  let at = fn;
  for (let i = 0; i < MAX_WRAPPERS; i++) {
    const inner = m.heap.read(at, "__wrapped__").refs.find((r) => r.kind === "fn");
    if (inner === undefined || inner === at) break;
    at = inner;
  }
  return at;
}

function nested(m: Machine, entity: Entity, path: readonly string[], value: Value): Value {
  let v = value;
  [...path].reverse().forEach((key, depth) => {
    const obj = m.heap.data("object", entity.site, `in${depth}.${key}.${entity.source?.id ?? 0}`);
    m.heap.write(obj, key, v);
    v = reference(obj);
  });
  return v;
}

function nameSource(m: Machine, entity: Entity): Node {
  return m.source("tool-name", "name", entity.site, entity, `name|${entity.source?.id ?? 0}`);
}

/** A message that calls a tool, or asks for the list, for a function that reads it itself. */
export function messageFor(m: Machine, entity: Entity): Value {
  entity.source ??= m.source(
    "tool-input",
    "",
    entity.site,
    entity,
    `${entity.kind}|message|${entity.handler?.refs.map((r) => r.id).join() ?? ""}`,
  );
  return requestValue(m, entity, entity.source);
}

/** The request object of a low-level handler: `{ params: { name, arguments } }`. By hand, its version is asked for first. */
function requestValue(m: Machine, entity: Entity, source: Node): Value {
  const request = m.heap.data("object", entity.site, `req${source.id}`);
  m.heap.write(request, "params", paramsValue(m, entity, source));
  m.heap.write(request, "jsonrpc", constant("2.0"));
  m.heap.write(request, "method", methodOf(entity));
  m.heap.write(request, "id", UNKNOWN);
  return reference(request);
}

function paramsValue(m: Machine, entity: Entity, source: Node): Value {
  const params = m.heap.data("object", entity.site, `par${source.id}`);
  m.heap.write(params, "name", tainted([nameSource(m, entity)]));
  m.heap.write(params, "arguments", tainted([source]));
  m.heap.write(params, "_meta", UNKNOWN);
  return reference(params);
}

/** What functions are given that speak the protocol by themselves; see by-hand.ts. */
function byHand(
  m: Machine,
  entity: Entity,
  source: Node,
  form: string,
  [first = 0, second = 0]: readonly number[],
  unknowns: readonly Value[],
): CallArgs {
  const params = paramsValue(m, entity, source);
  switch (form) {
    case "message":
      return only(placed(unknowns, first, requestValue(m, entity, source)));
    case "params":
      return only(placed(unknowns, first, params));
    case "method":
      return only(placed(placed(unknowns, first, methodOf(entity)), second, params));
    default:
      return only(
        placed(placed(unknowns, first, tainted([nameSource(m, entity)])), second, tainted([source])),
      );
  }
}

const methodOf = ({ kind }: Entity): Value => constant(kind === "list" ? "tools/list" : "tools/call");

/** Arguments with a value at a position. */
function placed(args: readonly Value[], at: number, v: Value): readonly Value[] {
  const out = [...args];
  while (out.length <= at) out.push(UNKNOWN);
  out[at] = v;
  return out;
}
