/**
 * A value that stands as a literal in the text of a program: written by a library (`JSON.stringify`, `repr`), or
 * between quotes with backslashes and these quotes escaped. Nothing in it is code then.
 *
 *   `f(${JSON.stringify(x)})`                                                             a literal
 *   `POSIX file "${x.replace(/\\/g, "\\\\").replace(/"/g, '\\"')}"`                       a literal
 *   `set body to "${x.replace(/\\/g, "&#92;").replace(/"/g, '\\"')}"`                     a literal
 *   `"${x.replace(/"/g, '\\"')}"`                          none: a backslash takes the escape away
 *
 * Shells are no such language: what stands between their double quotes is looked through for more.
 */
import type { ScriptLanguage } from "../models/kinds.js";
import type { Step } from "../taint/flows.js";
import type { Op } from "../taint/lineage.js";
import { answeredTexts, replacement } from "./alphabet.js";
import { patternInfo } from "./pattern.js";
import type { Graded, Hole } from "./types.js";

/** Quotes of a language between which a backslash escapes and nothing is inserted. */
const QUOTES: Readonly<Record<ScriptLanguage, string>> = {
  javascript: "\"'",
  python: "\"'",
  applescript: '"',
  // Perl, Ruby and PHP insert variables and code between double quotes.
  other: "'",
};

/** What begins a text of its own or a comment, and how the comment ends. In AppleScript, an apostrophe is neither. */
interface Lexis {
  readonly opens: string;
  readonly comments: readonly (readonly [begin: string, end: string])[];
}

const LEXIS: Readonly<Record<ScriptLanguage, Lexis>> = {
  javascript: {
    opens: "\"'`",
    comments: [
      ["//", "\n"],
      ["/*", "*/"],
    ],
  },
  python: { opens: "\"'", comments: [["#", "\n"]] },
  applescript: {
    opens: '"',
    comments: [
      ["--", "\n"],
      ["#", "\n"],
      ["(*", "*)"],
    ],
  },
  other: { opens: "\"'`", comments: [["# ", "\n"]] },
};

/** Steps that leave a text as it is where it is spliced. */
const KEEPS: ReadonlySet<string> = new Set([
  "identity",
  "trim",
  "join",
  "insert",
  "collect",
  "element",
  "written",
]);

/** Is the value a literal of the program that it stands in? */
export function isLiteral(g: Graded, language: ScriptLanguage): boolean {
  const { steps } = g.flow;
  const quote = openQuote(g.before, language);
  const written = steps.findLastIndex(
    (s) => s.op.op === "flow" && (s.op.flow === "json" || s.op.flow === "literal"),
  );
  if (written >= 0 && quote === undefined) return keeps(steps.slice(written + 1));
  if (quote === undefined || !QUOTES[language].includes(quote) || !closes(g.after, quote)) return false;
  const quoted = steps.findIndex((s) => escapes(s, quote) || takesAway(s, quote, quote));
  if (quoted < 0 || !keepsEscapes(steps.slice(quoted + 1), quote)) return false;
  const before = steps.slice(0, quoted + 1);
  if (before.some((s) => escapes(s, "\\"))) return true;
  const gone = before.findIndex((s) => takesAway(s, "\\", quote));
  return gone >= 0 && before.slice(gone + 1).every((s) => escapes(s, quote) || keepsEscapes([s], quote));
}

/** Is every such character left out, or something written for it that is neither a backslash nor the quote? */
function takesAway({ op, site }: Step, char: string, quote: string): boolean {
  const r = replacement(op);
  if (r === undefined || /[\\$\uFFFB\uFFFC]/.test(r.by) || r.by.includes(quote)) return false;
  if (r.pattern !== undefined)
    return r.pattern === char && (r.method !== "replace" || site?.module.language === "python");
  if (r.regex?.flags.includes("g") !== true) return false;
  return patternInfo(r.regex.source, r.regex.flags)?.single?.(char) === true;
}

/**
 * Is it JSON in a script of a page, in which `<` stands as an escape? Nothing else ends the script.
 *
 *   <script>const data = ${JSON.stringify(x).replace(/</g, "\\u003c")};</script>
 */
export function isScriptData(g: Graded): boolean {
  const [, script] = /<script(?:\s[^<>]*)?>((?:(?!<\/script|<!--).)*)$/is.exec(g.before) ?? [];
  if (script === undefined || openQuote(script, "javascript") !== undefined) return false;
  const { steps } = g.flow;
  const written = steps.findLastIndex((s) => s.op.op === "flow" && s.op.flow === "json");
  if (written < 0) return false;
  const after = steps.slice(written + 1);
  return (
    after.some((s) => replacesEach(s, "<")) &&
    after.every((s) => s.op.op !== "flow" || KEEPS.has(s.op.flow) || leavesJson(s.op))
  );
}

/** Is every such character replaced, by something that has none? */
function replacesEach({ op, site }: Step, char: string): boolean {
  const r = replacement(op);
  if (r === undefined || r.by.includes(char) || r.by.includes("$")) return false;
  if (r.pattern !== undefined)
    return r.pattern === char && (r.method !== "replace" || site?.module.language === "python");
  if (r.regex === undefined || !r.regex.flags.includes("g")) return false;
  return r.regex.source === char || /^\[[<>&/\\]+\]$/.test(r.regex.source);
}

