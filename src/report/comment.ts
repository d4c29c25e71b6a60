/**
 * The report as Markdown for a comment on a pull request, and for the summary of a job.
 *
 * Findings stand worst first, as many in full as there is room for; the rest as a line each, and what then
 * is left over as a number. The comment in the first line lets a bot find its own comment again.
 */
import type { AbsentFinding, Report, ScanNote } from "../findings/types.js";
import { countOf } from "../words.js";
import { findingBlock, findingLine } from "./comment-finding.js";
import { gapsOf, isServerFound, NOTE_LABELS, noteText, rulesOf, scopeOf, verdictOf } from "./facts.js";
import { code, escapeMarkdown, sentence } from "./markdown-text.js";

/** GitHub takes 65,536 characters; entities and a line of the bot's own need some. */
const MOST = 60_000;
const MOST_IN_FULL = 20;
const MOST_NOTES = 20;
const MOST_ABSENT = 50;

/** The comment, ending in a newline. */
export function formatComment(report: Report): string {
  const head = ["<!-- mcp-audit -->", `## mcp-audit: ${verdictOf(report)}`, ...leadOf(report)];
  const tail = [...absentOf(report), ...notesOf(report), footOf(report)];
  const room = MOST - [...head, ...tail].join("\n\n").length;
  return `${[...head, ...findingsOf(report, room), ...tail].join("\n\n")}\n`;
}

function leadOf(report: Report): string[] {
  const lines: string[] = [];
  if (report.incomplete) {
    lines.push("**Incomplete:** something could not be read, see below, so findings may be missing.");
  }
  if (!isServerFound(report)) {
    lines.push(
      "There was nothing to audit: no tool, resource or prompt is registered. That is not the same as clean.",
    );
  }
  const { baseline, change } = report;
  if (baseline !== undefined) {
    lines.push(
      `Compared with the baseline ${code(baseline.file)}: ${baseline.new} new, ${baseline.unchanged} known, ${baseline.absent.length} gone.`,
    );
  }
  if (change !== undefined) {
    const outside = change.outside === 0 ? "" : ` ${countOf(change.outside, "finding")} elsewhere not shown.`;
    lines.push(
      `Only findings that the changes since ${code(change.since)} touch (${countOf(change.files, "file")}).${outside}`,
    );
  }
  return lines;
}

function findingsOf(report: Report, room: number): string[] {
  const rules = rulesOf(report);
  const blocks: string[] = [];
  const lines: string[] = [];
  let used = 0;
  let left = 0;
  for (const finding of report.findings) {
    const rule = rules.get(finding.ruleId);
    const block = findingBlock(report, finding, rule);
    const line = findingLine(report, finding, rule);
    // Half of the room is kept for lines, so that a few long findings do not hide the others.
    if (lines.length === 0 && blocks.length < MOST_IN_FULL && used + block.length < room / 2) {
      blocks.push(block);
      used += block.length + 2;
    } else if (used + line.length < room - 200) {
      lines.push(line);
      used += line.length + 1;
    } else left++;
  }
  if (lines.length > 0) blocks.push(`### More findings\n\n${lines.join("\n")}`);
  if (left > 0) blocks.push(`And ${countOf(left, "more finding")} for which there is no room here.`);
  return blocks;
}

function absentOf({ baseline }: Report): string[] {
  const absent = baseline?.absent ?? [];
  if (absent.length === 0) return [];
  const shown = absent.slice(0, MOST_ABSENT).map(absentLine);
  if (absent.length > shown.length) shown.push(`- and ${absent.length - shown.length} more`);
  return [`### Mended\n\n${shown.join("\n")}`];
}

function absentLine({ path, line, ruleId, message }: AbsentFinding): string {
  return `- ${code(`${path}:${line}`)} ${code(ruleId)} ${sentence(message)}`;
}

function notesOf(report: Report): string[] {
  const gaps = gapsOf(report);
  const isFaulty = (note: ScanNote): boolean => note.kind === "suppression";
  return [
    ...listNotes(
      report,
      "Not audited in full",
      gaps.filter((note) => !isFaulty(note)),
    ),
    ...listNotes(report, "Suppressions without effect", gaps.filter(isFaulty)),
  ];
}

function listNotes(report: Report, title: string, notes: readonly ScanNote[]): string[] {
  if (notes.length === 0) return [];
  const shown = notes
    .slice(0, MOST_NOTES)
    .map((note) => `- ${NOTE_LABELS[note.kind]}: ${escapeMarkdown(noteText(report, note))}`);
  if (notes.length > shown.length) shown.push(`- and ${notes.length - shown.length} more`);
  return [`### ${title}\n\n${shown.join("\n")}`];
}

function footOf(report: Report): string {
  const scope = scopeOf(report);
  const { byProfile = 0, byThreshold = 0 } = report.hidden ?? {};
  const suppressed = report.suppressed?.length ?? 0;
  const parts = [
    ...(scope === "" ? [] : [scope]),
    ...(suppressed > 0 ? [`${suppressed} suppressed`] : []),
    ...(byThreshold > 0 ? [`${byThreshold} below the thresholds`] : []),
    ...(byProfile > 0 ? [`${byProfile} for other profiles`] : []),
    `${report.tool.name} ${report.tool.version}`,
  ];
  return parts.map(escapeMarkdown).join(" · ");
}
