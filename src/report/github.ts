/**
 * The report for a log of GitHub Actions: the text, then commands that put the worst findings on the lines
 * of a pull request.
 *
 * The runner obeys every line of a log that looks like a command, so the text, which quotes the audited
 * tree, is put where it does not look for any. The word that ends this has to be one that the text cannot
 * hold: it is made of the text itself.
 */
import { createHash } from "node:crypto";
import { makeSafe } from "../findings/quote.js";
import type { Finding, Report } from "../findings/types.js";
import { fixOf, gapsOf, noteText, rulesOf } from "./facts.js";
import { toBasePath } from "./paths.js";
import { levelOf } from "./sarif-rules.js";
import { formatText, type TextOptions } from "./text.js";

/** GitHub shows this many annotations of a kind for one step. */
const MOST = 10;

const COMMANDS = { error: "error", warning: "warning", note: "notice" } as const;

type Command = (typeof COMMANDS)[keyof typeof COMMANDS];

/** The text and the commands, ending in a newline. */
export function formatGithub(report: Report, options: TextOptions): string {
  const text = formatText(report, options);
  const word = createHash("sha256").update(text).digest("hex");
  const quiet = text === "" ? "" : `::stop-commands::${word}\n${text}::${word}::\n`;
  return quiet + annotate(report).join("");
}

function annotate(report: Report): string[] {
  const left = new Map<Command, number>();
  const rules = rulesOf(report);
  const say = (command: Command, place: string[], message: string): string[] => {
    const used = left.get(command) ?? 0;
    left.set(command, used + 1);
    return used < MOST ? [`::${command} ${place.join(",")}::${escapeData(message)}\n`] : [];
  };
  const findings = report.findings.flatMap((finding) => {
    const rule = rules.get(finding.ruleId);
    const fix = fixOf(finding, rule);
    const title = `${rule?.title ?? finding.ruleId} (${finding.severity}, ${finding.ruleId})`;
    const message = fix === undefined ? finding.message : `${finding.message}\n\n${fix}`;
    const command = COMMANDS[levelOf(finding.severity) as keyof typeof COMMANDS];
    return say(command, [...placeOf(report, finding), `title=${escapeProperty(title)}`], message);
  });
  const failed = gapsOf(report)
    .filter((note) => note.kind === "failed")
    .flatMap((note) => say("warning", ["title=mcp-audit is incomplete"], noteText(report, note)));
  return [...findings, ...failed];
}

/** Lines and columns count from one; columns may only be given for a place on one line. */
function placeOf(report: Report, { location }: Finding): string[] {
  const { line, col, endLine, endCol } = location.span;
  const file = escapeProperty(makeSafe(toBasePath(report, location.path)));
  const columns = endLine === line ? [`col=${col + 1}`, `endColumn=${endCol + 1}`] : [];
  return [
    `file=${file}`,
    `line=${Math.max(1, line)}`,
    `endLine=${Math.max(1, line, Math.min(endLine, line + 20))}`,
    ...columns,
  ];
}

function escapeData(text: string): string {
  return text.replaceAll("%", "%25").replaceAll("\r", "%0D").replaceAll("\n", "%0A");
}

function escapeProperty(text: string): string {
  return escapeData(text).replaceAll(":", "%3A").replaceAll(",", "%2C");
}
