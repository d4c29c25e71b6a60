/**
 * How a server is reached: the transports that are started, the ports that are opened and on which
 * addresses, what stands behind them, and what protects it.
 *
 * Rules on authentication, binding and limits ask this view, so that a server on standard input gets no
 * advice about networks and one cause is one finding. Facts about libraries are the models' hosting rows.
 */
import type { FunctionIR, ModuleIR } from "../ir/types.js";
import type { Machine } from "../taint/machine.js";
import type { CallRecord } from "../taint/record.js";
import type { Site } from "../taint/site.js";
import { BOTTOM, type Obj, type Value } from "../taint/values.js";
import { type Behind, behindApp, withFront } from "./behind.js";
import { addressOf, type Binding } from "./binding.js";
import { type Evidence, EvidenceFinder, type OnTheWay, type Scope } from "./evidence.js";
import { type Protection, protectionOf } from "./protection.js";
import { Reach } from "./reach.js";
import type { KnownReleases } from "./releases.js";
import { type App, Routes } from "./routes.js";
import { type HostingCall, SeenCalls } from "./seen.js";
import { Settings } from "./settings.js";
import { onlyStdio, type StartedTransport, startedTransports } from "./transports.js";

export interface Listener extends Binding {
  /** The call that opens the port. */
  readonly site: Site;
  /** Access path of that call. */
  readonly path: string;
  /** What is behind it: MCP, certainly something else, or not known. */
  readonly serves: "mcp" | "other" | "unknown";
  /** Routes that lead to MCP, then transports. */
  readonly endpoints: readonly Site[];
  /** Where things were made that stand in front of other routes only. */
  readonly aside: ReadonlySet<Site>;
  readonly functions: ReadonlySet<FunctionIR>;
  /** Everything on the way to the endpoint is known; evidence elsewhere does not count. */
  readonly complete: boolean;
  readonly auth: readonly Evidence[];
  readonly hostCheck: readonly Evidence[];
  /** What stops a stranger. */
  readonly protection: Protection;
  /** What is served, for rules that look at single routes. */
  readonly app: App | undefined;
}

export interface Deployment {
  readonly transports: readonly StartedTransport[];
  /** Standard input and output is one of the ways in. */
  readonly stdio: boolean;
  /** MCP is offered over a network protocol, if only on the loopback interface. */
  readonly network: boolean;
  /** Ports behind which MCP is, or may be where no port is known to hold it. */
  readonly listeners: readonly Listener[];
  /** Every port that is opened. */
  readonly allListeners: readonly Listener[];
  readonly rateLimit: readonly Evidence[];
  /** Comparisons of the Origin with the Host header, which any page passes. */
  readonly originAgainstHost: readonly Evidence[];
  readonly calls: SeenCalls;
  readonly settings: Settings;
  readonly reach: Reach;
  readonly evidence: EvidenceFinder;
}

/** What the program calls, and what that says of settings and transports. */
export interface Seen {
  readonly calls: SeenCalls;
  readonly settings: Settings;
  readonly transports: readonly StartedTransport[];
}

/** Reads the recorded calls; facts that hold in some releases of a package only go by `releases`. */
export function seenIn(m: Machine, releases: KnownReleases): Seen {
  const calls = new SeenCalls(m, releases);
  const settings = new Settings(calls);
  return { calls, settings, transports: startedTransports(calls, settings) };
}

/** `handlers`: functions that handle tools, resources and prompts. */
export function viewDeployment(
  m: Machine,
  modules: readonly ModuleIR[],
  handlers: ReadonlySet<FunctionIR>,
  { calls, settings, transports }: Seen,
): Deployment {
  const reach = new Reach(m, modules, handlers);
  const evidence = new EvidenceFinder(m, modules, calls);
  const routes = new Routes(m, calls);
  const overNetwork = transports.filter((t) => t.kind !== "stdio");
  const all = dedupe(
    calls
      .hosting("listen")
      .filter((h) => h.row.when === undefined || !onlyStdio(calls, h.call))
      .map((h) =>
        listenerOf(h, { m, calls, settings, reach, evidence, routes, transports, modules, handlers }),
      ),
  );
  const serving = all.filter((l) => l.serves === "mcp");
  const possible =
    serving.length > 0 ? serving : overNetwork.length === 0 ? [] : all.filter((l) => l.serves === "unknown");
  return {
    transports,
    stdio: transports.some((t) => t.kind === "stdio" || t.optional),
    network: overNetwork.length > 0 || serving.length > 0,
    listeners: possible,
    allListeners: all,
    get rateLimit() {
      return evidence.rateLimit();
    },
    get originAgainstHost() {
      return evidence.originAgainstHost();
    },
    calls,
    settings,
    reach,
    evidence,
  };
}

