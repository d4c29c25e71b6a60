/**
 * Registrations recognised by form: `x.registerTool("name", {...}, fn)` on a receiver nobody can name (a
 * wrapper, an embedded SDK, minified code), and request handlers whose schema object has lost its name.
 */

import type { FunctionIR } from "../ir/types.js";
import type { EntityRow } from "../models/types.js";
import type { CallArgs, Frame, Machine } from "../taint/machine.js";
import { load } from "../taint/properties.js";
import type { Site } from "../taint/site.js";
import { isBottom, type Value } from "../taint/values.js";
import { wrappedFunctions } from "../taint/wrapped.js";

/** Method names that mark a function as worth running although nothing calls it. */
export const REGISTRATION_METHODS: ReadonlySet<string> = new Set([
  "registerTool",
  "tool",
  "addTool",
  "registerPrompt",
  "registerResource",
  "setRequestHandler",
  "addResource",
  "addResourceTemplate",
  "addPrompt",
  "call_tool",
  "add_tool",
  "list_tools",
  "prompt",
  "resource",
  "read_resource",
  "get_prompt",
  "custom_route",
]);

/** `accountTool`, `defineTool`: a method that may register a tool; not one that looks one up or runs it. */
const OWN_METHOD = /^[a-z][A-Za-z]*Tool$/;
const USES_TOOL =
  /^(call|run|execute|exec|invoke|use|get|find|has|is|remove|delete|unregister|disable|enable|update|set|list|load|fetch|handle|select|test|validate|parse|format|convert|to|on)[A-Z]?[a-z]*Tool$/;

const isRegistration = (method: string): boolean =>
  REGISTRATION_METHODS.has(method) || (OWN_METHOD.test(method) && !USES_TOOL.test(method));

const isFunction = (v: Value | undefined): boolean => v?.refs.some((r) => r.kind === "fn") ?? false;
const callable = (m: Machine, v: Value | undefined): boolean =>
  isFunction(v) || wrappedFunctions(m, v) !== undefined;
const objectLike = (v: Value | undefined): boolean =>
  v?.refs.some((r) => r.kind === "object" || r.kind === "ext" || r.kind === "instance") ?? false;
const textLike = (v: Value | undefined): boolean =>
  v !== undefined &&
  !isFunction(v) &&
  (v.consts.some((c) => typeof c === "string") ||
    v.unknown ||
    v.refs.some((r) => r.kind === "ext" || r.kind === "typed"));

export function formOf(
  m: Machine,
  name: string,
  self: Value,
  args: CallArgs,
  frame: Frame,
  site: Site,
): EntityRow | undefined {
  const { positional: a } = args;
  const last = a[a.length - 1];
  if (frame.module.language === "python") return pythonForm(m, name, self, args);
  switch (name) {
    case "registerTool":
    case "registerPrompt":
      if (a.length >= 2 && textLike(a[0]) && callable(m, last)) {
        return {
          call: name,
          entity: name === "registerTool" ? "tool" : "prompt",
          name: 0,
          description: "1.description",
          schema: name === "registerTool" ? "1.inputSchema" : "1.argsSchema",
          annotations: "1.annotations",
          handler: "last",
          input: "0",
          inputWithoutSchema: objectLike(a[1]) ? "0" : "none",
        };
      }
      if (a.length === 1 && hasHandler(m, frame, a[0], site)) return toolObject(name);
      return undefined;
    case "tool":
      if (a.length >= 2 && a[0]?.consts.some((c) => typeof c === "string") === true && callable(m, last)) {
        return {
          call: name,
          entity: "tool",
          name: 0,
          description: "1..",
          schema: "1..",
          annotations: "3",
          handler: "1..",
          input: "0",
          inputWithoutSchema: "none",
        };
      }
      return undefined;
    case "addTool":
      return a.length >= 1 && hasHandler(m, frame, a[0], site) ? toolObject(name) : undefined;
    case "setRequestHandler":
      return a.length >= 2 && callable(m, a[1])
        ? { call: name, entity: "request", name: 0, handler: 1, input: "0.params" }
        : undefined;
    default:
      return isRegistration(name) ? ownForm(m, name, args, frame, site) : undefined;
  }
}

