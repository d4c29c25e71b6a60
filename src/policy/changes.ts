/**
 * Whether a finding has to do with a change: its place, a step of its path, a check or another place of it is
 * on a line that changed.
 *
 * Lines that were taken away have no place any more. They count where they stood: next to the lines that were
 * around them, and for a finding whose path passes in front of and behind them in the same file, since a check
 * that is gone is the most dangerous of changes.
 */
import type { Finding, Location } from "../findings/types.js";

/** What changed in a file: "all" for a new one. Lines count from one, both ends belong to it. */
export type FileChange =
  | "all"
  | { readonly lines: readonly (readonly [number, number])[]; readonly removedAfter: readonly number[] };

/** Changes by root-relative path. */
export type Changes = ReadonlyMap<string, FileChange>;

/** True when the finding touches the change. */
export function isTouched(finding: Finding, changes: Changes): boolean {
  const places = [
    finding.location,
    ...finding.flow.map((step) => step.location),
    ...finding.guards.map((guard) => guard.location),
    ...finding.related.map((related) => related.location),
  ];
  return places.some((place) => isOnChange(place, changes)) || goesPastRemoved(finding, changes);
}

function isOnChange({ path, span }: Location, changes: Changes): boolean {
  const change = changes.get(path);
  if (change === undefined) return false;
  if (change === "all") return true;
  const last = Math.max(span.line, span.endLine);
  return (
    change.lines.some(([from, to]) => from <= last && to >= span.line) ||
    change.removedAfter.some((line) => line + 1 >= span.line && line <= last)
  );
}

/** True when lines were removed between two places of the path in one file. */
function goesPastRemoved({ flow, location }: Finding, changes: Changes): boolean {
  const ranges = new Map<string, { first: number; last: number }>();
  for (const { path, span } of [...flow.map((step) => step.location), location]) {
    const range = ranges.get(path) ?? { first: span.line, last: span.line };
    ranges.set(path, { first: Math.min(range.first, span.line), last: Math.max(range.last, span.endLine) });
  }
  return [...ranges].some(([path, { first, last }]) => {
    const change = changes.get(path);
    return (
      change !== undefined && change !== "all" && change.removedAfter.some((at) => at >= first && at < last)
    );
  });
}
