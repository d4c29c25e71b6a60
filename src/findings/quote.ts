/**
 * Makes text of the audited tree safe to show in a terminal, in a browser and to an agent.
 *
 * Control characters (so every terminal escape), bidirectional overrides, zero-width and tag
 * characters, and lone surrogates become visible ASCII such as `\x1b` or `\u{202e}`; what is long is
 * cut. The result of `makeSafe` is unchanged by `makeSafe`, so doing it twice is harmless.
 */

/** Code points that a reader cannot see, or that change how the text around them is shown. */
const UNSAFE = new RegExp(
  [
    "\\p{Cc}", // control characters
    "\\p{Cf}", // format characters: bidirectional, zero-width, soft hyphen, tags
    "\\p{Cs}", // lone surrogates
    "\\p{Co}", // private use
    "[\\u2028\\u2029]", // line and paragraph separators
    "[\\u034f\\u115f\\u1160\\u17b4\\u17b5\\u3164\\uffa0\\u2800]", // letters without a glyph
    "[\\u180b-\\u180f\\ufe00-\\ufe0e\\u{e0100}-\\u{e01ef}]", // variation selectors
    "(?<=[\\0-\\x7f\\ufe0f]|^)\\ufe0f", // the emoji selector where no emoji stands
    "[\\p{Noncharacter_Code_Point}]",
  ].join("|"),
  "gu",
);

/**
 * Texts in which nothing can be unsafe: ASCII, Latin and Greek letters, punctuation, arrows, signs. Nearly all
 * are, and the large pattern is slow to make.
 */
const PLAIN =
  /^[\n\x20-\x7e\u00a0-\u00ac\u00ae-\u024f\u0370-\u03ff\u2010-\u2027\u2030-\u205e\u2190-\u27ff]*$/;

const SHORT: Readonly<Record<string, string>> = { "\n": "\\n", "\r": "\\r", "\t": "\\t" };

function escapeOne(char: string): string {
  const short = SHORT[char];
  if (short !== undefined) return short;
  const code = char.codePointAt(0) ?? 0;
  return code < 0x100 ? `\\x${code.toString(16).padStart(2, "0")}` : `\\u{${code.toString(16)}}`;
}

/** `text` with everything that is not plainly visible turned into an ASCII escape. Length is kept unless that happens. */
export function makeSafe(text: string): string {
  return PLAIN.test(text) && !text.includes("\n") ? text : text.replace(UNSAFE, escapeOne);
}

/** True when `makeSafe` would change nothing. */
export function isSafe(text: string): boolean {
  return (PLAIN.test(text) && !text.includes("\n")) || text.search(UNSAFE) === -1;
}

/** `text` cut to `max` code points; a cut ends in an ellipsis. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  const points = [...text.slice(0, max * 2 + 2)];
  return points.length <= max
    ? text
    : `${points
        .slice(0, max - 1)
        .join("")
        .trimEnd()}…`;
}

/** A name or snippet of the tree between backticks, safe and short: the form used inside messages. */
export function quote(text: string, max = 60): string {
  return `\`${clip(makeSafe(text.slice(0, max * 4)).replaceAll("`", "'"), max)}\``;
}

/** `JSON.stringify` whose output is safe to show too: the same data, with unsafe characters as `\uXXXX`. */
export function safeJson(value: unknown, indent = 2): string {
  const text = JSON.stringify(value, null, indent);
  if (PLAIN.test(text)) return text;
  return text.replace(UNSAFE, (char) => (char === "\n" ? char : toJsonEscape(char)));
}

function toJsonEscape(char: string): string {
  let out = "";
  for (let i = 0; i < char.length; i++) out += `\\u${char.charCodeAt(i).toString(16).padStart(4, "0")}`;
  return out;
}
