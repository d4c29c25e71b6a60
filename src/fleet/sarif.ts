/**
 * SARIF of many targets: a log with one run for each, told apart by its id, and with what the line says of the
 * target in its properties. Logs of single audits can be merged in; of them the same run is kept once.
 */
import type { Log, Run } from "sarif";
import { UserError } from "../errors.js";
import { safeJson } from "../findings/quote.js";
import { type FleetLine, isLine } from "./line.js";
import { compareLines, compareTexts } from "./merge.js";

const SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json";
const RUN_ID = "mcp-audit/fleet/";

/** The run of an audit as the run of a target. */
export function runOfTarget(run: Run, line: FleetLine): Run {
  return {
    ...run,
    automationDetails: { id: `${RUN_ID}${encodeURIComponent(line.target.replace(/\p{Cs}/gu, "\ufffd"))}/` },
    properties: { ...run.properties, fleet: line },
  };
}

/** The run of a target that could not be audited: no result, which is told from a clean one by its notification. */
export function failedRun(line: FleetLine, homepage?: string): Run {
  const { name, version } = line.tool;
  const run: Run = {
    tool: {
      driver: {
        name,
        fullName: `${name} ${version}`,
        version,
        semanticVersion: version,
        ...(homepage === undefined ? {} : { informationUri: homepage }),
        rules: [],
      },
    },
    invocations: [
      {
        executionSuccessful: false,
        toolExecutionNotifications: [{ level: "error", message: { text: line.error?.message ?? "" } }],
      },
    ],
    columnKind: "utf16CodeUnits",
    results: [],
  };
  return runOfTarget(run, line);
}

/** The line that a run carries. */
export function lineOfRun(run: Run): FleetLine | undefined {
  const line: unknown = run.properties?.["fleet"];
  return isLine(line) ? line : undefined;
}

/** One run of each target, sorted by target; then runs of other audits, each once. */
export function mergeRuns(runs: Iterable<Run>): Run[] {
  const best = new Map<string, Run>();
  const others = new Map<string, Run>();
  for (const run of runs) {
    const line = lineOfRun(run);
    if (line === undefined) others.set(JSON.stringify(run), run);
    else {
      const other = best.get(line.target);
      if (other === undefined || compareRuns(run, other) > 0) best.set(line.target, run);
    }
  }
  const sorted = (map: ReadonlyMap<string, Run>): Run[] =>
    [...map].sort(([a], [b]) => compareTexts(a, b)).map(([, run]) => run);
  return [...sorted(best), ...sorted(others)];
}

/** As their lines compare, so that lines and runs of a target agree. */
function compareRuns(a: Run, b: Run): number {
  const [first, second] = [lineOfRun(a), lineOfRun(b)];
  const byLine = first === undefined || second === undefined ? 0 : compareLines(first, second);
  return byLine || compareTexts(JSON.stringify(a), JSON.stringify(b));
}

/** The log, ending in a newline. */
export function formatLog(runs: readonly Run[]): string {
  const log: Log = { $schema: SCHEMA, version: "2.1.0", runs: [...runs] };
  return `${safeJson(log)}\n`;
}

/** The runs of a log; undefined when the text is no SARIF at all. Throws a UserError for SARIF that cannot be read. */
export function parseLog(text: string, name: string): Run[] | undefined {
  let data: unknown;
  try {
    data = JSON.parse(text.replace(/^\ufeff/, ""));
  } catch {
    return undefined;
  }
  if (typeof data !== "object" || data === null || !("runs" in data)) return undefined;
  const { version, runs } = data as { version?: unknown; runs: unknown };
  if (version !== "2.1.0" || !Array.isArray(runs) || !runs.every(isRun))
    throw new UserError(
      `${name} is not SARIF 2.1.0, or its runs have another form.`,
      "Name files that `mcp-audit fleet --sarif` or `mcp-audit --format sarif` wrote.",
    );
  return runs;
}

/** Has a value the form of a run, as far as merging needs it? */
export function isRun(value: unknown): value is Run {
  return typeof value === "object" && value !== null && typeof (value as Partial<Run>).tool === "object";
}
