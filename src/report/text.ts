/** The report for a person at a terminal: one block a finding, worst first, then a summary. */
import type { Report } from "../findings/types.js";
import { drawFinding } from "./text-finding.js";
import { Style, type StyleOptions } from "./text-style.js";
import { drawSummary } from "./text-summary.js";

export interface TextOptions extends StyleOptions {
  /** Paths are shown relative to it. */
  readonly cwd: string;
  /** Both parts, or one of them: what `--quiet` and `--output` leave to be said. */
  readonly parts?: "all" | "findings" | "summary";
  /** Every step, origin and note. */
  readonly verbose: boolean;
  /** Also the findings that do not count, marked as such. */
  readonly suppressed?: boolean;
  /** Also the call that would reach the place of a finding. */
  readonly proof?: boolean;
  /** How long the audit took; shown when given. */
  readonly milliseconds?: number;
}

/** The report as text, ending in a newline; empty when only findings are wanted and there are none. */
export function formatText(report: Report, options: TextOptions): string {
  const style = new Style(options);
  const context = {
    report,
    style,
    cwd: options.cwd,
    verbose: options.verbose,
    proof: options.proof === true,
  };
  const rules = new Map((report.rules ?? []).map((rule) => [rule.id, rule]));
  const parts = options.parts ?? "all";
  const blocks =
    parts === "summary"
      ? []
      : [...report.findings, ...(options.suppressed === true ? (report.suppressed ?? []) : [])].map(
          (finding) => drawFinding(finding, { ...context, rule: rules.get(finding.ruleId) }),
        );
  if (parts !== "findings") {
    const time = options.milliseconds === undefined ? {} : { milliseconds: options.milliseconds };
    blocks.push(drawSummary({ ...context, ...time }).trimEnd());
  }
  return blocks.length === 0 ? "" : `${blocks.join("\n\n")}\n`;
}
