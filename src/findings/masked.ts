/**
 * The lines of a file with the credentials near a place hidden: what code frames and fingerprints are made
 * from, so that no report holds a credential whole, whatever rule it speaks of. Columns stay where they are.
 *
 * Only the neighbourhood is looked at: files are large, and nothing else of them is shown.
 */
import type { Span } from "../ir/types.js";
import { maskSecrets } from "../secrets/index.js";

/** Keys in PEM form are up to this many lines long. */
const LINES_BEFORE = 80;
const LINES_AFTER = 8;
/** Of a longer line this much around the place. */
const NEAR = 3000;

/** `lines` with the neighbourhood of `span` masked; `known` are texts to hide wherever they stand. */
export function maskLines(lines: readonly string[], span: Span, known: readonly string[]): readonly string[] {
  const first = Math.max(0, span.line - 1 - LINES_BEFORE);
  const last = Math.min(
    lines.length,
    Math.max(span.line, Math.min(span.endLine, span.line + 20)) + LINES_AFTER,
  );
  const from = Math.max(0, span.col - NEAR);
  const cut = lines
    .slice(first, last)
    .map((line) => (line.length > 2 * NEAR ? line.slice(from, from + 2 * NEAR) : line));
  const text = cut.join("\n");
  const masked = maskSecrets(text, known);
  if (masked === text) return lines;
  const out = [...lines];
  masked.split("\n").forEach((line, i) => {
    const whole = lines[first + i] ?? "";
    out[first + i] =
      whole.length > 2 * NEAR ? whole.slice(0, from) + line + whole.slice(from + line.length) : line;
  });
  return out;
}
