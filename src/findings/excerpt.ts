/**
 * Cuts the code frame of a finding: the lines of the place, one line of context on each side, long
 * lines cut around the column, and the columns to underline. The text comes out safe to show.
 */
import type { Span } from "../ir/types.js";
import { makeSafe } from "./quote.js";
import type { Excerpt, ExcerptLine } from "./types.js";

/** Longest excerpt line; a reporter may cut further. */
const MAX_WIDTH = 200;
/** Most lines of the place itself. */
const MAX_MARKED = 4;
const TAB = "  ";

/** The frame around `span` in `lines`, or undefined when the span lies outside. */
export function buildExcerpt(lines: readonly string[], span: Span): Excerpt | undefined {
  if (span.line < 1 || span.line > lines.length) return undefined;
  const last = Math.min(span.endLine, span.line + MAX_MARKED - 1, lines.length);
  const out: ExcerptLine[] = [];
  const before = lines[span.line - 2];
  if (before !== undefined && before.trim() !== "") out.push(contextLine(span.line - 1, before, span.col));
  for (let number = span.line; number <= last; number++) {
    const raw = lines[number - 1] ?? "";
    const start = number === span.line ? span.col : raw.length - raw.trimStart().length;
    const end = number === span.endLine ? span.endCol : raw.length;
    out.push(markedLine(number, raw, start, Math.max(end, start + 1)));
  }
  const after = lines[last];
  if (after !== undefined && after.trim() !== "") out.push(contextLine(last + 1, after, span.col));
  return { lines: dedent(out) };
}

function contextLine(number: number, raw: string, column: number): ExcerptLine {
  const from = windowStart(raw, column, column + 1);
  return { number, text: pieces(raw, from, from, from).text };
}

function markedLine(number: number, raw: string, start: number, end: number): ExcerptLine {
  const { text, mark } = pieces(raw, windowStart(raw, start, end), start, end);
  return { number, text, mark };
}

/** Where to begin a line that is too long, so that the marked columns stay in view. */
function windowStart(raw: string, start: number, end: number): number {
  if (raw.length <= MAX_WIDTH) return 0;
  const room = MAX_WIDTH - Math.min(end - start, MAX_WIDTH / 2);
  return Math.max(0, Math.min(start - (room >> 1), raw.length - MAX_WIDTH));
}

/** The window from `from`, made safe piece by piece so that the mark's columns follow the escapes. */
function pieces(
  raw: string,
  from: number,
  start: number,
  end: number,
): { text: string; mark: { start: number; end: number } } {
  const to = Math.min(raw.length, from + MAX_WIDTH);
  const clamp = (column: number): number => Math.max(from, Math.min(to, column));
  const show = (a: number, b: number): string =>
    raw.slice(clamp(a), clamp(b)).split("\t").map(makeSafe).join(TAB);
  const head = (from > 0 ? "…" : "") + show(from, start);
  const body = show(start, end);
  const tail = show(Math.max(start, end), to) + (to < raw.length ? "…" : "");
  const text = (head + body + tail).trimEnd();
  const markEnd = Math.min(head.length + Math.max(body.length, 1), Math.max(text.length, head.length + 1));
  return { text, mark: { start: head.length, end: markEnd } };
}

/** Takes the indentation off that all lines share. */
function dedent(lines: readonly ExcerptLine[]): ExcerptLine[] {
  const indents = lines
    .filter((line) => line.text !== "")
    .map((line) => /^ */.exec(line.text)?.[0].length ?? 0);
  const cut = Math.min(
    ...indents,
    ...lines.flatMap((line) => (line.mark === undefined ? [] : [line.mark.start])),
  );
  if (!Number.isFinite(cut) || cut <= 0) return [...lines];
  return lines.map((line) => ({
    number: line.number,
    text: line.text.slice(cut),
    ...(line.mark === undefined ? {} : { mark: { start: line.mark.start - cut, end: line.mark.end - cut } }),
  }));
}
