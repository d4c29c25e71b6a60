/**
 * What stands behind a listening port: the application that is served, its routes and what is put in front
 * of them, as far as the program's values tell.
 *
 *   const app = express(); app.use(auth); app.post("/mcp", handle); app.listen(3000)
 *   uvicorn.run(Starlette(routes=[Mount("/", app=sse.handle_post_message)]))
 *
 * Applications are told apart by the call that made them. What stands in front of one route of an application
 * counts for all of them, unless `use` adds it behind them in the same function, or before.ts says otherwise.
 */
import type { FunctionIR } from "../ir/types.js";
import type { Machine } from "../taint/machine.js";
import type { CallRecord } from "../taint/record.js";
import type { Site } from "../taint/site.js";
import { SERVED } from "../taint/supplied.js";
import type { ExtObj, Obj, Value } from "../taint/values.js";
import { comesTooLate, type FoundRoute, type Mount, prefixesOf, standsBefore } from "./before.js";
import { givenTo, methodOf, receiverOf } from "./registration.js";
import type { SeenCalls } from "./seen.js";

export interface Route {
  readonly site: Site;
  /** Constant paths; empty for what is put in front of all. */
  readonly paths: readonly string[];
  readonly handlers: Handlers;
  readonly inFront: boolean;
  /** The function that adds it. */
  readonly addedBy?: FunctionIR;
  /** The same where it counts for what is added later only. */
  readonly since?: FunctionIR | undefined;
  /** What is put in front stands before paths that begin so only. */
  readonly prefixes?: readonly string[];
}

/** What a value that is handed to a web framework leads to. */
export interface Handlers {
  readonly functions: ReadonlySet<FunctionIR>;
  /** Access paths of things from outside: middleware, transports. */
  readonly external: ReadonlySet<string>;
  /** Where these were made. */
  readonly made: ReadonlySet<Site>;
  /** Something in it is not known. */
  readonly open: boolean;
}

export interface App {
  /** False when the application is known by its library only, not by the call that made it. */
  readonly known: boolean;
  readonly routes: readonly Route[];
  /** What the application was made with: routes, middleware, dependencies. */
  readonly made: Handlers;
  /** Is it put in front of what comes later, when the route is there already? */
  comesTooLate(front: Route, route: Route): boolean;
  /** Does a request for the route come by what is put in front? */
  standsBefore(front: Route, route: Route): boolean;
}

const IN_FRONT =
  /^(use|add_middleware|addHook|before_request|middleware|register|add_route_middleware|onRequest|before_serving|preHandler)$/;
const ROUTES =
  /^(get|post|put|patch|delete|all|options|head|route|mount|add_route|add_api_route|add_get|add_post|add_url_rule|include_router|custom_route|on|api_route|websocket|add_websocket_route|resource|add_routes|register_blueprint|router|app_route|upgrade)$/;
/** Options of applications, routers and what starts them: what stands in front of all that is behind. */
const FRONT_OPTION = /^(dependencies|middlewares?|before_request)$/;
const MAX_DEPTH = 8;

export class Routes {
  constructor(
    private readonly m: Machine,
    private readonly calls: SeenCalls,
  ) {}

  /** The application that a value stands for. */
  app(v: Value): App {
    const roots = new Set<Obj>();
    const made = new Collected();
    let known = false;
    for (const r of v.refs.flatMap((each) => this.served(each))) {
      if (r.kind === "fn") {
        made.functions.add(r.fn);
        known = true;
      } else if (r.kind === "ext") {
        if (r.call !== undefined) known = true;
        this.addRoot(r, roots, made, 0);
      } else this.collect({ ...v, refs: [r] }, made, 0);
    }
    const routes: OwnRoute[] = [];
    const mounts: Mount[] = [];
    const paths = new Set([...roots].flatMap((r) => (r.kind === "ext" ? [r.path] : [])));
    for (const call of this.calls.all) {
      const on = receiverOf(call);
      if (on === undefined || !on.refs.some((r) => this.isOf(r, roots, paths, known))) continue;
      const route = this.routeOf(call);
      if (route === undefined) continue;
      routes.push({ ...route, on });
      // Routers and applications that are mounted bring their own routes.
      for (const arg of [...call.args, ...call.names.values()])
        for (const r of arg.refs) {
          if (r.kind !== "ext") continue;
          mounts.push({ mounted: r, on, call });
          if (!roots.has(r)) this.addRoot(r, roots, made, 1, true);
        }
    }
    // Routes of what was mounted meanwhile.
    for (const call of this.calls.all) {
      const on = receiverOf(call);
      if (
        on === undefined ||
        !on.refs.some((r) => roots.has(r)) ||
        routes.some((route) => route.site === call.site)
      )
        continue;
      const route = this.routeOf(call);
      if (route !== undefined) routes.push({ ...route, on });
    }
    for (const { on, handlers } of routes) this.addFront(on, mounts, handlers, new Set());
    const scopes = new Set(routes.flatMap(({ scopes: own }) => [...own]));
    return {
      known,
      routes,
      made,
      comesTooLate: (front, route) => comesTooLate(front as FoundRoute, route as FoundRoute, mounts),
      standsBefore: (front, route) => standsBefore(front as FoundRoute, route as FoundRoute, mounts, scopes),
    };
  }

  /** A factory, and what it has made. */
  private served(r: Obj): readonly Obj[] {
    return r.kind === "fn" ? [r, ...this.m.heap.read(r, SERVED).refs] : [r];
  }

  /** What a call is told to ask before anything else, by its options: `APIRouter(dependencies=[Depends(known)])`. */
  front(names: ReadonlyMap<string, Value>, out = new Collected()): Handlers {
    for (const [name, v] of names) if (FRONT_OPTION.test(name)) this.collect(v, out, 0);
    return out;
  }

