/** Sentences about a report as a whole that several forms print: what was found, read, and not read. */
import { SEVERITIES } from "../findings/order.js";
import { makeSafe } from "../findings/quote.js";
import type {
  Finding,
  GuardNote,
  Location,
  Report,
  RuleInfo,
  ScanNote,
  Severity,
} from "../findings/types.js";
import { countOf } from "../words.js";
import { toBasePath } from "./paths.js";

/** Severities that occur, worst first, with their number. */
export function countSeverities(findings: readonly Finding[]): { severity: Severity; count: number }[] {
  return [...SEVERITIES]
    .reverse()
    .map((severity) => ({
      severity,
      count: findings.filter((finding) => finding.severity === severity).length,
    }))
    .filter(({ count }) => count > 0);
}

/** "11 findings (5 critical, 6 high)", "No findings", or that there was no server. */
export function verdictOf(report: Report): string {
  const total = report.findings.length;
  if (total > 0) {
    const counts = countSeverities(report.findings).map(({ severity, count }) => `${count} ${severity}`);
    return `${countOf(total, "finding")} (${counts.join(", ")})`;
  }
  if (!isServerFound(report)) return "No MCP server found";
  return report.incomplete ? "No findings in what was read" : "No findings";
}

/** True when there was something to audit: something of a server, or configuration that stands alone. */
export function isServerFound({ server, configuration = [] }: Report): boolean {
  return server.entities.length > 0 || server.dynamic.length > 0 || configuration.length > 0;
}

/** "7 tools, 2 resources over http; 12 files read". */
export function scopeOf({ server, stats, configuration = [] }: Report): string {
  const kinds = ["tool", "resource", "prompt"] as const;
  const parts = kinds
    .map((kind) => ({ kind, count: server.entities.filter((entity) => entity.kind === kind).length }))
    .filter(({ count }) => count > 0)
    .map(({ kind, count }) => countOf(count, kind));
  const over = server.transports.length > 0 ? ` over ${server.transports.join(", ")}` : "";
  const configured =
    configuration.length > 0 ? [`${countOf(configuration.length, "file")} of configuration`] : [];
  const read = stats.files > 0 ? [`${countOf(stats.files, "file")} read`] : [];
  const seen = parts.length > 0 ? [parts.join(", ") + over] : [];
  return [...seen, ...configured, ...read].join("; ");
}

/** What was not read or followed to its end: the notes that say what an empty report is worth. */
export function gapsOf(report: Report): readonly ScanNote[] {
  return report.notes.filter((note) => note.kind !== "info");
}

export const NOTE_LABELS: Readonly<Record<ScanNote["kind"], string>> = {
  failed: "Not read",
  partial: "Partly",
  skipped: "Skipped",
  suppression: "Suppression",
  info: "Note",
};

/** "src/x.ts:3: it could not be parsed", safe to show. */
export function noteText(report: Report, note: ScanNote): string {
  if (note.path === "." || note.path === "") return note.message;
  const path = makeSafe(toBasePath(report, note.path));
  return `${note.line === undefined ? path : `${path}:${note.line}`}: ${note.message}`;
}

/** "src/x.ts:3", relative to the base of the report and safe to show. */
export function placeText(report: Report, location: Location): string {
  return `${makeSafe(toBasePath(report, location.path))}:${location.span.line}`;
}

/** What a check on the way is worth, as a sentence. */
export function guardText(guard: GuardNote): string {
  return `${guard.verdict === "hole" ? "check with a hole" : "check that does not cover this"}: ${guard.text}`;
}

/** The steps of a flow, each with its place; a check is told with its verdict. */
export function stepTexts(report: Report, finding: Finding): { place: string; text: string }[] {
  return finding.flow.map((step) => {
    const guard = finding.guards.find(
      ({ location }) =>
        step.role === "guard" &&
        location.path === step.location.path &&
        location.span.line === step.location.span.line,
    );
    return {
      place: placeText(report, step.location),
      text: guard === undefined ? step.text : guardText(guard),
    };
  });
}

/** The rules of a report by id. */
export function rulesOf(report: Report): ReadonlyMap<string, RuleInfo> {
  return new Map((report.rules ?? []).map((rule) => [rule.id, rule]));
}

/** What to do about a finding. */
export function fixOf(finding: Finding, rule: RuleInfo | undefined): string | undefined {
  return finding.fix ?? rule?.fix;
}

/** "mcp-audit 0.1.0". */
export function toolName({ tool }: Report): string {
  return `${tool.name} ${tool.version}`;
}
