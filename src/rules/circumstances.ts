/**
 * What of the whole server bears on the severity of one flow: above all, what its sender may do anyway, because
 * a tool says that this is its purpose. A flaw that lets somebody run commands or queries is no such tool.
 *
 *   execute_query(sql) hands any SQL to a connection; list_rows(table) splices `table` into SQL for the same
 *   connection: who sends `table` may send the whole statement.
 */
import type { Artifacts } from "../artifacts/types.js";
import type { ModuleIR } from "../ir/types.js";
import type { SinkKind } from "../models/types.js";
import type { Deployment } from "../server/deployment.js";
import { isLocalRequest } from "../server/local-requests.js";
import { type Flow, flowsInto, Ways } from "../taint/flows.js";
import { lazily } from "../taint/lazily.js";
import type { Machine } from "../taint/machine.js";
import type { Site } from "../taint/site.js";
import { grade, type Verdict } from "../verdicts/index.js";
import { inContainers } from "./containers.js";
import { areSame, type Database, Databases } from "./databases.js";

export interface Circumstances {
  /** MCP is offered over a network, and in no other way. */
  readonly network: boolean;
  /** Can only programs of the same machine send it? */
  readonly isLocal: (flow: Flow) => boolean;
  /** Is it handled in a container that is there for it? */
  readonly inContainer: (flow: Flow) => boolean;
  /** May the sender name any file: by commands, code or queries of his own? */
  readonly mayNameFiles: (flow: Flow) => boolean;
  /** May the sender ask the database that the flow ends in whatever he likes? */
  readonly mayQuery: (flow: Flow) => boolean;
}

const COMMANDS: ReadonlySet<SinkKind> = new Set(["os-command", "program", "code"]);

/** The program around the flows. */
export interface ProgramFacts {
  readonly m: Machine;
  readonly modules: readonly ModuleIR[];
  readonly artifacts: Artifacts | undefined;
  /** Where tools, resources and prompts are registered. */
  readonly registered: readonly Site[];
  readonly network: boolean;
  readonly deployment: () => Deployment;
}

export function circumstancesOf(
  program: ProgramFacts,
  isDeclared: (flow: Flow, verdict: Verdict) => boolean,
): Circumstances {
  const { m, network, deployment } = program;
  const databases = new Databases(m);
  const contained = lazily(() =>
    inContainers({
      m,
      modules: program.modules,
      artifacts: program.artifacts,
      mcp: new Set(
        [...program.registered, ...deployment().transports.map((t) => t.site)].map((at) => at.module.path),
      ),
    }),
  );
  const found = lazily(() => whatSendersMay(m, databases, isDeclared));
  return {
    network,
    isLocal: ({ source }) => source.kind === "http-input" && isLocalRequest(source, deployment()),
    inContainer: ({ source }) => source.kind === "http-input" && contained()(source.site.module.path),
    mayNameFiles: ({ source }) => found().files.has(source.kind),
    mayQuery: ({ source, hit }) => {
      const asked = found().asked.get(source.kind);
      if (asked === undefined) return false;
      const own = databases.of(hit);
      return asked.some((each) => areSame(each, own));
    },
  };
}

type Sender = Flow["source"]["kind"];

interface Found {
  /** Whose senders may name any file. */
  readonly files: ReadonlySet<Sender>;
  /** The databases that their senders may ask anything. */
  readonly asked: ReadonlyMap<Sender, readonly Database[]>;
}

function whatSendersMay(
  m: Machine,
  databases: Databases,
  isDeclared: (flow: Flow, verdict: Verdict) => boolean,
): Found {
  const files = new Set<Sender>();
  const asked = new Map<Sender, Database[]>();
  const places = new Map<number, Ways>();
  for (const hit of m.hits.values()) {
    const { row, site } = hit;
    const query = row.kind === "sql";
    // What runs in a container of its own sees none of the server's files.
    const namesFiles = query ? row.files === true : COMMANDS.has(row.kind) && row.contained !== true;
    if (!query && !namesFiles) continue;
    const ways = places.get(site.id) ?? new Ways();
    places.set(site.id, ways);
    const senders = new Set<Sender>();
    for (const flow of flowsInto(hit, ways)) {
      const sender = flow.source.kind;
      if (senders.has(sender) || (!query && files.has(sender))) continue;
      const verdict = grade(m, flow);
      if (verdict.status === "open" && verdict.extent === "whole" && isDeclared(flow, verdict))
        senders.add(sender);
    }
    if (senders.size === 0) continue;
    const database = query ? databases.of(hit) : [];
    for (const sender of senders) {
      if (namesFiles) files.add(sender);
      if (!query || databases.isHeldToReading(database)) continue;
      const list = asked.get(sender);
      if (list === undefined) asked.set(sender, [database]);
      else list.push(database);
    }
  }
  return { files, asked };
}
