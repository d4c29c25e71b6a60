/** The end of a text report: how many findings, what of the server was seen, and what could not be read. */
import { SEVERITIES } from "../findings/order.js";
import type { EntitySummary, Report, ScanNote } from "../findings/types.js";
import { countOf } from "../words.js";
import { toDisplayPath, toDisplayPlace } from "./paths.js";
import { pad, type Style } from "./text-style.js";
import { describeUncounted } from "./text-uncounted.js";

export interface SummaryContext {
  readonly report: Report;
  readonly style: Style;
  readonly cwd: string;
  readonly verbose: boolean;
  readonly milliseconds?: number;
}

const LABEL = 11;
const MAX_NOTES = 8;
const MAX_DYNAMIC = 3;

/** The summary, ending in a newline. */
export function drawSummary(context: SummaryContext): string {
  const { style } = context;
  const parts = [
    style.paint.dim(style.glyph.rule.repeat(style.prose)),
    drawVerdict(context),
    drawFacts(context),
    ...(context.verbose ? [drawEntities(context)] : []),
    drawNotes(context),
  ];
  return `${parts.filter((part) => part !== "").join("\n")}\n`;
}

function drawVerdict(context: SummaryContext): string {
  const { report, style } = context;
  const total = report.findings.length;
  const found = total === 0 ? "" : `${style.paint.bold(countOf(total, "finding"))}: ${bySeverity(context)}`;
  const missing = isServerFound(report) ? "" : drawMissing(context);
  const incomplete = report.incomplete
    ? style.paint.yellow.bold(
        "Incomplete: something could not be read (see below), so findings may be missing.",
      )
    : "";
  const clean = found === "" && missing === "" ? drawClean(context) : "";
  return [found, clean, missing, incomplete].filter((part) => part !== "").join("\n");
}

/** Green only for a scan that read everything and left nothing unsaid. */
function drawClean({ report, style }: SummaryContext): string {
  if (report.incomplete) return "No findings in what was read.";
  const below = report.hidden?.byThreshold ?? 0;
  if (below > 0) return style.paint.bold("No findings at these thresholds.");
  if (report.change !== undefined) return style.paint.bold("No findings in what changed.");
  const suppressed = report.suppressed?.length ?? 0;
  if (suppressed > 0) return style.paint.bold("No findings that count.");
  return style.paint.green.bold("No findings.");
}

function bySeverity({ report, style }: SummaryContext): string {
  return [...SEVERITIES]
    .reverse()
    .map((severity) => ({
      severity,
      count: report.findings.filter((finding) => finding.severity === severity).length,
    }))
    .filter(({ count }) => count > 0)
    .map(({ severity, count }) => style.severity(severity, `${count} ${severity}`))
    .join(", ");
}

/** True when there was something to audit: something of a server, or configuration that stands alone. */
export function isServerFound(report: Report): boolean {
  const { server, configuration = [] } = report;
  return server.entities.length > 0 || server.dynamic.length > 0 || configuration.length > 0;
}

function drawMissing({ report, style }: SummaryContext): string {
  const head = style.paint.yellow.bold("No MCP server found.");
  const { files } = report.stats;
  const excluded = report.notes.find((note) => note.message.startsWith("every source file here is left out"));
  const text =
    files === 0 && excluded !== undefined
      ? style.sentence(`E${excluded.message.slice(1)}.`)
      : files === 0
        ? "There is no source file here that mcp-audit reads. Name the folder that holds the server's code."
        : `${files === 1 ? "The one file read does not register" : `None of the ${countOf(files, "file")} read registers`} a tool, a resource or a prompt, so there was nothing to audit; that is not the same as clean. If the server is in another folder or package, name that one. If it is in files that were left out (tests, examples), --include GLOB brings them in.`;
  return style.wrap(`${head} ${text}`, "", "");
}

function drawFacts(context: SummaryContext): string {
  const { report, style, verbose } = context;
  const lines: string[] = [];
  const add = (label: string, text: string): void => {
    lines.push(style.wrap(text, `  ${style.paint.bold(pad(label, LABEL))}`, " ".repeat(LABEL + 2)));
  };
  const configured = report.configuration?.length ?? 0;
  if (configured > 0) add("Configured", `${countOf(configured, "file")} of configuration, no code`);
  else if (isServerFound(report)) add("Server", describeServer(context));
  if (report.stats.files > 0) {
    const size = `${countOf(report.stats.files, "file")}, ${describeBytes(report.stats.bytes)}, ${countOf(report.stats.functions, "function")}`;
    add("Read", size);
  }
  for (const [label, text] of describeUncounted(report, style)) add(label, text);
  const { byProfile = 0, byThreshold = 0, byConfig = 0 } = report.hidden ?? {};
  const hidden = [
    byConfig > 0 ? `${countOf(byConfig, "finding")} of rules that ${report.config?.file} turns off` : "",
    byThreshold > 0 ? `${countOf(byThreshold, "finding")} below the thresholds` : "",
    byProfile > 0 ? `${countOf(byProfile, "finding")} for other profiles (--profile audit shows all)` : "",
  ].filter((part) => part !== "");
  if (hidden.length > 0) add("Not shown", hidden.join("; "));
  if (verbose) {
    const unsupported = Object.entries(report.stats.unsupported).map(([kind, count]) => `${kind} ${count}`);
    if (unsupported.length > 0) add("Opaque", unsupported.join(", "));
    if (context.milliseconds !== undefined) add("Time", `${context.milliseconds} ms`);
  }
  return lines.join("\n");
}