  /** The same of what a route stands in: a router, where that is mounted, and the application. */
  private addFront(on: Value, mounts: readonly Mount[], out: Collected, met: Set<Obj>): void {
    for (const r of on.refs) {
      if (r.kind !== "ext" || met.has(r)) continue;
      met.add(r);
      if (r.call !== undefined) this.front(r.call.names, out);
      for (const mount of mounts) {
        if (mount.mounted !== r) continue;
        this.front(mount.call.names, out);
        this.addFront(mount.on, mounts, out, met);
      }
    }
  }

  private isOf(r: Obj, roots: ReadonlySet<Obj>, paths: ReadonlySet<string>, known: boolean): boolean {
    if (roots.has(r)) return true;
    // `app.router`: a part of the application that was not made by a call of its own.
    if (r.kind === "ext" && r.call === undefined && [...paths].some((path) => r.path.startsWith(`${path}.`)))
      return true;
    // An application known by its declared type may be any of that library.
    return r.kind === "ext" && paths.has(r.path) && (r.call === undefined || !known);
  }

  /** What a router asks that is mounted, it asks for its own routes only (addFront). */
  private addRoot(r: ExtObj, roots: Set<Obj>, made: Collected, depth: number, mounted = false): void {
    if (depth > MAX_DEPTH || roots.has(r)) return;
    roots.add(r);
    made.external.add(r.path);
    // `app.fetch`, `server.sse_app()`: the object in front of it.
    const base = r.path.replace(/\.[\w$]+(\(\))?$/, "");
    if (r.call?.self !== undefined)
      for (const s of r.call.self.refs) if (s.kind === "ext") this.addRoot(s, roots, made, depth + 1);
    if (r.call === undefined && base !== r.path && base.endsWith("()"))
      this.addRoot(this.m.ext(base), roots, made, depth + 1);
    const names = [...(r.call?.names ?? [])].filter(([name]) => !mounted || !FRONT_OPTION.test(name));
    for (const v of [...(r.call?.args ?? []), ...names.map(([, named]) => named)]) {
      for (const x of v.refs) if (x.kind === "ext") this.addRoot(x, roots, made, depth + 1);
      this.collect({ ...v, refs: v.refs.filter((x) => x.kind !== "ext") }, made, depth + 1, (x) =>
        this.addRoot(x, roots, made, depth + 2),
      );
    }
  }

  private routeOf(call: CallRecord): Omit<OwnRoute, "on"> | undefined {
    const name = methodOf(call);
    const inFront = IN_FRONT.test(name);
    if (!inFront && !ROUTES.test(name)) return undefined;
    const handlers = new Collected();
    const paths: string[] = [];
    for (const v of givenTo(call)) {
      for (const c of v.consts) if (typeof c === "string") paths.push(c);
      this.collect(v, handlers, 0);
    }
    for (const inner of this.written(call)) for (const v of inner.args) this.collect(v, handlers, 0);
    return {
      site: call.site,
      paths: inFront ? [] : paths,
      handlers,
      inFront,
      addedBy: call.fn,
      since: name === "use" ? call.fn : undefined,
      prefixes: name === "use" ? prefixesOf(call) : [],
      scopes:
        name === "register" ? (call.args[0]?.refs ?? []).flatMap((r) => (r.kind === "fn" ? [r.fn] : [])) : [],
    };
  }

  /**
   * Calls that stand inside the parentheses of a call: `app.get("/x", wrap(handler))`. What they are handed
   * counts, since their results may be anything.
   */
  private written(call: CallRecord): readonly CallRecord[] {
    const { line, col, endLine, endCol } = call.site.span;
    return this.calls.in(call.fn).filter(({ site }) => {
      const { span } = site;
      if (site.module !== call.site.module || site === call.site) return false;
      const after = span.line > line || (span.line === line && span.col >= col);
      return after && (span.endLine < endLine || (span.endLine === endLine && span.endCol <= endCol));
    });
  }

  /** Functions and outside things in a value, looking into lists, objects and calls that wrap them. */
  private collect(v: Value, out: Collected, depth: number, onExternal?: (r: ExtObj) => void): void {
    if (v.unknown && v.refs.length === 0 && v.consts.length === 0) out.open = true;
    if (depth > MAX_DEPTH) return;
    for (const r of v.refs) {
      if (out.seen.has(r)) continue;
      out.seen.add(r);
      switch (r.kind) {
        case "fn":
          out.functions.add(r.fn);
          break;
        case "ext":
          out.external.add(r.path);
          if (r.site !== undefined) out.made.add(r.site);
          onExternal?.(r);
          for (const inner of [
            ...(r.call?.args ?? []),
            ...(r.call?.names.values() ?? []),
            ...(r.call?.self === undefined ? [] : [r.call.self]),
          ])
            this.collect(inner, out, depth + 1, onExternal);
          break;
        case "array":
        case "object":
          this.collect(this.m.heap.readAll(r), out, depth + 1, onExternal);
          break;
        case "class":
          for (const member of r.members.values()) out.functions.add(member.fn);
          break;
        case "instance":
          for (const member of r.cls.members.values()) out.functions.add(member.fn);
          break;
        default:
          break;
      }
    }
  }
}

interface OwnRoute extends FoundRoute {
  readonly handlers: Collected;
}

class Collected implements Handlers {
  readonly functions = new Set<FunctionIR>();
  readonly external = new Set<string>();
  readonly made = new Set<Site>();
  readonly seen = new Set<Obj>();
  open = false;
}
