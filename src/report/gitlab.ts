/**
 * GitLab's code quality report: a list of issues in the widget of a merge request.
 *
 * The form has no place for what was not read, so such files are issues of their own.
 */
import { createHash } from "node:crypto";
import { makeSafe, safeJson } from "../findings/quote.js";
import type { Finding, Report, ScanNote, Severity } from "../findings/types.js";
import { gapsOf, rulesOf } from "./facts.js";
import { toBasePath } from "./paths.js";

const SEVERITY: Readonly<Record<Severity, string>> = {
  critical: "blocker",
  high: "critical",
  medium: "major",
  low: "minor",
  info: "info",
};

/** The issues as JSON text, ending in a newline. */
export function formatGitlab(report: Report): string {
  const issues = [
    ...report.findings.map((finding) => toIssue(report, finding)),
    ...gapsOf(report).map((note) => toGap(report, note)),
  ];
  return `${safeJson(issues)}\n`;
}

function toIssue(report: Report, finding: Finding): Record<string, unknown> {
  const { line, endLine } = finding.location.span;
  const title = rulesOf(report).get(finding.ruleId)?.title;
  return {
    description: title === undefined ? finding.message : `${title}: ${finding.message}`,
    check_name: finding.ruleId,
    fingerprint: finding.fingerprint,
    severity: SEVERITY[finding.severity],
    location: {
      path: toBasePath(report, finding.location.path),
      lines: { begin: Math.max(1, line), end: Math.max(1, line, endLine) },
    },
  };
}

function toGap(report: Report, note: ScanNote): Record<string, unknown> {
  const path = toBasePath(report, note.path);
  return {
    description: `Not audited in full: ${makeSafe(note.message)}`,
    check_name: "incomplete-audit",
    fingerprint: createHash("sha256")
      .update(JSON.stringify(["incomplete-audit", path, note.message]))
      .digest("hex")
      .slice(0, 32),
    severity: note.kind === "failed" ? "major" : "info",
    location: { path, lines: { begin: Math.max(1, note.line ?? 1) } },
  };
}