interface Parts {
  readonly m: Machine;
  readonly calls: SeenCalls;
  readonly settings: Settings;
  readonly reach: Reach;
  readonly evidence: EvidenceFinder;
  readonly routes: Routes;
  readonly transports: readonly StartedTransport[];
  readonly modules: readonly ModuleIR[];
  readonly handlers: ReadonlySet<FunctionIR>;
}

function listenerOf(h: HostingCall, p: Parts): Listener {
  const { call, row } = h;
  const address = addressOf(h, p);
  const served =
    row.app === undefined
      ? undefined
      : row.app === "return"
        ? madeBy(call, p)
        : p.calls.first(call, row.app, (v) => v.refs.length > 0);
  const app = served === undefined ? undefined : p.routes.app(served);
  const own = isServerObject(h, p);
  const behind = withFront(behindApp(app, p), p.routes.front(call.names), p.reach);
  const serves =
    own || behind.endpoints.length > 0
      ? "mcp"
      : app?.known && !behind.open && behind.functions.size > 0
        ? "other"
        : "unknown";
  const complete = !own && app !== undefined && app.known && behind.endpoints.length > 0 && !behind.open;
  const scope: Scope = complete
    ? { ...behind, opened: call.site, carriers: carriersOf(behind, p) }
    : own && app?.known && !p.evidence.setLater()
      ? aroundServer(behind, p)
      : "program";
  const found = p.evidence.auth(scope);
  const unasked = scope === "program" || !complete || found.length === 0 ? [] : withoutAuth(behind, scope, p);
  const auth = unasked.length > 0 ? [] : found;
  const hostCheck = p.evidence.hostCheck(scope);
  return {
    site: call.site,
    path: call.path,
    ...address,
    serves,
    endpoints:
      unasked.length > 0
        ? unasked
        : behind.endpoints.length > 0
          ? behind.endpoints
          : own
            ? []
            : p.transports.filter((t) => t.kind !== "stdio").map((t) => t.site),
    aside: behind.aside,
    functions: behind.functions,
    complete,
    auth,
    hostCheck,
    protection: protectionOf(
      p.evidence.onlyThisMachine(scope) ? { ...address, exposure: "loopback" } : address,
      auth,
      hostCheck,
    ),
    app,
  };
}

/** Of several routes at which a session begins, those at which nobody is asked who he is. */
function withoutAuth({ begins }: Behind, { opened, carriers }: OnTheWay, p: Parts): readonly Site[] {
  const more = { ...(opened && { opened }), ...(carriers && { carriers }) };
  return begins
    .filter(({ way }) => p.evidence.auth({ ...way, ...more }).length === 0)
    .map(({ site }) => site);
}

/** Transports whose methods the functions on the way call, by the place where each was made. */
function carriersOf({ functions }: OnTheWay, p: Parts): ReadonlySet<Site> {
  const paths = new Set<string>();
  for (const fn of functions)
    for (const { path } of p.calls.in(fn)) paths.add(path.slice(0, path.lastIndexOf("()") + 2));
  return new Set(
    p.transports.filter((t) => t.kind !== "stdio" && paths.has(`${t.path}()`)).map((t) => t.site),
  );
}

/**
 * An SDK's server object that listens itself has no routes to look at: what protects it is said where it is
 * made, put in front of it, or asked by the handlers.
 */
function aroundServer(behind: Behind, p: Parts): OnTheWay {
  const handlers = p.reach.fromAll(p.handlers);
  return {
    functions: new Set([...behind.functions, ...handlers]),
    near: behind.near,
    external: behind.external,
  };
}

/** What a constructor made, as it is seen where its methods are called. */
function madeBy(call: CallRecord, p: Parts): Value | undefined {
  const path = `${call.path}()`;
  const refs = new Set<Obj>();
  for (const other of p.calls.all)
    for (const r of other.self.refs) if (r.kind === "ext" && r.path === path) refs.add(r);
  return refs.size === 0 ? undefined : { ...BOTTOM, refs: [...refs] };
}

/** Is it the MCP server object of an SDK that listens itself? */
function isServerObject({ call }: HostingCall, p: Parts): boolean {
  const model = (path: string) => p.m.model(call.site.module.language).call(path);
  return call.self.refs.some(
    (r) =>
      r.kind === "ext" &&
      r.path.endsWith("()") &&
      (model(r.path.slice(0, -2))?.entities ?? []).some((e) => e.entity === "server"),
  );
}

function dedupe(list: readonly Listener[]): readonly Listener[] {
  const seen = new Set<Site>();
  return list.filter((l) => !seen.has(l.site) && seen.add(l.site));
}
