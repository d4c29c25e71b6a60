/**
 * Which web requests only a program of the same machine can send: the port is opened on the loopback interface
 * and nowhere else, and pages in the user's browser stay out as well. They reach such a port by DNS rebinding,
 * unless the Host header is looked at or callers are told apart, and by plain cross-site requests, unless the
 * value is read of requests only that a browser asks for first.
 *
 * An address that may be configured counts as its default. Unix sockets are not considered.
 */
import { functionsAround } from "../ir/around.js";
import type { SourceInfo } from "../taint/lineage.js";
import type { Deployment, Listener } from "./deployment.js";

export function isLocalRequest({ kind, asked, site }: SourceInfo, deployment: Deployment): boolean {
  if (kind !== "http-input" || asked !== true) return false;
  const { allListeners } = deployment;
  const around = new Set(functionsAround(site.module, site.span));
  const serving = allListeners.filter(
    ({ app }) =>
      app?.known === true &&
      app.routes.some((route) => [...route.handlers.functions].some((fn) => around.has(fn))),
  );
  const listeners = serving.length > 0 ? serving : allListeners;
  return listeners.length > 0 && listeners.every(isClosed);
}

const isClosed = ({ exposure, protection }: Listener): boolean =>
  exposure === "loopback" && protection === "protected";
