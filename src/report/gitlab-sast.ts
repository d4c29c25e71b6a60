/**
 * GitLab's SAST report (schema 15), which fills the security tab of a pipeline and the vulnerability report.
 *
 * The schema wants the times of the scan. They are the beginning of the calendar here, because the same tree
 * gives the same bytes; GitLab shows them nowhere. Descriptions are rendered as Markdown by it.
 */
import { safeJson } from "../findings/quote.js";
import type { Finding, Report, RuleInfo, ScanNote, Severity } from "../findings/types.js";
import { stepList } from "./comment-finding.js";
import { fixOf, gapsOf, noteText, rulesOf } from "./facts.js";
import { escapeMarkdown, sentence } from "./markdown-text.js";
import { toBasePath } from "./paths.js";
import { cweUrl } from "./taxonomies.js";

const SCHEMA_VERSION = "15.0.7";
const TIME = "1970-01-01T00:00:00";

const SEVERITY: Readonly<Record<Severity, string>> = {
  critical: "Critical",
  high: "High",
  medium: "Medium",
  low: "Low",
  info: "Info",
};

/** The report as JSON text, ending in a newline. */
export function formatGitlabSast(report: Report): string {
  const scanner = {
    id: report.tool.name,
    name: report.tool.name,
    ...(report.tool.homepage === undefined ? {} : { url: report.tool.homepage }),
    vendor: { name: report.tool.name },
    version: report.tool.version,
  };
  const rules = rulesOf(report);
  const data = {
    version: SCHEMA_VERSION,
    scan: {
      analyzer: scanner,
      scanner,
      type: "sast",
      start_time: TIME,
      end_time: TIME,
      // A report that failed is thrown away by GitLab; what is missing is said in the messages.
      status: "success",
      messages: gapsOf(report).map((note) => ({ level: levelOf(note), value: noteText(report, note) })),
      primary_identifiers: [...rules.values()].map(identifierOf),
    },
    vulnerabilities: report.findings.map((finding) =>
      toVulnerability(report, finding, rules.get(finding.ruleId)),
    ),
  };
  return `${safeJson(data)}\n`;
}

function levelOf(note: ScanNote): string {
  return note.kind === "failed" || note.kind === "partial" ? "warn" : "info";
}

function toVulnerability(
  report: Report,
  finding: Finding,
  rule: RuleInfo | undefined,
): Record<string, unknown> {
  const { line, endLine } = finding.location.span;
  const file = toBasePath(report, finding.location.path);
  const lines = { start_line: Math.max(1, line), end_line: Math.max(1, line, endLine) };
  const fix = fixOf(finding, rule);
  return {
    id: toUuid(finding.fingerprint),
    name: (rule?.title ?? finding.ruleId).slice(0, 255),
    description: [sentence(finding.message), ...stepList(report, finding)].join("\n"),
    severity: SEVERITY[finding.severity],
    ...(fix === undefined ? {} : { solution: escapeMarkdown(fix).slice(0, 7000) }),
    identifiers: [
      rule === undefined
        ? { type: "mcp_audit_rule", name: finding.ruleId, value: finding.ruleId }
        : identifierOf(rule),
      ...(rule?.cwe ?? []).map((id) => ({
        type: "cwe",
        name: `CWE-${id}`,
        value: String(id),
        url: cweUrl(id),
      })),
    ],
    location: { file, ...lines },
    tracking: {
      type: "source",
      items: [{ file, ...lines, signatures: [{ algorithm: "hash", value: finding.fingerprint }] }],
    },
  };
}

function identifierOf(rule: RuleInfo): Record<string, unknown> {
  return { type: "mcp_audit_rule", name: `mcp-audit ${rule.id}`, value: rule.id };
}

/** The 32 digits of a fingerprint in groups, as identifiers of vulnerabilities are written. */
function toUuid(fingerprint: string): string {
  return fingerprint.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
