/**
 * Which web requests only a program of the same machine can send: the port is opened on the loopback interface
 * and nowhere else, and pages in the user's browser stay out as well. They reach such a port by DNS rebinding,
 * unless the Host header is looked at or callers are told apart, and by plain cross-site requests, unless the
 * value is read of requests only that a browser asks for first.
 *
 * An address that may be configured counts as its default. What protects one application counts for that
 * application, and defaults of a library count as nothing. Unix sockets are not considered.
 */
import { functionsAround } from "../ir/around.js";
import type { SourceInfo } from "../taint/lineage.js";
import { wayTo } from "./behind.js";
import type { Deployment, Listener } from "./deployment.js";
import type { App, Route } from "./routes.js";

export function isLocalRequest({ kind, asked, site }: SourceInfo, deployment: Deployment): boolean {
  if (kind !== "http-input" || asked !== true) return false;
  const around = new Set(functionsAround(site.module, site.span));
  const { allListeners } = deployment;
  let found = false;
  for (const listener of allListeners) {
    const { app } = listener;
    // Known by its class only, it is told apart from no other.
    if (app === undefined || (!app.known && allListeners.length > 1)) return false;
    const routes = app.routes.filter((route) => [...route.handlers.functions].some((fn) => around.has(fn)));
    if (routes.length === 0) continue;
    if (!isClosed(listener, app, routes, deployment)) return false;
    found = true;
  }
  return found;
}

function isClosed(
  listener: Listener,
  app: App,
  routes: readonly Route[],
  { evidence, reach }: Deployment,
): boolean {
  if (listener.exposure !== "loopback") return false;
  const way = { ...wayTo(routes, app, reach), opened: listener.site };
  return (
    evidence.auth(way).some((each) => !each.optional) ||
    evidence.hostCheck(way).some((each) => each.implied !== true)
  );
}