/** "14 tools, 13 handlers resolved, 1 dynamic (src/registry.ts:40)". */
function describeServer({ report, style, cwd, verbose }: SummaryContext): string {
  const { entities, dynamic, transports } = report.server;
  const kinds: readonly EntitySummary["kind"][] = ["tool", "resource", "prompt"];
  const parts = kinds
    .map((kind) => ({ kind, count: entities.filter((entity) => entity.kind === kind).length }))
    .filter(({ kind, count }) => count > 0 || kind === "tool")
    .map(({ kind, count }) => countOf(count, kind));
  const resolved = entities.filter((entity) => entity.handler !== undefined).length;
  if (entities.length > 0) parts.push(`${countOf(resolved, "handler")} resolved`);
  if (dynamic.length > 0) {
    const shown = verbose ? dynamic : dynamic.slice(0, MAX_DYNAMIC);
    const places = shown.map(
      (place) => `${style.show(toDisplayPath(report, place.path, cwd))}:${place.span.line}`,
    );
    if (shown.length < dynamic.length) places.push(style.glyph.cut);
    parts.push(`${dynamic.length} dynamic (${places.join(", ")})`);
  }
  const known = transports.filter((kind) => kind !== "unknown");
  // What is chosen when the server starts has no name in the code.
  const named = known.length < transports.length ? [...known, "what is chosen at its start"] : known;
  const over = named.length > 0 ? `; over ${named.join(", ")}` : "";
  return parts.join(", ") + over;
}

function describeBytes(bytes: number): string {
  if (bytes < 1024) return countOf(bytes, "byte");
  return bytes < 1024 * 1024 ? `${Math.round(bytes / 1024)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function drawEntities({ report, style, cwd }: SummaryContext): string {
  const rows = report.server.entities.map((entity) => ({
    name: style.show(entity.name ?? "(computed)"),
    kind: entity.kind,
    place: style.show(toDisplayPlace(report, entity.handler ?? entity.location, cwd)),
    opaque: entity.handler === undefined ? "  handler not resolved" : "",
  }));
  const widest = Math.min(40, Math.max(0, ...rows.map((row) => row.name.length)));
  return rows
    .map(
      (row) =>
        `    ${pad(row.kind, LABEL)}${pad(row.name, widest)}  ${style.paint.dim(row.place + row.opaque)}`,
    )
    .join("\n");
}

function drawNotes(context: SummaryContext): string {
  const { report, style, verbose } = context;
  const wanted = report.notes.filter((note) => verbose || note.kind !== "info" || isAboutChoice(note));
  const shown = verbose ? wanted : wanted.slice(0, MAX_NOTES);
  if (shown.length === 0) return "";
  const lines = shown.map((note) => drawNote(note, context));
  const rest = report.notes.length - shown.length;
  if (rest > 0) lines.push(`  ${style.paint.dim(`${countOf(rest, "more note")} with --verbose`)}`);
  return lines.join("\n");
}

/**
 * A choice between two copies of the same code changes what was audited, and whoever was asked about dependencies
 * was told of them: both are said without being asked for.
 */
function isAboutChoice(note: ScanNote): boolean {
  return /audited instead|was asked about|nobody was asked/.test(note.message);
}

const NOTE_LABELS: Readonly<Record<ScanNote["kind"], string>> = {
  failed: "Not read",
  partial: "Partly",
  skipped: "Skipped",
  suppression: "Check",
  info: "Note",
};

function drawNote(note: ScanNote, { report, style, cwd }: SummaryContext): string {
  const label = pad(NOTE_LABELS[note.kind], LABEL);
  const painted =
    note.kind === "failed" || note.kind === "partial" || note.kind === "suppression"
      ? style.paint.yellow.bold(label)
      : style.paint.bold(label);
  const path = note.path === "." ? "" : style.show(toDisplayPath(report, note.path, cwd));
  const place =
    path === "" ? "" : `${style.paint.cyan(note.line === undefined ? path : `${path}:${note.line}`)}: `;
  return style.wrap(place + style.sentence(note.message), `  ${painted}`, " ".repeat(LABEL + 2));
}
