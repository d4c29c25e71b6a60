/**
 * A report as diagnostics: one for each finding, with its path as related places, and one for each suppression
 * that has no effect. Long places are cut to their first line, so that no editor underlines a whole function.
 */
import { type Diagnostic, DiagnosticSeverity, DiagnosticTag } from "vscode-languageserver";
import type { Finding, Location, Report, ScanNote, Severity } from "../findings/types.js";
import { rangeOf, uriOf } from "./places.js";

export const SOURCE = "mcp-audit";

/** What a diagnostic remembers for the actions on it. */
export type DiagnosticData =
  | { readonly kind: "finding"; readonly rule: string; readonly fingerprint: string; readonly path: string }
  | { readonly kind: "suppression"; readonly path: string; readonly line: number };

const SEVERITIES: Readonly<Record<Severity, DiagnosticSeverity>> = {
  critical: DiagnosticSeverity.Error,
  high: DiagnosticSeverity.Error,
  medium: DiagnosticSeverity.Warning,
  low: DiagnosticSeverity.Information,
  info: DiagnosticSeverity.Hint,
};

const MOST_RELATED = 40;

/** Diagnostics by the URI of their file. */
export function diagnosticsOf(report: Report): Map<string, Diagnostic[]> {
  const out = new Map<string, Diagnostic[]>();
  const add = (path: string, diagnostic: Diagnostic): void => {
    const uri = uriOf(report.root, path);
    const list = out.get(uri);
    if (list === undefined) out.set(uri, [diagnostic]);
    else list.push(diagnostic);
  };
  for (const finding of report.findings) add(finding.location.path, ofFinding(report, finding));
  for (const note of report.notes)
    if (note.kind === "suppression" && note.line !== undefined) add(note.path, ofNote(note, note.line));
  return out;
}

function ofFinding(report: Report, finding: Finding): Diagnostic {
  const { ruleId, severity, confidence, location, message } = finding;
  const rule = report.rules?.find((each) => each.id === ruleId);
  const fix = finding.fix ?? rule?.fix;
  const data: DiagnosticData = {
    kind: "finding",
    rule: ruleId,
    fingerprint: finding.fingerprint,
    path: location.path,
  };
  return {
    range: firstLine(location),
    severity: SEVERITIES[severity],
    code: ruleId,
    source: SOURCE,
    message: `${message}${fix === undefined ? "" : `\n${fix}`}\n(${severity}, ${confidence} confidence)`,
    relatedInformation: relatedOf(finding).map(({ location: at, text }) => ({
      location: { uri: uriOf(report.root, at.path), range: firstLine(at) },
      message: text,
    })),
    data,
  };
}

/** The path in its order, then checks and places that it does not show. */
function relatedOf(finding: Finding): { readonly location: Location; readonly text: string }[] {
  const key = ({ path, span }: Location): string => `${path}:${span.line}:${span.col}`;
  const seen = new Set(finding.flow.map((step) => key(step.location)));
  const others = [...finding.guards, ...finding.related].filter(({ location }) => !seen.has(key(location)));
  return [...finding.flow, ...others].slice(0, MOST_RELATED);
}

function ofNote(note: ScanNote, line: number): Diagnostic {
  const data: DiagnosticData = { kind: "suppression", path: note.path, line };
  return {
    range: { start: { line: line - 1, character: 0 }, end: { line: line - 1, character: 1000 } },
    severity: DiagnosticSeverity.Warning,
    code: "suppression",
    source: SOURCE,
    message: note.message.charAt(0).toUpperCase() + note.message.slice(1),
    tags: [DiagnosticTag.Unnecessary],
    data,
  };
}

function firstLine({ span }: Location): Diagnostic["range"] {
  const { line, col, endLine } = span;
  if (endLine <= line) return rangeOf({ span });
  return rangeOf({ span: { line, col, endLine: line, endCol: col + 1000 } });
}
