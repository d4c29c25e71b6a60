/**
 * Words that a library quoted for a shell: they stay words where they stand for themselves, or within a text that is
 * quoted as a whole. Between other quotes they do not: `"'...'"` is a text in which `$(...)` runs, and `'` + `'...'`
 * ends the quotes. A word with nothing before it names the program, however well it is quoted.
 */
import type { Op } from "../taint/lineage.js";
import { HOLE } from "../taint/lineage.js";
import type { Graded, Hole } from "./types.js";

const UNDOES: ReadonlySet<string> = new Set(["replace", "decode"]);

/** Is the value such a word, as the shell reads the text? A hole where it was one; undefined where it never was. */
export function quotedWord(g: Graded): true | Hole | undefined {
  const ops = g.flow.steps.map((s) => s.op);
  const at = ops.findLastIndex((op) => op.op === "flow" && op.flow === "shell-quote");
  if (at < 0) return undefined;
  const later = ops.slice(at + 1);
  if (later.some((op) => op.op === "flow" && UNDOES.has(op.flow))) return undefined;
  const before = textBefore(later);
  const quote = openQuote(before);
  if (quote === undefined) {
    const isFirst = g.flow.hit.row.arg !== 1 && BEGINS_COMMAND.test(before) && !ops.some(isJoin);
    return isFirst
      ? { text: "the quoted value is the first word: it names the program that is started" }
      : true;
  }
  return {
    text:
      quote === '"'
        ? "the quoted value stands between double quotes again: `$(...)` and backticks in it are run"
        : "the quoted value stands between single quotes again: its own quotes end them",
  };
}

/** Nothing in front of it, or what ends another command. A second argument stands behind the program's name. */
const BEGINS_COMMAND = /(?:^|&&|[|;\n])\s*$/;

/** Of the elements of a list, none is known to be the first. */
const isJoin = (op: Op): boolean => op.op === "flow" && (op.flow === "join" || op.flow === "insert");

/** What was put in front of the value, nearest last. */
function textBefore(ops: readonly Op[]): string {
  let before = "";
  for (const op of ops) if (op.op === "concat") before = op.before + before;
  return before;
}

/** The quote that is open at the end of a text; nothing is said of a text that is not known whole. */
function openQuote(text: string): "'" | '"' | undefined {
  if (text.length >= MAX_KNOWN && text.includes(HOLE)) return undefined;
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

/** Longer texts were cut in the middle (see text.ts). */
const MAX_KNOWN = 600;
