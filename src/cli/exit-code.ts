/**
 * What the exit code says.
 *
 * A run that could not see everything says so first (4): its findings are printed, but neither their
 * presence nor their absence is the whole answer. Findings at or above the threshold come next (1),
 * then a tree in which nothing was there to audit (3), which is not the same as clean (0).
 */
import { isSeverityAtLeast } from "../findings/order.js";
import type { Report, Severity } from "../findings/types.js";

export const EXIT = { clean: 0, findings: 1, usage: 2, nothing: 3, incomplete: 4, limits: 5 } as const;

/** What makes a run fail; what is left out is as the configuration says, or as usual. */
export interface Gate {
  readonly failOn?: Severity | "never";
  /** Suppressions that have no effect make it fail, too. */
  readonly strictSuppressions?: boolean;
}

/** The threshold unless somebody names another. */
export const USUAL_THRESHOLD: Severity = "medium";

/** The exit code of a finished audit. */
export function exitCodeOf(report: Report, gate: Gate): number {
  if (report.incomplete) return EXIT.incomplete;
  const failOn = gate.failOn ?? report.config?.failOn ?? USUAL_THRESHOLD;
  if (failOn !== "never" && report.findings.some((finding) => isSeverityAtLeast(finding.severity, failOn))) {
    return EXIT.findings;
  }
  const strict = gate.strictSuppressions ?? report.config?.strictSuppressions ?? false;
  if (strict && report.notes.some((note) => note.kind === "suppression")) return EXIT.findings;
  const { server, configuration = [] } = report;
  const nothing = server.entities.length === 0 && server.dynamic.length === 0 && configuration.length === 0;
  return nothing ? EXIT.nothing : EXIT.clean;
}