/** `@server.tool(...)` and `server.add_tool(fn)` on a server that was handed over. */
function pythonForm(m: Machine, name: string, self: Value, args: CallArgs): EntityRow | undefined {
  if (!self.unknown || self.refs.length > 0 || self.taints.length > 0) return undefined;
  const common = { description: "kw:description", annotations: "kw:annotations", input: "kwargs" };
  const [first] = args.positional;
  switch (name) {
    case "tool":
    case "prompt":
    case "resource":
      if (first !== undefined && !callable(m, first) && !textLike(first)) return undefined;
      return { call: name, entity: name, curried: true, name: "0|kw:name|kw:uri", ...common };
    case "add_tool":
      return callable(m, first) || callable(m, args.names.get("fn"))
        ? { call: name, entity: "tool", handler: "0|kw:fn", name: "1|kw:name", ...common }
        : undefined;
    default:
      return undefined;
  }
}

/** A method of the program's own around the registration: `context.accountTool("name", {...}, handler)`. */
function ownForm(m: Machine, name: string, args: CallArgs, frame: Frame, site: Site): EntityRow | undefined {
  const { positional: a } = args;
  const [first, config] = a;
  const last = a.length - 1;
  if (last < 2 || first === undefined || !textLike(first) || first.unknown || !callable(m, a[last]))
    return undefined;
  const schema = ["inputSchema", "parameters", "schema", "paramsSchema"].find((k) =>
    holds(m, frame, config, k, site),
  );
  if (schema === undefined && !holds(m, frame, config, "description", site)) return undefined;
  return {
    call: name,
    entity: "tool",
    name: 0,
    description: "1.description",
    ...(schema === undefined ? {} : { schema: `1.${schema}` }),
    annotations: "1.annotations",
    handler: last,
    input: "0",
    inputWithoutSchema: "none",
  };
}

function holds(m: Machine, frame: Frame, config: Value | undefined, key: string, site: Site): boolean {
  if (config === undefined || !config.refs.some((r) => r.kind === "object")) return false;
  const v = load(m, frame, config, key, site);
  return !isBottom(v) && !v.consts.includes(undefined);
}

function toolObject(name: string): EntityRow {
  return {
    call: name,
    entity: "tool",
    name: "0.name",
    description: "0.description",
    schema: "0.parameters|0.inputSchema|0.schema",
    annotations: "0.annotations",
    handler: "0.execute|0.handler|0.run|0.callback|0.cb",
    input: "0",
  };
}

function hasHandler(m: Machine, frame: Frame, v: Value | undefined, site: Site): boolean {
  if (v === undefined || !v.refs.some((r) => r.kind === "object" || r.kind === "instance")) return false;
  return (
    ["execute", "handler", "run", "callback", "cb"].some((k) => callable(m, load(m, frame, v, k, site))) &&
    !isBottom(load(m, frame, v, "name", site))
  );
}

/** A handler whose request schema is unknown: does its body read `params.arguments`? */
export function bySchema(handler: Value | undefined): "call" | undefined {
  for (const r of handler?.refs ?? []) if (r.kind === "fn" && readsArguments(r.fn)) return "call";
  return undefined;
}

function readsArguments(fn: FunctionIR): boolean {
  return fn.blocks.some((b) => b.instrs.some((i) => i.op === "load" && i.key === "arguments"));
}

/** Does the function contain a call that looks like a registration? */
export function registers(fn: FunctionIR): boolean {
  return fn.blocks.some((b) =>
    b.instrs.some((i) => i.op === "call" && i.method !== undefined && isRegistration(i.method)),
  );
}
