/**
 * What stands between a port and the MCP endpoints behind it: which routes of an application lead to MCP, and what
 * runs in front of these.
 */
import type { FunctionIR } from "../ir/types.js";
import type { Site } from "../taint/site.js";
import type { EvidenceFinder, OnTheWay } from "./evidence.js";
import type { Reach } from "./reach.js";
import type { App, Handlers, Route } from "./routes.js";
import type { SeenCalls } from "./seen.js";
import type { StartedTransport } from "./transports.js";

export interface BehindParts {
  readonly calls: SeenCalls;
  readonly reach: Reach;
  readonly evidence: EvidenceFinder;
  readonly transports: readonly StartedTransport[];
}

export interface Behind extends OnTheWay {
  readonly endpoints: readonly Site[];
  /** Where things were made that stand in front of other routes only. */
  readonly aside: ReadonlySet<Site>;
  readonly open: boolean;
  /** Of the routes that lead to MCP, those that begin a session, each with what is on the way to it alone. */
  readonly begins: readonly { readonly site: Site; readonly way: OnTheWay }[];
}

const NOTHING: Behind = {
  functions: new Set(),
  near: new Set(),
  external: new Set(),
  endpoints: [],
  aside: new Set(),
  open: true,
  begins: [],
};

type Functions = ReadonlySet<FunctionIR>;

/** The functions on the way from the port to the MCP endpoints, and these endpoints. */
export function behindApp(app: App | undefined, p: BehindParts): Behind {
  if (app === undefined) return NOTHING;
  const served = p.transports.filter((t) => t.kind !== "stdio");
  const places = new Set(served.map((t) => t.site));
  const serving = new Set<FunctionIR>();
  for (const { fn, path, site } of p.calls.all)
    if (places.has(site) || served.some((t) => path === `${t.path}()` || path.startsWith(`${t.path}().`)))
      serving.add(fn);
  const leads = (functions: ReadonlySet<FunctionIR>, external: ReadonlySet<string>): boolean =>
    [...external].some((path) => served.some((t) => path.startsWith(`${t.path}()`))) ||
    [...functions].some((fn) => serving.has(fn));
  const functions = new Set<FunctionIR>();
  const external = new Set<string>();
  const endpoints: Site[] = [];
  const aside = new Set<Site>();
  const onWay = new Set<Site>();
  const add = (fns: ReadonlySet<FunctionIR>, ext: ReadonlySet<string>) => {
    for (const fn of fns) functions.add(fn);
    for (const path of ext) external.add(path);
  };
  const starts = new Set<FunctionIR>(app.made.functions);
  const made = p.reach.fromAll(app.made.functions);
  let open = app.made.open;
  const inside = leads(made, app.made.external);
  add(made, app.made.external);
  const required = new Set<FunctionIR>(made);
  const optional = new Set<FunctionIR>();
  const reached = app.routes.map((route) => p.reach.fromAll(route.handlers.functions));
  const leading = app.routes.filter((route, i) => leads(reached[i] as Functions, route.handlers.external));
  app.routes.forEach((route, i) => {
    const mcp = leading.includes(route);
    if (mcp) endpoints.push(route.site);
    if (!mcp && !isBefore(route, leading, app)) {
      if (leading.length > 0) for (const site of route.handlers.made) aside.add(site);
      return;
    }
    for (const site of route.handlers.made) onWay.add(site);
    if (!mcp && p.evidence.isLeftOut(route)) for (const fn of reached[i] as Functions) optional.add(fn);
    else for (const fn of reached[i] as Functions) required.add(fn);
    add(reached[i] as Functions, route.handlers.external);
    for (const fn of route.handlers.functions) starts.add(fn);
    open ||= route.handlers.open;
  });
  if (endpoints.length === 0 && inside) endpoints.push(...served.map((t) => t.site));
  for (const fn of required) optional.delete(fn);
  for (const site of onWay) aside.delete(site);
  const begins = leading
    .filter((route) => {
      const own = reached[app.routes.indexOf(route)] as Functions;
      return !route.handlers.open && [...own].some((fn) => p.calls.in(fn).some((c) => places.has(c.site)));
    })
    .map((route) => ({
      site: route.site,
      way: { ...plus(wayTo([route], app, p.reach), made, app.made.external), optional, paths: route.paths },
    }));
  const paths = leading.flatMap((route) => [...route.paths]);
  return { begins, paths, functions, near: p.reach.near(starts), external, endpoints, aside, open, optional };
}

/** A way with more on it. */
const plus = <W extends OnTheWay>(
  way: W,
  functions: Functions,
  external: ReadonlySet<string>,
  near: Functions = new Set(),
): W => ({
  ...way,
  functions: new Set([...way.functions, ...functions]),
  near: new Set([...way.near, ...near]),
  external: new Set([...way.external, ...external]),
});

/** Is something put in front of at least one of the routes? */
const isBefore = (front: Route, routes: readonly Route[], app: App): boolean =>
  front.inFront &&
  (routes.length === 0 ||
    routes.some((route) => !app.comesTooLate(front, route) && app.standsBefore(front, route)));

/** With what the call that opens the port is told to put in front: `mcp.run(middleware=[...])`. */
export function withFront(behind: Behind, { functions, external }: Handlers, reach: Reach): Behind {
  if (functions.size + external.size === 0) return behind;
  const more = <W extends OnTheWay>(way: W): W =>
    plus(way, reach.fromAll(functions), external, reach.near(functions));
  return { ...more(behind), begins: behind.begins.map(({ site, way }) => ({ site, way: more(way) })) };
}

/** The way to certain routes of an application, with what stands in front of all. */
export function wayTo(routes: readonly Route[], app: App, reach: Reach): OnTheWay {
  const all = [...routes, ...app.routes.filter((route) => isBefore(route, routes, app))];
  const functions = all.flatMap((route) => [...route.handlers.functions]);
  return {
    functions: reach.fromAll(functions),
    near: reach.near(functions),
    external: new Set(all.flatMap((route) => [...route.handlers.external])),
  };
}
