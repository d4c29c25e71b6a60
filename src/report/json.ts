/**
 * The report as JSON, for programs. Its form has a version of its own and is described in
 * docs/json-report.md; within one version fields are added, never changed or taken away.
 */
import { safeJson } from "../findings/quote.js";
import type { Finding, Location, Report, ScanNote } from "../findings/types.js";
import { rootBelowBase } from "./paths.js";

export const JSON_VERSION = 1;

/** The report as JSON text, ending in a newline. Paths are relative to `root`, which is relative to the base. */
export function formatJson(report: Report): string {
  const data = {
    formatVersion: JSON_VERSION,
    tool: report.tool,
    target: report.target,
    root: rootBelowBase(report) || ".",
    incomplete: report.incomplete,
    summary: summarize(report),
    findings: report.findings.map(toFinding),
    hidden: report.hidden ?? { byProfile: 0, byThreshold: 0 },
    server: {
      transports: report.server.transports,
      entities: report.server.entities.map((entity) => ({
        kind: entity.kind,
        name: entity.name ?? null,
        description: entity.description ?? null,
        location: toPlace(entity.location),
        handler: entity.handler === undefined ? null : toPlace(entity.handler),
        annotations: entity.annotations ?? null,
      })),
      dynamic: report.server.dynamic.map(toPlace),
    },
    notes: report.notes.map(toNote),
    stats: report.stats,
  };
  return `${safeJson(data)}\n`;
}

function summarize(report: Report): Record<string, number> {
  const counts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const finding of report.findings) counts[finding.severity]++;
  return { findings: report.findings.length, ...counts };
}

function toFinding(finding: Finding): Record<string, unknown> {
  return {
    rule: finding.ruleId,
    severity: finding.severity,
    confidence: finding.confidence,
    profile: finding.profile,
    message: finding.message,
    location: toPlace(finding.location),
    origins: finding.origins,
    flow: finding.flow.map((step) => ({
      role: step.role,
      text: step.text,
      location: toPlace(step.location),
    })),
    guards: finding.guards.map((guard) => ({
      verdict: guard.verdict,
      text: guard.text,
      location: toPlace(guard.location),
    })),
    related: finding.related.map((place) => ({ text: place.text, location: toPlace(place.location) })),
    fix: finding.fix ?? null,
    excerpt: finding.excerpt ?? null,
    fingerprint: finding.fingerprint,
  };
}

/** Lines and columns count from one, as in editors and SARIF; the end column is exclusive. */
function toPlace(location: Location): Record<string, unknown> {
  const { line, col, endLine, endCol } = location.span;
  return { path: location.path, line, column: col + 1, endLine, endColumn: endCol + 1 };
}

function toNote(note: ScanNote): Record<string, unknown> {
  return { kind: note.kind, path: note.path, line: note.line ?? null, message: note.message };
}
