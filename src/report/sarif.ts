/**
 * SARIF 2.1.0: one run, places relative to the base of the report, the path of each finding as a code
 * flow, and what could not be read as notifications.
 *
 * No path of the machine, no time and no user name goes in: the same tree gives the same bytes. Findings
 * that do not count (suppressed, known to a baseline, mended) are left out unless they are asked for,
 * because code scanning of GitHub shows every result it is given; consumers that know what a suppression
 * is (Azure DevOps, the viewer of VS Code) can be given all.
 */
import type { Log, Notification, Result, Run } from "sarif";
import { safeJson } from "../findings/quote.js";
import type { Report, ScanNote } from "../findings/types.js";
import { rootBelowBase, toUri } from "./paths.js";
import { limitResults } from "./sarif-limits.js";
import { plain, toAbsent, toResult } from "./sarif-result.js";
import { describeRule } from "./sarif-rules.js";
import { SUPPORTED_TAXONOMIES, taxonomiesOf } from "./sarif-taxonomies.js";

const SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";

export interface SarifOptions {
  /** Also the findings that do not count, marked as such. */
  readonly suppressed?: boolean;
}

/** The report as SARIF text, ending in a newline. */
export function formatSarif(report: Report, options: SarifOptions = {}): string {
  const log: Log = { $schema: SCHEMA, version: "2.1.0", runs: [toRun(report, options)] };
  return `${safeJson(log)}\n`;
}

/** The report as one run, for logs that hold several. */
export function toRun(report: Report, options: SarifOptions = {}): Run {
  const rules = report.rules ?? [];
  const { results, notes } = limitResults(resultsOf(report, options));
  const base = rootBelowBase(report);
  return {
    tool: {
      driver: {
        name: report.tool.name,
        fullName: `${report.tool.name} ${report.tool.version}`,
        version: report.tool.version,
        semanticVersion: report.tool.version,
        ...(report.tool.homepage === undefined ? {} : { informationUri: report.tool.homepage }),
        rules: rules.map(describeRule),
        supportedTaxonomies: SUPPORTED_TAXONOMIES,
      },
    },
    // Runs over several folders of a repository are kept apart by it.
    automationDetails: { id: base === "" ? "mcp-audit/" : `mcp-audit/${toUri(report, ".")}/` },
    invocations: [
      {
        executionSuccessful: !report.incomplete,
        toolExecutionNotifications: [...serverNotes(report), ...notes, ...report.notes].map((note) =>
          toNotification(report, note),
        ),
      },
    ],
    ...provenance(report),
    originalUriBaseIds: {
      SRCROOT: { description: { text: "The root of the repository, or the folder that was audited." } },
    },
    columnKind: "utf16CodeUnits",
    taxonomies: taxonomiesOf(rules),
    results,
    properties: { server: toServer(report) },
  };
}

function resultsOf(report: Report, { suppressed = false }: SarifOptions): Result[] {
  const rules = new Map((report.rules ?? []).map(({ id, cwe }, index) => [id, { index, cwe }]));
  const context = { report, rules };
  const results = report.findings.map((finding) => toResult(context, finding));
  if (!suppressed) return results;
  return [
    ...results,
    ...(report.suppressed ?? []).map((finding) => toResult(context, finding)),
    ...(report.baseline?.absent ?? []).map((finding) => toAbsent(context, finding)),
  ];
}

function provenance(report: Report): Pick<Run, "versionControlProvenance"> {
  const { versionControl } = report;
  if (versionControl?.repository === undefined) return {};
  const { repository, commit, branch } = versionControl;
  return {
    versionControlProvenance: [
      {
        repositoryUri: repository,
        ...(commit === undefined ? {} : { revisionId: commit }),
        ...(branch === undefined ? {} : { branch }),
        mappedTo: { uriBaseId: "SRCROOT" },
      },
    ],
  };
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
