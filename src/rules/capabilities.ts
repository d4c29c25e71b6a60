/**
 * What each tool can do: the calls that leave the tree when it runs and that a model gives a kind to, for
 * the page of a report on which a person sees the tools of a server.
 *
 *   tool `export_note`  ->  file-write: fs.writeFile() at notes.ts:12
 *
 * It says what runs, not whether the caller decides about it; that is what findings say.
 */
import type { Capability } from "../findings/types.js";
import type { SinkKind } from "../models/types.js";
import type { Entity } from "../server/entity.js";
import { locate } from "../taint/site.js";
import { callName, type Program, type Tool } from "./api.js";

/** What a tool does for the world outside; the rest says how a value is used, not what the tool can do. */
const TOLD: readonly SinkKind[] = [
  "os-command",
  "program",
  "program-args",
  "code",
  "browser-code",
  "module-name",
  "deserialize",
  "file-delete",
  "file-write",
  "archive-extract",
  "file-read",
  "file-list",
  "url",
  "upload",
  "sql",
  "nosql",
  "ldap",
  "launch-url",
];

/** Calls that are named of each kind. */
const NAMED = 3;

/** Gives the capabilities of a tool's registration, the gravest first. */
export function describeTools(program: Program): (entity: Entity) => readonly Capability[] {
  const tools = new Map<unknown, Tool>();
  for (const tool of program.tools) tools.set(tool.name ?? tool.site, tool);
  return (entity) => {
    const tool = tools.get(entity.name ?? entity.site);
    return tool === undefined ? [] : capabilitiesOf(tool, program);
  };
}

function capabilitiesOf(tool: Tool, program: Program): Capability[] {
  const byKind = new Map<SinkKind, Map<string, Capability["calls"][number]>>();
  for (const { call } of tool.calls) {
    for (const row of program.calls.sinks(call)) {
      const location = locate(call.site);
      const key = `${location.path}:${location.span.line}:${location.span.col}`;
      const calls = byKind.get(row.kind) ?? new Map();
      calls.set(key, { name: row.label ?? callName(call.path).replaceAll("`", ""), location });
      byKind.set(row.kind, calls);
    }
  }
  return TOLD.flatMap((kind) => {
    const calls = [...(byKind.get(kind)?.entries() ?? [])].sort(([a], [b]) => (a < b ? -1 : 1));
    if (calls.length === 0) return [];
    return [{ kind, calls: calls.slice(0, NAMED).map(([, call]) => call), total: calls.length }];
  });
}
