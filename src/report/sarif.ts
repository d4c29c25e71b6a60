/**
 * SARIF 2.1.0: one run, places relative to the base of the report, the path of each finding as a code
 * flow, and what could not be read as notifications.
 *
 * No path of the machine, no time and no user name goes in: the same tree gives the same bytes.
 */
import type {
  CodeFlow,
  Log,
  Notification,
  PhysicalLocation,
  Region,
  Result,
  Run,
  Location as SarifLocation,
  ThreadFlowLocation,
} from "sarif";
import { isSafe, safeJson } from "../findings/quote.js";
import type { Finding, FlowStep, Location, Report, RuleInfo, ScanNote } from "../findings/types.js";
import { toUri } from "./paths.js";
import { cweTag, describeRule, levelOf, rankOf } from "./sarif-rules.js";

const SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

/** The report as SARIF text, ending in a newline. */
export function formatSarif(report: Report): string {
  const log: Log = { $schema: SCHEMA, version: "2.1.0", runs: [toRun(report)] };
  return `${safeJson(log)}\n`;
}

function toRun(report: Report): Run {
  const rules = report.rules ?? [];
  const index = new Map(rules.map((rule, at) => [rule.id, at]));
  return {
    tool: {
      driver: {
        name: report.tool.name,
        fullName: `${report.tool.name} ${report.tool.version}`,
        version: report.tool.version,
        semanticVersion: report.tool.version,
        ...(report.tool.homepage === undefined ? {} : { informationUri: report.tool.homepage }),
        rules: rules.map(describeRule),
      },
    },
    invocations: [
      {
        executionSuccessful: !report.incomplete,
        toolExecutionNotifications: [...serverNotes(report), ...report.notes].map((note) =>
          toNotification(report, note),
        ),
      },
    ],
    originalUriBaseIds: {
      SRCROOT: { description: { text: "The root of the repository, or the folder that was audited." } },
    },
    columnKind: "utf16CodeUnits",
    results: report.findings.map((finding) => toResult(report, finding, index, rules)),
    properties: { server: toServer(report) },
  };
}

function toResult(
  report: Report,
  finding: Finding,
  index: ReadonlyMap<string, number>,
  rules: readonly RuleInfo[],
): Result {
  const at = index.get(finding.ruleId);
  const related = relatedPlaces(finding);
  const rule = at === undefined ? undefined : rules[at];
  return {
    ruleId: finding.ruleId,
    ...(at === undefined ? {} : { ruleIndex: at }),
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
  const locations = finding.flow.map(
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
function plain(text: string): string {
  return text.replaceAll("](", "] (");
}

function serverNotes(report: Report): ScanNote[] {
  const { server, configuration = [] } = report;
  if (server.entities.length > 0 || server.dynamic.length > 0 || configuration.length > 0) return [];
  return [
    {
      path: ".",
      kind: "partial",
      message: "no MCP server was found: no tool, resource or prompt is registered",
    },
  ];
}

function toNotification(report: Report, note: ScanNote): Notification {
  const level = note.kind === "failed" ? "error" : note.kind === "info" ? "note" : "warning";
  const region = note.line === undefined ? {} : { region: { startLine: Math.max(1, note.line) } };
  return {
    level,
    message: {
      text: plain(note.path === "." ? note.message : `${toUri(report, note.path)}: ${note.message}`),
    },
    ...(note.path === "."
      ? {}
      : {
          locations: [
            {
              physicalLocation: {
                artifactLocation: { uri: toUri(report, note.path), uriBaseId: "SRCROOT" },
                ...region,
              },
            },
          ],
        }),
  };
}

/** What the scan saw, so that an empty list of results can be judged. */
function toServer(report: Report): Record<string, unknown> {
  const count = (kind: string): number =>
    report.server.entities.filter((entity) => entity.kind === kind).length;
  return {
    tools: count("tool"),
    resources: count("resource"),
    prompts: count("prompt"),
    handlersResolved: report.server.entities.filter((entity) => entity.handler !== undefined).length,
    dynamic: report.server.dynamic.length,
    transports: report.server.transports,
    files: report.stats.files,
  };
}
