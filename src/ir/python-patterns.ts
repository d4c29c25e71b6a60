/**
 * Patterns of Python as JavaScript writes them, for what reads patterns in one form.
 *
 *   (?i)^(?P<host>[a-z.]+)\Z     { source: "^(?<host>[a-z.]+)$", flags: "i" }
 *
 * What Python alone has (atomic groups, conditions) stays as it is written, and no reader of JavaScript takes it.
 */

export interface WrittenPattern {
  readonly source: string;
  readonly flags: string;
}

const ESCAPE = String.raw`\\[\s\S]`;
const CLASS = String.raw`\[\^?\]?(?:\\[\s\S]|[^\]\\])*\]`;
const COMMENT = String.raw`\(\?#[^)]*\)`;
const OPENING = String.raw`\(\?(?:P<|P=\w+\)|[aiLmsux]+\)|[aiLmsux]+:)`;
const AT_MOST = String.raw`\{,\d+\}`;
const TOKENS = new RegExp([ESCAPE, CLASS, COMMENT, OPENING, AT_MOST, "[\\s\\S]"].join("|"), "g");

/** Longer ones are left as they are. */
const MAX_LENGTH = 4_000;

/**
 * @param given letters of the flags that it is compiled with: of `aiLmsux`
 * @returns with the flags of JavaScript (`ims`) that the pattern has of itself or was given
 */
export function pythonPattern(written: string, given = ""): WrittenPattern {
  if (written.length > MAX_LENGTH) return { source: written, flags: given.replace(/[^ims]/g, "") };
  const tokens = written.match(TOKENS) ?? [];
  const letters = new Set(given);
  for (const token of tokens) for (const letter of ofItself(token)) letters.add(letter);
  const multiline = letters.has("m");
  const verbose = letters.has("x");
  let source = "";
  let inComment = false;
  for (const token of tokens) {
    if (inComment) inComment = !token.endsWith("\n");
    else if (verbose && token === "#") inComment = true;
    else if (!verbose || !/^\s$/.test(token)) source += translated(token, multiline);
  }
  return { source, flags: ["i", "m", "s"].filter((letter) => letters.has(letter)).join("") };
}

/** `(?im)` */
const ofItself = (token: string): string => /^\(\?([aiLmsux]+)\)$/.exec(token)?.[1] ?? "";

function translated(token: string, multiline: boolean): string {
  if (token === "\\A") return multiline ? "(?<![\\s\\S])" : "^";
  if (token === "\\Z") return multiline ? "(?![\\s\\S])" : "$";
  if (token.startsWith("(?#") || ofItself(token) !== "") return "";
  if (token === "(?P<") return "(?<";
  if (token.startsWith("(?P=")) return `\\k<${token.slice(4, -1)}>`;
  // The flags of Unicode say nothing of a pattern's form.
  if (/^\(\?[aiLmsux]+:$/.test(token)) return token.replace(/[aLu]/g, "");
  if (token.startsWith("{,")) return `{0,${token.slice(2)}`;
  // The first bracket of a class is one of its characters.
  return token.replace(/^(\[\^?)\](?=[\s\S])/, "$1\\]");
}