/** Is it a replacement of single characters that mean nothing to JSON, by an escape of them? */
function leavesJson(op: Op): boolean {
  const r = replacement(op);
  if (r === undefined || !/^\\(?:u[0-9a-f]{4}|x[0-9a-f]{2}|\/)$/i.test(r.by)) return false;
  const found = r.pattern ?? r.regex?.source ?? "";
  return /^(?:[<>&/\u2028\u2029]|\\\/|\\u202[89]|\[[<>&/\u2028\u2029]+\])$/.test(found);
}

/** What is missing where quotes are escaped by hand. */
export function literalHole(g: Graded, language: ScriptLanguage): Hole | undefined {
  const quote = openQuote(g.before, language);
  const { steps } = g.flow;
  if (quote === undefined || !steps.some((s) => escapes(s, quote))) return undefined;
  return {
    text: `quotes are escaped and backslashes are not, or later: \`\\${quote}\` ends the text, and code follows`,
    partial: true,
  };
}

/** Do the steps leave a text as it is where it is spliced? */
export const keeps = (steps: readonly Step[]): boolean =>
  steps.every(({ op }) => op.op !== "flow" || KEEPS.has(op.flow));

/** Or is something else written as an escape (`text.replace("\n", "\\n")`), which leaves those that are there? */
const keepsEscapes = (steps: readonly Step[], quote: string): boolean =>
  steps.every(({ op }) => op.op !== "flow" || KEEPS.has(op.flow) || escapesOther(op, quote));

export function escapesOther(op: Op, quote: string): boolean {
  const r = replacement(op);
  if (r === undefined) return false;
  const found = r.pattern ?? r.regex?.source.replace(/\\[nrts]/g, "");
  if (found === undefined || /[$\uFFFB\uFFFC]/.test(r.by)) return false;
  // The other quotes of the language mean nothing between these, with a backslash in front of them or without.
  const touched =
    r.pattern === undefined
      ? /[^\w [\]+?|():*-]/.test(found) && !(/^["'`]$/.test(found) && found !== quote)
      : found.includes("\\") || found.includes(quote);
  if (touched) return false;
  if (isInterlude(r.by, quote)) return true;
  return !r.by.replace(/\\[^\uFFFC]/g, "").includes("\\") && !r.by.replace(/\\./g, "").includes(quote);
}

/** Does it leave the text for something that stands in the code, and enter it again? `" & linefeed & "` */
const isInterlude = (by: string, quote: string): boolean =>
  by.length > 2 && by.startsWith(quote) && by.endsWith(quote) && /^[^"'`\\]*$/.test(by.slice(1, -1));

/** Is every such character put behind a backslash? */
export function escapes({ op, site }: Step, char: string): boolean {
  const r = replacement(op);
  if (r === undefined) return answeredTexts(op)?.[char] === `\\${char}`;
  if (r.pattern !== undefined)
    return (
      r.pattern === char &&
      r.by === `\\${char}` &&
      (r.method !== "replace" || site?.module.language === "python")
    );
  if (r.regex === undefined || !r.regex.flags.includes("g")) return false;
  const { source } = r.regex;
  if (source === (char === "\\" ? "\\\\" : char) || source === `\\${char}`) return isEscaped(r.by, char);
  return (
    /^\\\\?(?:\$&|\$1|\\1|\\g<[01]>)$/.test(r.by) &&
    patternInfo(source, r.regex.flags)?.single?.(char) === true
  );
}

/** The replacement of one character: itself behind a backslash; Python's `re.sub` wants backslashes doubled. */
const isEscaped = (by: string, char: string): boolean =>
  by === `\\${char}` || by === "\\$&" || by === `\\\\${char}` || (char === "\\" && by === "\\\\\\\\");

/** Does the literal end in this line, with more text in front of its end or none? */
function closes(after: string, quote: string): boolean {
  for (let i = 0; i < after.length; i++) {
    const char = after[i];
    if (char === quote) return true;
    if (char === "\n") return false;
    if (char === "\\") i++;
  }
  return false;
}

/** In front of a statement, or of an expression that is no argument of a call. */
const STARTS = /(?:^|[{:;\n]|=>|\b(?:return|await)|(?<![\w$.])\()\s*$/;
/** Behind it. */
const ENDS = /^(?:\s*(?:$|[});])|[ \t]*\n)/;

/**
 * Is the value code of its own in the text around it, rather than spliced into code of the program's?
 *
 *   `(async () => { ${code} })()`       of its own: that it is wrapped takes nothing away and adds nothing
 *   `document.title = "${code}"`        spliced
 */
export const isCodeOfItsOwn = (g: Graded, language: ScriptLanguage): boolean =>
  STARTS.test(g.before) && ENDS.test(g.after) && openQuote(g.before, language) === undefined;

/** The quote of the literal that a program's text ends in, if it ends in one. */
function openQuote(text: string, language: ScriptLanguage): string | undefined {
  const { opens, comments } = LEXIS[language];
  let open: string | undefined;
  for (let i = 0; i < text.length; i++) {
    const char = text[i] ?? "";
    if (char === "\\") i++;
    else if (open !== undefined) open = char === open ? undefined : open;
    else if (opens.includes(char)) open = char;
    else {
      const comment = comments.find(([begin]) => text.startsWith(begin, i));
      if (comment === undefined) continue;
      const end = text.indexOf(comment[1], i + comment[0].length);
      if (end < 0) return undefined;
      i = end + comment[1].length - 1;
    }
  }
  return open;
}
