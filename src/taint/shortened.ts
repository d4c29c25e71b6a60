/**
 * Long texts, of which only a part is kept: what they begin and end with, and of what stands between, the lines that
 * decide whether the end stands in quotes.
 *
 *   tell application "Notes"                         kept, as the beginning
 *     -- Doesn't wait                                kept: a quote in it is open
 *     set folder to "Inbox"                          left out: what begins in it ends in it
 *     show note "<value>"                            kept, as the end
 */
import { HOLE } from "./operations.js";

/** Texts up to this length are kept as they are. */
const MAX_TEXT = 600;
/** No text is longer than this when lines have been left out; otherwise a piece of the middle goes, whatever it holds. */
const MAX_KEPT = 4 * MAX_TEXT;
/** Texts up to this length without a whole line in their middle are kept as they are, too. */
const MAX_WHOLE = 2 * MAX_TEXT;

/** Is it known that nothing was left out of the text? */
export const isWhole = (text: string): boolean => text.length < MAX_TEXT || !text.includes(HOLE);

/** The text, with HOLE where something is left out. */
export function shortened(text: string): string {
  if (text.length <= MAX_TEXT) return text;
  const head = text.indexOf("\n", MAX_TEXT / 2);
  const tail = text.lastIndexOf("\n", text.length - MAX_TEXT / 2);
  if (head < 0 || head >= tail) {
    if (text.length <= MAX_WHOLE) return text;
  } else {
    const kept = text.slice(0, head + 1) + withoutClosed(text.slice(head + 1, tail)) + text.slice(tail);
    if (kept.length <= MAX_KEPT) return kept;
  }
  return text.slice(0, MAX_TEXT / 2) + HOLE + text.slice(-MAX_TEXT / 2);
}

/** The lines in which something begins or ends that another line ends or begins. */
function withoutClosed(lines: string): string {
  const out: string[] = [];
  for (const line of lines.split("\n")) {
    if (!isClosed(line)) out.push(line);
    else if (out.at(-1) !== HOLE) out.push(HOLE);
  }
  return out.join("\n");
}

/**
 * Is whatever stood open in front of a line still open behind it, and nothing else? Quotes of one kind that come in
 * pairs open and close what was closed, and the other way round.
 */
function isClosed(line: string): boolean {
  if (/\\|\/\*|\*\/|\(\*|\*\)/.test(line)) return false;
  const quotes = line.replace(/[^"'`]/g, "");
  return quotes.length % 2 === 0 && /^(.)\1*$|^$/.test(quotes);
}
