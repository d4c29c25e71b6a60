/** The report as JSON, for programs. Its form is that of json-types.ts. */
import { safeJson } from "../findings/quote.js";
import type {
  AbsentFinding,
  EntitySummary,
  Finding,
  Location,
  Report,
  ScanNote,
  Suppression,
} from "../findings/types.js";
import type {
  JsonAbsent,
  JsonEntity,
  JsonFinding,
  JsonNote,
  JsonPlace,
  JsonReport,
  JsonSummary,
  JsonSuppression,
} from "./json-types.js";
import { rootBelowBase } from "./paths.js";

/** The report as JSON text, ending in a newline. Paths are relative to `root`, which is relative to the base. */
export function formatJson(report: Report): string {
  return `${safeJson(toJson(report))}\n`;
}

function toJson(report: Report): JsonReport {
  const { versionControl, baseline, change, untrusted, server } = report;
  return {
    formatVersion: 1,
    tool: report.tool,
    target: report.target,
    root: rootBelowBase(report) || ".",
    versionControl:
      versionControl === undefined
        ? null
        : {
            repository: versionControl.repository ?? null,
            commit: versionControl.commit ?? null,
            branch: versionControl.branch ?? null,
          },
    incomplete: report.incomplete,
    summary: summarize(report),
    findings: report.findings.map(toFinding),
    suppressed: (report.suppressed ?? []).map((finding) => ({
      ...toFinding(finding),
      suppression: toSuppression(finding.suppression),
    })),
    hidden: {
      byProfile: report.hidden?.byProfile ?? 0,
      byThreshold: report.hidden?.byThreshold ?? 0,
      byConfig: report.hidden?.byConfig ?? 0,
      byChange: report.hidden?.byChange ?? 0,
    },
    baseline:
      baseline === undefined
        ? null
        : {
            file: baseline.file,
            new: baseline.new,
            unchanged: baseline.unchanged,
            absent: baseline.absent.map(toAbsent),
          },
    change: change ?? null,
    untrusted:
      untrusted === undefined
        ? null
        : { configs: [...untrusted.configs], comments: untrusted.comments.map(toPlace) },
    server: {
      transports: [...server.transports],
      entities: server.entities.map(toEntity),
      dynamic: server.dynamic.map(toPlace),
    },
    notes: report.notes.map(toNote),
    stats: report.stats,
  };
}

function summarize(report: Report): JsonSummary {
  const counts = { critical: 0, high: 0, medium: 0, low: 0, info: 0 };
  for (const finding of report.findings) counts[finding.severity]++;
  return { findings: report.findings.length, ...counts };
}

function toFinding(finding: Finding): JsonFinding {
  return {
    rule: finding.ruleId,
    severity: finding.severity,
    confidence: finding.confidence,
    profile: finding.profile,
    message: finding.message,
    location: toPlace(finding.location),
    origins: finding.origins.map(({ kind, name, parameter }) => ({ kind, name, parameter })),
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
    excerpt: finding.excerpt === undefined ? null : { lines: [...finding.excerpt.lines] },
    fingerprint: finding.fingerprint,
    baselineState: finding.baselineState ?? null,
  };
}

function toSuppression(suppression: Suppression | undefined): JsonSuppression {
  const { kind = "config", reason, location, expires } = suppression ?? {};
  return {
    kind,
    reason: reason ?? null,
    location: location === undefined ? null : toPlace(location),
    expires: expires ?? null,
  };
}

function toAbsent({ ruleId, fingerprint, path, line, message }: AbsentFinding): JsonAbsent {
  return { rule: ruleId, fingerprint, path, line, message };
}

function toEntity(entity: EntitySummary): JsonEntity {
  return {
    kind: entity.kind,
    name: entity.name ?? null,
    description: entity.description ?? null,
    location: toPlace(entity.location),
    handler: entity.handler === undefined ? null : toPlace(entity.handler),
    // Only such values are left of what the server says.
    annotations: (entity.annotations as JsonEntity["annotations"] | undefined) ?? null,
  };
}

/** Lines and columns count from one, as in editors and SARIF; the end column is exclusive. */
function toPlace(location: Location): JsonPlace {
  const { line, col, endLine, endCol } = location.span;
  return { path: location.path, line, column: col + 1, endLine, endColumn: endCol + 1 };
}

function toNote(note: ScanNote): JsonNote {
  return { kind: note.kind, path: note.path, line: note.line ?? null, message: note.message };
}
