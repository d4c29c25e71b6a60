/**
 * A port that everybody can reach, MCP behind it, and nothing that tells callers apart; or routes of the
 * server's own that run what a stranger sends. One finding a server: what else is wrong with that port
 * follows from it.
 *
 * How bad it is depends on what a stranger can do: critical where a tool runs, writes or deletes what it is
 * told. One step milder where no address is named and the server also speaks over standard input: then
 * somebody has to choose the network, and nobody has written down that it should be all of it.
 */
import {
  callName,
  defineCheck,
  type FunctionIR,
  type Listener,
  listed,
  type Program,
  type Report,
  type Site,
  saidOf,
  wayTo,
  whereItListens,
} from "../../src/rules/api.js";

/** Sinks by which a caller runs what he likes. */
const EXECUTING = new Set(["os-command", "code", "program", "deserialize"]);
/** ... or changes what he likes. */
const CHANGING = new Set([...EXECUTING, "sql", "file-write", "file-delete"]);
/** Folders whose content runs in a container, where only the container's network decides. */
const CONTAINED = /(^|\/)(containers?|docker|sandbox)\//i;

export const check = defineCheck((program, report) => {
  const open = program.deployment.listeners.filter((each) => each.protection === "open");
  const first = open.find((each) => each.stated) ?? open[0];
  if (first === undefined) return ownRoutes(program, report);
  const tools = dangerous(program);
  const chosen = program.deployment.stdio && !first.stated;
  report({
    once: true,
    at: first.site,
    message: `${sentence(first)}, and nothing tells callers apart: everybody who reaches the port can call the tools${tools.length > 0 ? `, among them ${listed(tools)}, which ${tools.length === 1 ? "does" : "do"} what the caller says` : ""}.`,
    severity: tools.length > 0 ? (chosen ? "high" : "critical") : chosen ? "medium" : "high",
    confidence: first.stated ? "high" : "medium",
    related: [
      ...first.addresses.map((at) => ({ at, text: "the address of all interfaces" })),
      ...saidOf(first.standing),
      ...open.flatMap((each) => each.endpoints).map((at) => ({ at, text: "MCP is served here" })),
      ...open
        .filter((each) => each !== first)
        .map((each) => ({ at: each.site, text: "another port without authentication" })),
    ],
  });
});

function sentence(listener: Listener): string {
  return `${callName(listener.path)} ${whereItListens(listener)}`;
}

/** Names of tools by which a caller runs or changes what he likes. */
function dangerous(program: Program): string[] {
  const names = program.flows
    .filter((g) => g.flow.source.kind === "tool-input" && CHANGING.has(g.flow.hit.row.kind))
    .map((g) => g.tool || g.flow.source.label || "(computed)");
  return [...new Set(names)];
}

/** Routes that are no MCP endpoint but run what the request says. */
function ownRoutes(program: Program, report: Report): void {
  const { deployment } = program;
  const sinks = new Map<FunctionIR, Site>();
  for (const { flow } of program.flows) {
    const fn = flow.hit.summary?.fn.fn;
    if (fn !== undefined && flow.source.kind === "http-input" && EXECUTING.has(flow.hit.row.kind))
      sinks.set(fn, flow.hit.site);
  }
  if (sinks.size === 0) return;
  for (const listener of deployment.allListeners) {
    const { app } = listener;
    if (listener.exposure !== "all" || app === undefined) continue;
    const reached: Site[] = [];
    // What answers every request is a route, too.
    const whole = { site: listener.site, paths: [], handlers: app.made, inFront: false };
    const unasked = [whole, ...app.routes].filter((route) => {
      if (route.inFront) return false;
      const functions = deployment.reach.fromAll(route.handlers.functions);
      const sites = [...sinks].flatMap(([fn, site]) => (functions.has(fn) ? [site] : []));
      if (sites.length === 0 || deployment.evidence.auth(wayTo([route], app, deployment.reach)).length > 0)
        return false;
      reached.push(...sites);
      return true;
    });
    if (unasked.length === 0) continue;
    const contained = CONTAINED.test(`/${listener.site.module.path}`);
    report({
      once: true,
      at: listener.site,
      message: `${sentence(listener)}, and a route behind it runs what the request says without asking who sends it.`,
      severity: contained ? "medium" : listener.stated ? "critical" : "high",
      confidence: contained ? "low" : listener.stated ? "high" : "medium",
      related: [
        ...reached.map((at) => ({ at, text: "what is run" })),
        ...unasked.map((route) => ({ at: route.site, text: "the route" })),
      ],
    });
    return;
  }
}
