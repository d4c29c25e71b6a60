/** The transports that a program starts, with what an option or a setting chooses among them. */
import type { CallRecord } from "../taint/record.js";
import type { Site } from "../taint/site.js";
import type { Value } from "../taint/values.js";
import type { SeenCalls } from "./seen.js";
import { isGiven } from "./seen.js";
import type { Settings } from "./settings.js";

export interface StartedTransport {
  readonly kind: "stdio" | "http" | "sse" | "websocket";
  readonly site: Site;
  /** Access path of the call: "mcp.server.sse.SseServerTransport". */
  readonly path: string;
  /** Something else may be chosen in its place. */
  readonly optional: boolean;
}

/** What the transports of other packages are called: all speak over a network, whatever they are made of. */
const NETWORK_TRANSPORT = /(http|sse|stream|web_?socket)\w*transport$/i;

/** Transports of packages without a model, where a server is connected to one. */
function unmodelled(calls: SeenCalls, call: CallRecord): StartedTransport | undefined {
  if (!/\.connect$/.test(call.path)) return undefined;
  for (const r of call.args[0]?.refs ?? []) {
    if (r.kind !== "ext" || !r.path.endsWith("()")) continue;
    const path = r.path.slice(0, -2);
    const model = calls.m.model(call.site.module.language).call(path);
    if (!NETWORK_TRANSPORT.test(path) || (model?.entities ?? []).length > 0 || /client/i.test(path)) continue;
    return { kind: /sse/i.test(path) ? "sse" : "http", site: call.site, path, optional: false };
  }
  return undefined;
}

export function startedTransports(calls: SeenCalls, settings: Settings): readonly StartedTransport[] {
  const out: StartedTransport[] = [];
  const add = (t: StartedTransport) => {
    if (!out.some((x) => x.site === t.site && x.kind === t.kind)) out.push(t);
  };
  for (const call of calls.all) {
    const model = calls.model(call);
    const other = unmodelled(calls, call);
    if (other !== undefined) add(other);
    for (const row of model?.entities ?? []) {
      if (row.entity !== "transport") continue;
      // Web servers carry any application: whether it is MCP is seen by what it serves.
      if (row.transport !== undefined) {
        if (!(model?.hosting ?? []).some((h) => h.does === "listen" && h.app !== "this"))
          add({ kind: row.transport, site: call.site, path: call.path, optional: false });
        continue;
      }
      const chosen =
        (row.name === undefined ? undefined : calls.first(call, row.name, isGiven)) ?? givenToMaker(call);
      if (chosen === undefined) {
        add({ kind: "stdio", site: call.site, path: call.path, optional: false });
        continue;
      }
      if (onlyStdio(calls, call)) {
        add({ kind: "stdio", site: call.site, path: call.path, optional: false });
        continue;
      }
      const setting = settings.of(chosen);
      const kinds = new Set(setting.consts.flatMap((c) => (typeof c === "string" ? kindOf(c) : [])));
      const optional = setting.configurable || setting.open || kinds.size > 1;
      for (const kind of kinds) add({ kind, site: call.site, path: call.path, optional });
      // Chosen by the user: all of them.
      if (kinds.size === 0 || setting.configurable)
        for (const kind of ["stdio", "http"] as const)
          add({ kind, site: call.site, path: call.path, optional: true });
    }
  }
  return out;
}

/** Does the call stand where the transport was found to be stdio? */
export function onlyStdio(calls: SeenCalls, call: CallRecord): boolean {
  return calls.conditions(call).some((text) => /^[^!].*===?"stdio"$|^[^!].* is "stdio"$/.test(text));
}

/** The transport that the server object was given when it was made: `new Server({ transport: { type } })`. */
function givenToMaker(call: CallRecord): Value | undefined {
  for (const r of call.self.refs) {
    if (r.kind !== "ext" || r.call === undefined) continue;
    const given = r.call.names.get("transport") ?? cell(r.call.args[0], "transport");
    const value = cell(given, "type") ?? given;
    if (value !== undefined && isGiven(value)) return value;
  }
  return undefined;
}

function cell(v: Value | undefined, key: string): Value | undefined {
  for (const r of v?.refs ?? []) if (r.kind === "object") return r.cells.get(key)?.value;
  return undefined;
}

function kindOf(text: string): StartedTransport["kind"][] {
  switch (text.toLowerCase().replace(/[-_]/g, "")) {
    case "stdio":
      return ["stdio"];
    case "sse":
      return ["sse"];
    case "http":
    case "streamablehttp":
    case "httpstream":
      return ["http"];
    case "websocket":
    case "ws":
      return ["websocket"];
    default:
      return [];
  }
}
