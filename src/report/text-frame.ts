/** Draws a code frame: line numbers, a bar, the lines cut to the width, and an underline below the place. */
import type { Excerpt, ExcerptLine } from "../findings/types.js";
import { columns, type Style } from "./text-style.js";

/** The frame, every line indented by `indent`. */
export function drawFrame(excerpt: Excerpt, style: Style, indent: string): string {
  const gutter = Math.max(...excerpt.lines.map((line) => String(line.number).length));
  const room = style.width - indent.length - gutter - 3;
  const bar = style.paint.dim(style.glyph.bar);
  const out: string[] = [];
  for (const line of excerpt.lines) {
    const number = String(line.number).padStart(gutter);
    const { head, body, tail } = cutToRoom(line, style, room);
    if (line.mark === undefined) {
      out.push(`${indent}${style.paint.dim(`${number} ${style.glyph.bar} ${head}`)}`);
      continue;
    }
    out.push(`${indent}${style.paint.bold(number)} ${bar} ${head}${style.paint.bold(body)}${tail}`);
    const under = style.glyph.under.repeat(Math.max(1, columns(body)));
    out.push(`${indent}${" ".repeat(gutter)} ${bar} ${" ".repeat(columns(head))}${style.paint.red(under)}`);
  }
  return out.map((line) => line.trimEnd()).join("\n");
}

/** The line in three parts, the middle one underlined, cut on both sides where it does not fit. */
function cutToRoom(
  line: ExcerptLine,
  style: Style,
  room: number,
): { head: string; body: string; tail: string } {
  const { start, end } = line.mark ?? { start: line.text.length, end: line.text.length };
  const cut = style.glyph.cut;
  let head = style.show(line.text.slice(0, start));
  let body = style.show(line.text.slice(start, end));
  let tail = style.show(line.text.slice(end));
  if (columns(head + body + tail) <= room) return { head, body, tail };
  if (line.mark === undefined) return { head: keepStart(head, room, cut), body: "", tail: "" };
  // The place comes first, then what is before it, then what follows.
  body = keepStart(body, Math.max(10, room - 12), cut);
  const left = room - columns(body);
  const before = Math.max(Math.min(columns(head), left - Math.min(columns(tail), left >> 2)), 0);
  head = keepEnd(head, before, cut);
  tail = keepStart(tail, Math.max(0, left - columns(head)), cut);
  return { head, body, tail };
}

function keepStart(text: string, room: number, cut: string): string {
  if (columns(text) <= room) return text;
  if (room < columns(cut)) return "";
  let kept = "";
  for (const char of text) {
    if (columns(kept + char) > room - columns(cut)) break;
    kept += char;
  }
  return kept + cut;
}

function keepEnd(text: string, room: number, cut: string): string {
  if (columns(text) <= room) return text;
  if (room < columns(cut)) return "";
  let kept = "";
  for (const char of [...text].reverse()) {
    if (columns(char + kept) > room - columns(cut)) break;
    kept = char + kept;
  }
  return cut + kept;
}
