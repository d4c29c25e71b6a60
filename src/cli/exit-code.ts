/**
 * What the exit code says.
 *
 * A run that could not see everything says so first (4): its findings are printed, but neither their
 * presence nor their absence is the whole answer. Findings at or above the threshold come next (1),
 * then a tree in which nothing was there to audit (3), which is not the same as clean (0).
 */
import { isSeverityAtLeast } from "../findings/order.js";
import type { Report, Severity } from "../findings/types.js";

export const EXIT = { clean: 0, findings: 1, usage: 2, nothing: 3, incomplete: 4 } as const;

/** The exit code of a finished audit. */
export function exitCodeOf(report: Report, failOn: Severity | "never"): number {
  if (report.incomplete) return EXIT.incomplete;
  if (failOn !== "never" && report.findings.some((finding) => isSeverityAtLeast(finding.severity, failOn))) {
    return EXIT.findings;
  }
  const { server, configuration = [] } = report;
  const nothing = server.entities.length === 0 && server.dynamic.length === 0 && configuration.length === 0;
  return nothing ? EXIT.nothing : EXIT.clean;
}
