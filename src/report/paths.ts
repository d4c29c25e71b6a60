/** Paths as reports show them: URIs relative to the base of a report, and paths a terminal user can open. */
import { isAbsolute, join, relative, sep } from "node:path";
import { makeSafe } from "../findings/quote.js";
import type { Location, Report } from "../findings/types.js";

/** Where the root of the audit lies below the base of portable reports: "" or "packages/server". */
export function rootBelowBase(report: Report): string {
  const below = relative(report.base ?? report.root, report.root)
    .split(sep)
    .join("/");
  return below.startsWith("..") || isAbsolute(below) ? "" : below;
}

/** Percent-encoded URI reference of a root-relative path, relative to the base of the report. */
export function toUri(report: Report, path: string): string {
  const full = [rootBelowBase(report), path].filter((part) => part !== "" && part !== ".").join("/");
  return full === "" ? "." : encodePath(full);
}

/** Percent-encoded URI reference of a path with forward slashes. */
export function encodePath(path: string): string {
  return path.split("/").map(encodeSegment).join("/");
}

/** A path relative to the base of the report, as it is, for consumers that take no URIs. */
export function toBasePath(report: Report, path: string): string {
  return [rootBelowBase(report), path].filter((part) => part !== "" && part !== ".").join("/") || ".";
}

function encodeSegment(segment: string): string {
  const wellFormed = segment.replace(/\p{Cs}/gu, "\ufffd");
  return encodeURIComponent(wellFormed).replaceAll("%40", "@");
}

/** A path for people: relative to the working directory, safe to show. */
export function toDisplayPath(report: Report, path: string, cwd: string): string {
  const absolute = join(report.root, path);
  const near = relative(cwd, absolute);
  return makeSafe((near.length <= absolute.length ? near : absolute).split(sep).join("/") || ".");
}

/** `path:line:column`, both counted from one, as editors and terminals understand it. */
export function toDisplayPlace(report: Report, location: Location, cwd: string): string {
  return `${toDisplayPath(report, location.path, cwd)}:${location.span.line}:${location.span.col + 1}`;
}
