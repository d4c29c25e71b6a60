/**
 * Words that a library quoted for a shell: they stay words where they stand for themselves, or within a text that is
 * quoted as a whole. Between other quotes they do not: `"'...'"` is a text in which `$(...)` runs, and `'` + `'...'`
 * ends the quotes. A word with nothing before it names the program, however well it is quoted.
 */
import type { Step } from "../taint/flows.js";
import type { Op } from "../taint/lineage.js";
import { isWhole } from "../taint/shortened.js";
import { joinedBefore } from "../taint/started.js";
import { replacement } from "./alphabet.js";
import { escapes, keeps } from "./script.js";
import type { Graded, Hole } from "./types.js";

const UNDOES: ReadonlySet<string> = new Set(["replace", "decode"]);

/** Is the value such a word, as the shell reads the text? A hole where it was one; undefined where it never was. */
export function quotedWord(g: Graded): true | Hole | undefined {
  const ops = g.flow.steps.map((s) => s.op);
  const at = ops.findLastIndex((op) => op.op === "flow" && op.flow === "shell-quote");
  if (at < 0) return undefined;
  const later = ops.slice(at + 1);
  if (later.some((op) => op.op === "flow" && UNDOES.has(op.flow))) return undefined;
  const before = textBefore(g, later);
  const quote = openQuote(before);
  if (quote === undefined)
    return isFirstWord(g, before)
      ? { text: "the quoted value is the first word: it names the program that is started" }
      : true;
  return {
    text:
      quote === '"'
        ? "the quoted value stands between double quotes again: `$(...)` and backticks in it are run"
        : "the quoted value stands between single quotes again: its own quotes end them",
  };
}

/**
 * Is the value held by backslashes that the program puts in front of characters? Between double quotes few mean
 * anything; outside of quotes many do, and between single quotes a backslash means nothing.
 *
 *   `open ${x.replace(/[^\w./-]/g, "\\$&")}`                  a word
 *   `grep "${x.replace(/(["$`\\])/g, "\\$1")}" notes`        a text
 */
export function escapedWord(g: Graded): true | Hole | undefined {
  const { steps } = g.flow;
  const at = steps.findIndex((s) => escapes(s, "\\"));
  const last = steps.findLastIndex((s) => isEscaping(s));
  const later = steps.slice(at + 1);
  // What is put behind a backslash twice stands behind one that stands for itself.
  if (at < 0 || IN_WORDS.some((char) => steps.filter((s) => escapes(s, char)).length > 1)) return undefined;
  if (!later.every((s) => keeps([s]) || isEscaping(s))) return undefined;
  const before = textBefore(
    g,
    steps.slice(last + 1).map((s) => s.op),
  );
  const quote = openQuote(before);
  if (quote === "'") return undefined;
  const missing = (quote === undefined ? IN_WORDS : IN_TEXTS).find(
    (char) => !steps.slice(at).some((s) => escapes(s, char)),
  );
  if (missing !== undefined)
    return {
      text: `characters are put behind backslashes by hand, and ${NAMES.get(missing) ?? `\`${missing}\``} is not among them`,
    };
  return quote === undefined && isFirstWord(g, before) ? undefined : true;
}

/**
 * Does the value stand in single quotes, with each of its own closed, escaped and opened again? What was put around it
 * before that stands in the quotes with it.
 *
 *   `'${x.replace(/'/g, "'\\''")}'`        `'${`${x}/docs`.replace(/'/g, "'\\''")}'`
 */
export function singleQuotedWord(g: Graded): boolean {
  const at = g.flow.steps.findLastIndex(reopensQuotes);
  if (at < 0) return false;
  const later = g.flow.steps.slice(at + 1).map((s) => s.op);
  if (later.some((op) => op.op === "flow" && CUTS.has(op.flow))) return false;
  const before = textBefore(g, later);
  return isWhole(before) ? openQuote(before) === "'" : g.before.endsWith("'") && g.after.startsWith("'");
}

/** What leaves a part of such a text, or another one: a quote may be left without what escapes it. */
const CUTS: ReadonlySet<string> = new Set(["slice", "decode"]);

/** Is every single quote in it closed, escaped and opened again? */
function reopensQuotes({ op, site }: Step): boolean {
  const r = replacement(op);
  if (r === undefined) return false;
  const all =
    r.pattern === "'"
      ? r.method !== "replace" || site?.module.language === "python"
      : r.regex?.source === "'" && r.regex.flags.includes("g");
  return all && (r.by === "'\\''" || r.by === "'\"'\"'" || r.by === "'\\\\''");
}

/** What a shell acts on outside of quotes. A line break behind a backslash is left out. */
const IN_WORDS = [..."\\;&|`$()<>'\" \t\n"];
/** What a shell acts on between double quotes. */
const IN_TEXTS = [...'\\"$`'];
const NAMES: ReadonlyMap<string, string> = new Map([
  [" ", "a blank"],
  ["\t", "a tab"],
  ["\n", "a line break"],
  ["`", "a backtick"],
]);

const isEscaping = (step: Step): boolean => IN_WORDS.some((char) => escapes(step, char));

/** Nothing in front of it, or what ends another command. A second argument stands behind the program's name. */
const BEGINS_COMMAND = /(?:^|&&|[|;\n])\s*$/;

/** Of the elements of a list, none is known to be the first. */
const isJoin = (op: Op): boolean => op.op === "flow" && (op.flow === "join" || op.flow === "insert");

/** Does the word name the program? */
const isFirstWord = (g: Graded, before: string): boolean =>
  g.flow.hit.row.arg !== 1 && BEGINS_COMMAND.test(before) && !g.flow.steps.some((s) => isJoin(s.op));

/** What was put in front of the value, nearest last. */
function textBefore({ flow: { hit } }: Graded, ops: readonly Op[]): string {
  let before = "";
  for (const op of ops) if (op.op === "concat") before = op.before + before;
  return hit.argv === undefined ? before : joinedBefore(hit.argv, hit.index ?? 0) + before;
}

/** The quote that is open at the end of a text; nothing is said of a text that is not known whole. */
export function openQuote(text: string): "'" | '"' | undefined {
  if (!isWhole(text)) return undefined;
  let open: "'" | '"' | undefined;
  for (let i = 0; i < text.length; i++) {
    const c = text[i];
    if (open === "'") open = c === "'" ? undefined : open;
    else if (c === "\\") i++;
    else if (c === open) open = undefined;
    else if (open === undefined && (c === '"' || c === "'")) open = c;
  }
  return open;
}
