/**
 * A port that everybody can reach, MCP behind it, and nothing that tells callers apart; or routes of the
 * server's own that run what a stranger sends. One finding a server: what else is wrong with that port
 * follows from it.
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
  wayTo,
  whereItListens,
} from "../../src/rules/api.js";

/** Sinks by which a caller runs what he likes. */
const EXECUTING = new Set(["os-command", "code", "program", "deserialize"]);

export const check = defineCheck((program, report) => {
  const open = program.deployment.listeners.filter((each) => each.protection === "open");
  const first = open[0];
  if (first !== undefined) {
    const tools = executing(program, ["tool-input"]);
    report({
      at: first.site,
      message: `${sentence(first)}, and nothing tells callers apart: everybody who reaches the port can call the tools${tools.length > 0 ? `, among them ${listed(tools)}, which run what they are sent` : ""}.`,
      severity: tools.length > 0 ? "critical" : "high",
      confidence: first.stated ? "high" : "medium",
      related: [
        ...first.addresses.map((at) => ({ at, text: "the address of all interfaces" })),
        ...open.flatMap((each) => each.endpoints).map((at) => ({ at, text: "MCP is served here" })),
        ...open.slice(1).map((each) => ({ at: each.site, text: "another port without authentication" })),
      ],
    });
    return;
  }
  ownRoutes(program, report);
});

function sentence(listener: Listener): string {
  return `${callName(listener.path)} ${whereItListens(listener)}`;
}

/** Names of entries that reach an executing sink from such sources. */
function executing(program: Program, sources: readonly string[]): string[] {
  const names = program.flows
    .filter((g) => sources.includes(g.flow.source.kind) && EXECUTING.has(g.flow.hit.row.kind))
    .map((g) => g.tool || g.flow.source.label);
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
    const unasked = app.routes.filter((route) => {
      if (route.inFront) return false;
      const functions = deployment.reach.fromAll(route.handlers.functions);
      const sites = [...sinks].flatMap(([fn, site]) => (functions.has(fn) ? [site] : []));
      if (sites.length === 0 || deployment.evidence.auth(wayTo([route], app, deployment.reach)).length > 0)
        return false;
      reached.push(...sites);
      return true;
    });
    if (unasked.length === 0) continue;
    report({
      at: listener.site,
      message: `${sentence(listener)}, and a route behind it runs what the request says without asking who sends it.`,
      severity: "critical",
      confidence: listener.stated ? "high" : "medium",
      related: [
        ...reached.map((at) => ({ at, text: "what is run" })),
        ...unasked.map((route) => ({ at: route.site, text: "the route" })),
      ],
    });
    return;
  }
}
