/** What an editor shows over a finding: the fact, the way to it, the rule, and what to do. */
import { type Hover, MarkupKind } from "vscode-languageserver";
import type { Finding, Report } from "../findings/types.js";

/** The hover over a zero-based position of a root-relative path, when a finding begins there. */
export function hoverAt(report: Report, path: string, line: number, character: number): Hover | undefined {
  const found = report.findings.filter(
    (finding) => finding.location.path === path && covers(finding, line, character),
  );
  if (found.length === 0) return undefined;
  return {
    contents: {
      kind: MarkupKind.Markdown,
      value: found.map((each) => page(report, each)).join("\n\n---\n\n"),
    },
  };
}

function covers({ location }: Finding, line: number, character: number): boolean {
  const { span } = location;
  if (line !== span.line - 1 || character < span.col) return false;
  return span.endLine > span.line || character <= span.endCol;
}

function page(report: Report, finding: Finding): string {
  const rule = report.rules?.find((each) => each.id === finding.ruleId);
  const steps = finding.flow.map(
    ({ location, text }, at) => `${at + 1}. ${plain(text)} (${plain(location.path)}:${location.span.line})`,
  );
  const fix = finding.fix ?? rule?.fix;
  return [
    `**${plain(rule?.title ?? finding.ruleId)}** (\`${finding.ruleId}\`, ${finding.severity}, ${finding.confidence} confidence)`,
    plain(finding.message),
    steps.join("\n"),
    fix === undefined ? "" : `**Fix:** ${plain(fix)}`,
    rule === undefined ? "" : `_${plain(rule.summary)}_`,
  ]
    .filter((part) => part !== "")
    .join("\n\n");
}

/** Names of the audited tree stay between their backticks; no link, image or tag comes out of them. */
function plain(text: string): string {
  return text
    .replaceAll(/[\\[\]<>!*_|]/g, (char) => `\\${char}`)
    .replaceAll(/`([^`]*)`/g, (whole) => whole.replaceAll(/\\([\\[\]<>!*_|])/g, "$1"));
}
