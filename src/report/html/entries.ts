/**
 * Which tools, resources and prompts a finding belongs to: those from which its value comes, and those
 * within whose registration or handler it lies.
 */
import type { Finding, Location, Report } from "../../findings/types.js";

/** What a caller can name; other origins are places a value is read from. */
const CALLED = new Set(["tool", "resource", "prompt"]);

/** Looks the entries of findings up, each finding once. */
export function findEntries(report: Report): (finding: Finding) => readonly string[] {
  const known = new Map<Finding, readonly string[]>();
  return (finding) => {
    const names = known.get(finding) ?? entriesOf(report, finding);
    known.set(finding, names);
    return names;
  };
}

function entriesOf(report: Report, finding: Finding): readonly string[] {
  const named = finding.origins.filter(({ kind }) => CALLED.has(kind)).map(({ name }) => name);
  const around = report.server.entities
    .filter(
      ({ location, handler }) =>
        contains(location, finding.location) ||
        (handler !== undefined && contains(handler, finding.location)),
    )
    .map(({ name }) => name ?? "");
  return [...new Set([...named, ...around])].filter((name) => name !== "");
}

function contains(outer: Location, inner: Location): boolean {
  if (outer.path !== inner.path) return false;
  const [a, b] = [outer.span, inner.span];
  const begins = a.line < b.line || (a.line === b.line && a.col <= b.col);
  const ends = a.endLine > b.endLine || (a.endLine === b.endLine && a.endCol >= b.endCol);
  return begins && ends;
}
