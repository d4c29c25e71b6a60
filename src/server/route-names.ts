/**
 * Under which path a web request comes in: `app.post("/exec", handle)`, `@app.route("/exec")`. Tells what a
 * request is for, as a tool's name does. Prefixes of routers are not considered.
 */
import { functionsAround } from "../ir/around.js";
import type { FunctionIR } from "../ir/types.js";
import type { Machine } from "../taint/machine.js";
import type { Site } from "../taint/site.js";
import { givenTo, methodOf } from "./registration.js";

const REGISTERS =
  /^(get|post|put|patch|delete|all|route|add_route|add_api_route|add_get|add_post|add_url_rule|custom_route|api_route|websocket|Route)$/;

/** The path that the function around a place is registered for; undefined where there is none, or several. */
export type RouteNames = (site: Site) => string | undefined;

export function routeNames(m: Machine): RouteNames {
  const paths = new Map<FunctionIR, Set<string>>();
  for (const call of m.seen.calls()) {
    if (!REGISTERS.test(methodOf(call))) continue;
    const given = givenTo(call);
    const path = given.flatMap((v) => v.consts).find((c) => typeof c === "string" && c.startsWith("/"));
    if (typeof path !== "string") continue;
    for (const v of given)
      for (const r of v.refs) {
        if (r.kind !== "fn") continue;
        const known = paths.get(r.fn);
        if (known === undefined) paths.set(r.fn, new Set([path]));
        else known.add(path);
      }
  }
  return (site) => {
    for (const fn of functionsAround(site.module, site.span)) {
      const own = paths.get(fn);
      if (own !== undefined) return own.size === 1 ? [...own][0] : undefined;
    }
    return undefined;
  };
}
