/** One finding in Markdown: what, where, the code, the path to it, and what to do. */
import type { Finding, Report, RuleInfo } from "../findings/types.js";
import { fixOf, guardText, placeText, stepTexts } from "./facts.js";
import { code, codeBlock, escapeMarkdown, sentence } from "./markdown-text.js";
import { cweUrl } from "./taxonomies.js";

/** One line: for lists. */
export function findingLine(report: Report, finding: Finding, rule: RuleInfo | undefined): string {
  const title = escapeMarkdown(rule?.title ?? finding.ruleId);
  return `- **${finding.severity}** ${title} at ${code(placeText(report, finding.location))}`;
}

/** The whole block, with a heading. */
export function findingBlock(report: Report, finding: Finding, rule: RuleInfo | undefined): string {
  const title = escapeMarkdown(rule?.title ?? finding.ruleId);
  const fix = fixOf(finding, rule);
  const facts = [
    code(finding.ruleId),
    ...(finding.confidence === "high" ? [] : [`${finding.confidence} confidence`]),
    ...(rule?.cwe ?? []).map((id) => `[CWE-${id}](${cweUrl(id)})`),
    ...(rule?.owasp ?? []).map((id) => `OWASP ${id}`),
  ];
  const parts = [
    `### ${capitalize(finding.severity)}: ${title}`,
    `${code(placeText(report, finding.location))} (${facts.join(", ")})`,
    sentence(finding.message),
  ];
  if (finding.excerpt !== undefined) {
    const width = Math.max(...finding.excerpt.lines.map((line) => String(line.number).length));
    const lines = finding.excerpt.lines.map((line) =>
      `${line.mark === undefined ? " " : ">"} ${String(line.number).padStart(width)} | ${line.text}`.trimEnd(),
    );
    parts.push(codeBlock(lines, "text"));
  }
  const steps = stepList(report, finding);
  if (steps.length > 0) {
    parts.push(`<details><summary>How it gets there</summary>\n\n${steps.join("\n")}\n\n</details>`);
  }
  if (fix !== undefined) parts.push(`**Fix:** ${sentence(fix)}`);
  return parts.join("\n\n");
}

/** The steps of the flow as a numbered list, then the checks that are not on it. */
export function stepList(report: Report, finding: Finding): string[] {
  const steps = stepTexts(report, finding).map(
    ({ place, text }, at) => `${at + 1}. ${code(place)} ${sentence(text)}`,
  );
  const onPath = new Set(finding.flow.map(({ location }) => placeText(report, location)));
  const others = finding.guards
    .filter(({ location }) => !onPath.has(placeText(report, location)))
    .map((guard) => `- ${code(placeText(report, guard.location))} ${sentence(guardText(guard))}`);
  return others.length === 0 ? steps : [...steps, "", ...others];
}

function capitalize(text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1);
}
