/** One finding as a SARIF result: its place, the path as a code flow, other places, and what it is worth. */
import type {
  CodeFlow,
  PhysicalLocation,
  Region,
  Result,
  Location as SarifLocation,
  Suppression as SarifSuppression,
  ThreadFlowLocation,
} from "sarif";
import { isSafe } from "../findings/quote.js";
import type { AbsentFinding, Finding, FlowStep, Location, Report, Suppression } from "../findings/types.js";
import { encodePath, toUri } from "./paths.js";
import { MOST_LOCATIONS, MOST_STEPS } from "./sarif-limits.js";
import { cweTag, levelOf, rankOf } from "./sarif-rules.js";

/** What results of one run share. */
export interface ResultContext {
  readonly report: Report;
  /** Index and weaknesses of the rules, by id. */
  readonly rules: ReadonlyMap<string, { readonly index: number; readonly cwe: readonly number[] }>;
}

/** The result. Of very many steps or places the first are kept, as the limits of consumers ask for. */
export function toResult({ report, rules }: ResultContext, finding: Finding): Result {
  const rule = rules.get(finding.ruleId);
  const related = relatedPlaces(finding).slice(0, MOST_LOCATIONS);
  return {
    ruleId: finding.ruleId,
    ...(rule === undefined ? {} : { ruleIndex: rule.index }),
    level: levelOf(finding.severity),
    rank: rankOf(finding),
    message: { text: plain(finding.message) },
    locations: [{ physicalLocation: toPhysical(report, finding.location, finding) }],
    ...(related.length === 0
      ? {}
      : {
          relatedLocations: related.map(({ location, text }, id) =>
            toLocation(report, location, text, id + 1),
          ),
        }),
    ...(finding.flow.length === 0 ? {} : { codeFlows: [toCodeFlow(report, finding)] }),
    partialFingerprints: { "mcpAuditFingerprint/v1": finding.fingerprint },
    ...(finding.suppression === undefined
      ? {}
      : { suppressions: [toSuppression(report, finding.suppression)] }),
    ...(finding.baselineState === undefined ? {} : { baselineState: finding.baselineState }),
    properties: {
      severity: finding.severity,
      confidence: finding.confidence,
      profile: finding.profile,
      ...(rule === undefined ? {} : { tags: ["security", ...rule.cwe.map(cweTag)] }),
      ...(finding.origins.length === 0 ? {} : { origins: finding.origins }),
      ...(finding.fix === undefined ? {} : { fix: finding.fix }),
    },
  };
}

/** A finding of the baseline that is gone: what consumers with a history show as mended. */
export function toAbsent({ rules }: ResultContext, absent: AbsentFinding): Result {
  const rule = rules.get(absent.ruleId);
  return {
    ruleId: absent.ruleId,
    ...(rule === undefined ? {} : { ruleIndex: rule.index }),
    level: "none",
    kind: "notApplicable",
    baselineState: "absent",
    message: { text: plain(absent.message) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: encodePath(absent.path), uriBaseId: "SRCROOT" },
          region: { startLine: Math.max(1, absent.line), startColumn: 1 },
        },
      },
    ],
    partialFingerprints: { "mcpAuditFingerprint/v1": absent.fingerprint },
  };
}

/** Comments in the code are SARIF's "inSource"; the configuration and the baseline are outside of it. */
function toSuppression(report: Report, suppression: Suppression): SarifSuppression {
  const { kind, reason, location } = suppression;
  return {
    kind: kind === "inline" ? "inSource" : "external",
    status: "accepted",
    justification: plain(reason ?? NO_REASON[kind]),
    ...(location === undefined ? {} : { location: { physicalLocation: toPhysical(report, location) } }),
  };
}

const NO_REASON: Readonly<Record<Suppression["kind"], string>> = {
  inline: "Suppressed by a comment without a reason.",
  config: "Ignored by the configuration, without a reason.",
  baseline: "Known: it is in the baseline.",
};

/** Other sinks of the cause, and guards that the flow does not show. */
function relatedPlaces(finding: Finding): { location: Location; text: string }[] {
  const inFlow = new Set(finding.flow.map((step) => placeKey(step.location)));
  const guards = finding.guards.filter((guard) => !inFlow.has(placeKey(guard.location)));
  return [...finding.related, ...guards];
}

function placeKey(location: Location): string {
  return `${location.path}:${location.span.line}:${location.span.col}`;
}

const STEP_KINDS: Readonly<Record<FlowStep["role"], string[]>> = {
  source: ["taint", "source"],
  step: ["taint"],
  guard: ["branch"],
  sink: ["danger", "sink"],
};

function toCodeFlow(report: Report, finding: Finding): CodeFlow {
  const { flow } = finding;
  // Of a path that is too long the end counts most, and its source.
  const kept = flow.length <= MOST_STEPS ? flow : [...flow.slice(0, 1), ...flow.slice(1 - MOST_STEPS)];
  const locations = kept.map(
    (step, at): ThreadFlowLocation => ({
      location: toLocation(report, step.location, step.text),
      kinds: STEP_KINDS[step.role],
      executionOrder: at + 1,
      importance: step.role === "step" ? "important" : "essential",
    }),
  );
  return { threadFlows: [{ locations }] };
}

function toLocation(report: Report, location: Location, text: string, id?: number): SarifLocation {
  return {
    ...(id === undefined ? {} : { id }),
    physicalLocation: toPhysical(report, location),
    message: { text: plain(text) },
  };
}

function toPhysical(report: Report, location: Location, finding?: Finding): PhysicalLocation {
  const snippet = finding === undefined ? undefined : snippetOf(finding);
  return {
    artifactLocation: { uri: toUri(report, location.path), uriBaseId: "SRCROOT" },
    region: { ...toRegion(location), ...(snippet === undefined ? {} : { snippet: { text: snippet } }) },
  };
}

function toRegion(location: Location): Region {
  const { line, col, endLine, endCol } = location.span;
  const startLine = Math.max(1, line);
  const startColumn = Math.max(0, col) + 1;
  if (endLine < startLine) return { startLine, startColumn };
  const endColumn = Math.max(endCol + 1, endLine === startLine ? startColumn : 1);
  return { startLine, startColumn, endLine, endColumn };
}

/** The code of the place, where the frame shows all of it just as it is. */
function snippetOf(finding: Finding): string | undefined {
  const { line, col, endLine, endCol } = finding.location.span;
  const shown = finding.excerpt?.lines.find((candidate) => candidate.number === line);
  if (shown?.mark === undefined || line !== endLine) return undefined;
  const text = shown.text.slice(shown.mark.start, shown.mark.end);
  return text.length === endCol - col && isSafe(text) && !text.includes("…") ? text : undefined;
}

/** `[text](target)` would be a link in a SARIF message; names of the audited tree must not make one. */
export function plain(text: string): string {
  return text.replaceAll("](", "] (");
}
