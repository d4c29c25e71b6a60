/**
 * What is written of one target of a fleet: one line of JSON. It holds no time and nothing of the machine, so that
 * the same target gives the same line wherever it is audited.
 */
import { UserError } from "../errors.js";
import type { Decision, InstallVerdict, Reason } from "../findings/install-verdict.js";
import { SEVERITIES } from "../findings/order.js";
import { clip, makeSafe, safeJson } from "../findings/quote.js";
import type { Report, Severity } from "../findings/types.js";

/** One line of `mcp-audit fleet`: what was found out about one target. */
export interface FleetLine {
  /** Version of this form. */
  formatVersion: 1;
  /** The program that audited it. */
  tool: { name: string; version: string };
  /** As it stands in the list. */
  target: string;
  /** What was audited under that name; absent for a folder, and when nothing could be. */
  resolved?: FleetResolved;
  /** The answer; absent when there is an error. */
  verdict?: Decision;
  /** Why, the gravest first. */
  reasons: Reason[];
  /** How many findings there are of each severity. */
  findings: { [severity in Severity]: number };
  /** Names of its tools. */
  tools: string[];
  /** What could not be read or analyzed; empty when nothing is missing. */
  incomplete: string[];
  /** Why there is no verdict. */
  error?: FleetError;
  /** How long it took; only when it was asked for. */
  milliseconds?: number;
}

export interface FleetResolved {
  kind: "npm" | "pypi" | "git" | "archive";
  name?: string;
  version?: string;
  /** Hash of what was fetched: "sha512-...", "sha256-...", "commit ...". */
  integrity: string;
}

export interface FleetError {
  /**
   * "failed": it could not be fetched or read. "timeout": it took longer than it may. "memory": it needed more than
   * it may. "crashed": the audit ended in another way.
   */
  kind: "failed" | "timeout" | "memory" | "crashed";
  /** A full sentence. */
  message: string;
}

const LONGEST = 500;
const MOST_INCOMPLETE = 20;

/** The line of a target that was audited. */
export function lineOf(target: string, verdict: InstallVerdict, report: Report): FleetLine {
  const { facts } = verdict;
  const missing = report.notes
    .filter(({ kind }) => kind === "failed" || kind === "partial")
    .map(({ path, message }) => text(path === "" || path === "." ? message : `${path}: ${message}`));
  return {
    formatVersion: 1,
    tool: toolOf(report.tool.version),
    target,
    ...(facts === undefined
      ? {}
      : {
          resolved: {
            kind: facts.kind,
            ...(facts.name === undefined ? {} : { name: facts.name }),
            ...(facts.version === undefined ? {} : { version: facts.version }),
            integrity: facts.integrity,
          },
        }),
    verdict: verdict.decision,
    reasons: [...verdict.reasons],
    findings: countsOf((severity) => report.findings.filter((f) => f.severity === severity).length),
    tools: [...verdict.tools],
    incomplete: [
      ...missing.slice(0, MOST_INCOMPLETE),
      ...(missing.length > MOST_INCOMPLETE ? [`and ${missing.length - MOST_INCOMPLETE} more`] : []),
    ],
  };
}

/** The line of a target of which nothing is known. */
export function failedLine(target: string, version: string, error: FleetError): FleetLine {
  return {
    formatVersion: 1,
    tool: toolOf(version),
    target,
    reasons: [],
    findings: countsOf(() => 0),
    tools: [],
    incomplete: [],
    // What git says of a connection differs from run to run in this alone.
    error: { kind: error.kind, message: text(error.message.replace(/ after \d+ m?s\b/g, "")) },
  };
}

/** The line as text, ending in a newline. */
export function formatLine(line: FleetLine): string {
  return `${safeJson(line, 0)}\n`;
}

export interface ReadLines {
  readonly lines: readonly FleetLine[];
  /** The last line was cut off, as a run that is killed while it writes leaves it; it is not among the lines. */
  readonly truncated: boolean;
}

/** The lines of a file. Throws a UserError where something else than a line stands. */
export function parseLines(content: string, name: string): ReadLines {
  const rows = content.split("\n");
  const lines: FleetLine[] = [];
  for (const [index, row] of rows.entries()) {
    if (row.trim() === "") continue;
    const line = parseLine(row);
    if (line !== undefined) lines.push(line);
    else if (index === rows.length - 1 && isBeginning(row)) return { lines, truncated: true };
    else
      throw new UserError(
        `Line ${index + 1} of ${name} was not written by mcp-audit fleet.`,
        "Name a file that it wrote, or remove that line.",
      );
  }
  return { lines, truncated: false };
}

/** Could a line begin like this? A file of something else must not be taken for one that was cut off. */
function isBeginning(row: string): boolean {
  const start = '{"formatVersion":1,';
  return row.startsWith(start) || start.startsWith(row);
}

/** The line that a text is, or undefined. A later version of the form is none: it could not be told apart. */
export function parseLine(row: string): FleetLine | undefined {
  let data: unknown;
  try {
    data = JSON.parse(row);
  } catch {
    return undefined;
  }
  return isLine(data) ? data : undefined;
}

/** Has a value the form of a line? */
export function isLine(value: unknown): value is FleetLine {
  if (typeof value !== "object" || value === null) return false;
  const { formatVersion, tool, target, findings, tools, reasons, incomplete, verdict, error } =
    value as Partial<FleetLine>;
  return (
    formatVersion === 1 &&
    typeof target === "string" &&
    typeof tool?.version === "string" &&
    SEVERITIES.every((severity) => typeof findings?.[severity] === "number") &&
    [tools, reasons, incomplete].every(Array.isArray) &&
    (typeof verdict === "string") !== (typeof error?.message === "string")
  );
}

function toolOf(version: string): FleetLine["tool"] {
  return { name: "mcp-audit", version };
}

function countsOf(count: (severity: Severity) => number): FleetLine["findings"] {
  return Object.fromEntries(SEVERITIES.map((severity) => [severity, count(severity)])) as Record<
    Severity,
    number
  >;
}

const text = (raw: string): string => clip(makeSafe(raw), LONGEST);
