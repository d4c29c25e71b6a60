/**
 * Methods of a library's class that are read from the class and given the receiver:
 *
 *   McpServer.prototype.registerTool.call(this, name, config, handler)
 *   FastMCP.add_tool(self, handler)
 *
 * The models know them as methods of an instance.
 */
import type { Language } from "../ir/types.js";
import type { ModelIndex } from "../models/model-index.js";
import type { CallArgs } from "./machine.js";
import type { ExtObj, Value } from "./values.js";

export interface BoundCall {
  readonly path: string;
  readonly self: Value | undefined;
  readonly args: CallArgs;
}

const PROTOTYPE = ".prototype.";

/** The same call as one of an instance's method, where that is modelled. */
export function methodOfClass(
  models: ModelIndex,
  language: Language,
  { path: given }: ExtObj,
  self: Value | undefined,
  args: CallArgs,
): BoundCall | undefined {
  if (given.includes(PROTOTYPE)) {
    const path = given.replace(PROTOTYPE, "().");
    return models.call(path) === undefined ? undefined : { path, self, args };
  }
  if (language !== "python") return undefined;
  // The receiver is the first argument.
  const [receiver, ...positional] = args.positional;
  if (self !== undefined && !isClass(self)) return undefined;
  if (!receiver?.refs.some((r) => r.kind === "instance" || r.kind === "ext")) return undefined;
  const dot = given.lastIndexOf(".");
  const path = `${given.slice(0, dot)}().${given.slice(dot + 1)}`;
  return dot < 0 || models.call(path) === undefined
    ? undefined
    : { path, self: receiver, args: { ...args, positional } };
}

/** Is it what a library calls by a name, and nothing that a call gave? */
const isClass = ({ refs, taints }: Value): boolean =>
  taints.length === 0 && refs.every((r) => r.kind === "ext" && r.call === undefined);
