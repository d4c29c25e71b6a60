/**
 * What stands in front of which route: by the path that it is put in front of, by the router that it is put into, and by
 * the plugin that adds it.
 *
 *   app.use("/admin", check); app.post("/mcp", handle)       does not stand in front
 *   admin.use(check); app.use("/admin", admin)               neither
 *   app.register(async (scope) => { scope.addHook("onRequest", check) })    nor this one
 */
import { isBefore } from "../ir/around.js";
import type { FunctionIR } from "../ir/types.js";
import type { CallRecord } from "../taint/record.js";
import type { ExtObj, Value } from "../taint/values.js";
import type { Route } from "./routes.js";

const MAX_DEPTH = 8;

export interface FoundRoute extends Route {
  /** What it is a route of. */
  readonly on: Value;
  /** Functions that are told to add what counts in there only: plugins with a scope of their own. */
  readonly scopes: readonly FunctionIR[];
}

/** A router or an application that another one is told to hand requests to. */
export interface Mount {
  readonly mounted: ExtObj;
  readonly on: Value;
  readonly call: CallRecord;
}

/** The paths before which `use("/admin", check)` stands; none where it stands before all, or that is not known. */
export function prefixesOf({ args }: CallRecord): readonly string[] {
  const [first] = args;
  if (first === undefined || first.unknown || first.refs.length + first.taints.length > 0) return [];
  return first.consts.every((c) => typeof c === "string") ? (first.consts as readonly string[]) : [];
}

/** Does a request for the route come by what is put in front? */
export function standsBefore(
  front: FoundRoute,
  route: FoundRoute,
  mounts: readonly Mount[],
  scopes: ReadonlySet<FunctionIR>,
): boolean {
  // A plugin runs once, and what it adds is asked for by itself.
  if (front.scopes.length > 0) return false;
  const { addedBy } = front;
  if (addedBy !== undefined && scopes.has(addedBy) && route.addedBy !== undefined) {
    const { functions } = route.site.module;
    let at: FunctionIR | undefined = route.addedBy;
    while (at !== undefined && at !== addedBy)
      at = at.parent === undefined ? undefined : functions[at.parent];
    // What the plugin adds by other functions is not looked for.
    if (at === undefined && route.addedBy.kind === "module") return false;
  }
  const paths = pathsFrom(front.on, route, mounts);
  if (paths === undefined) return true;
  const { prefixes = [] } = front;
  return paths.some(
    (path) => path === undefined || prefixes.length === 0 || prefixes.some((p) => covers(p, path)),
  );
}

/** Is it put in front of what comes later, when the route, or what the route stands in, is there already? */
export function comesTooLate(front: FoundRoute, route: FoundRoute, mounts: readonly Mount[]): boolean {
  const { since, site } = front;
  if (since === undefined) return false;
  const mount = route.on.refs.some((r) => front.on.refs.includes(r))
    ? undefined
    : mounts.find(
        ({ mounted, on }) =>
          route.on.refs.includes(mounted) && on.refs.some((r) => front.on.refs.includes(r)),
      );
  const [at, by] = mount === undefined ? [route.site, route.addedBy] : [mount.call.site, mount.call.fn];
  return by === since && at.module === site.module && isBefore(at.span, site.span);
}

const MAX_MOUNTS = 16;

/**
 * The paths of a route as seen from an application or router; none where it does not lead there. Undefined is a path
 * that is not known, or of what the whole is not known.
 */
function pathsFrom(
  from: Value,
  route: FoundRoute,
  mounts: readonly Mount[],
): readonly (string | undefined)[] | undefined {
  const isKnown = (v: Value): boolean =>
    v.refs.length > 0 && v.refs.every((r) => r.kind === "ext" && r.call !== undefined);
  if (!isKnown(from) || !isKnown(route.on)) return undefined;
  const out: (string | undefined)[] = [];
  const open: {
    readonly on: Value;
    readonly paths: readonly (string | undefined)[];
    readonly depth: number;
  }[] = [{ on: route.on, paths: route.paths.length > 0 ? route.paths : [undefined], depth: 0 }];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const { on, paths, depth } = at;
    if (on.refs.some((r) => from.refs.includes(r))) out.push(...paths);
    if (depth > MAX_DEPTH || out.length > MAX_MOUNTS) return undefined;
    for (const mount of mounts) {
      if (!on.refs.includes(mount.mounted) || !isKnown(mount.on)) continue;
      const under = prefixesOf(mount.call);
      open.push({
        on: mount.on,
        paths:
          under.length === 0
            ? [undefined]
            : under.flatMap((p) => paths.map((path) => (path === undefined ? undefined : joined(p, path)))),
        depth: depth + 1,
      });
    }
  }
  // A way that was not found is none where one of the two is known to stand elsewhere.
  const isMounted = (v: Value): boolean => mounts.some((mount) => v.refs.includes(mount.mounted));
  return out.length > 0 || isMounted(from) || isMounted(route.on) ? out : undefined;
}

const joined = (a: string, b: string): string => `${a}/${b}`.replace(/\/{2,}/g, "/");

/** Does a path begin with a prefix? Whatever holds a pattern may. */
function covers(prefix: string, path: string): boolean {
  const plain = prefix.replace(/\/?\*+$/, "").replace(/\/$/, "");
  if (plain === "" || /[*:(?{[]/.test(plain) || /[*:(?{[]/.test(path)) return true;
  const whole = path.startsWith("/") ? path : `/${path}`;
  const begin = plain.startsWith("/") ? plain : `/${plain}`;
  return whole === begin || whole.startsWith(`${begin}/`);
}
