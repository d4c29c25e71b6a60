/** The report for a person at a terminal: one block a finding, worst first, then a summary. */
import type { Report } from "../findings/types.js";
import { drawFinding } from "./text-finding.js";
import { Style, type StyleOptions } from "./text-style.js";
import { drawSummary } from "./text-summary.js";

export interface TextOptions extends StyleOptions {
  /** Paths are shown relative to it. */
  readonly cwd: string;
  /** Findings only. */
  readonly quiet: boolean;
  /** Every step, origin and note. */
  readonly verbose: boolean;
  /** How long the audit took; shown when given. */
  readonly milliseconds?: number;
}

/** The report as text, ending in a newline; empty when there is nothing to say and `quiet` is set. */
export function formatText(report: Report, options: TextOptions): string {
  const style = new Style(options);
  const context = { report, style, cwd: options.cwd, verbose: options.verbose };
  const rules = new Map((report.rules ?? []).map((rule) => [rule.id, rule]));
  const blocks = report.findings.map((finding) =>
    drawFinding(finding, { ...context, rule: rules.get(finding.ruleId) }),
  );
  if (!options.quiet) {
    const time = options.milliseconds === undefined ? {} : { milliseconds: options.milliseconds };
    blocks.push(drawSummary({ ...context, ...time }).trimEnd());
  }
  return blocks.length === 0 ? "" : `${blocks.join("\n\n")}\n`;
}
