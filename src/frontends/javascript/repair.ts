/**
 * Reading of a file whose syntax is damaged: one stray character must not hide a whole file.
 *
 * The parser says where it stopped. That line is blanked, brackets that are open at the end are closed,
 * and the parser tries again, a few times. When that leads nowhere, the file is cut at its top-level
 * declarations and those that can be read on their own are kept. Places stay what they were: text is
 * replaced by spaces, never removed.
 */
import type * as t from "@babel/types";
import type { FrontendNote } from "../types.js";
import { scanBrackets } from "./brackets.js";
import { parseText } from "./parser.js";

export interface Syntax {
  readonly tree: t.File | undefined;
  readonly notes: readonly FrontendNote[];
}

const MAX_TRIES = 12;
/** Large texts are tried less often: each try costs a parse. */
const LARGE = 400_000;
const MAX_CHUNKS = 400;
const CONFLICT = /^(?:<{7}|={7}|>{7}|\|{7})(?: .*)?$/gm;
/** The start of a statement at the top level, as formatters write it. */
const TOP_LEVEL =
  /^(?:export|import|async|function|class|abstract|interface|type|enum|namespace|declare|const|let|var|@)\b/;

/** Parses `text`, repairing it where necessary. Lets a RangeError (stack overflow) through. */
export function readSyntax(path: string, text: string): Syntax {
  try {
    return { tree: parseText(path, text), notes: [] };
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return recover(path, text, error);
  }
}

/** The line and offset that a syntax error of the parser names. */
function placeOf(error: SyntaxError): { line: number; offset: number } {
  const { loc, pos } = error as SyntaxError & { loc?: { line: number }; pos?: number };
  return { line: loc?.line ?? 1, offset: pos ?? 0 };
}

function recover(path: string, text: string, first: SyntaxError): Syntax {
  const { line } = placeOf(first);
  if (!/\.[cm]?tsx?$/i.test(path)) {
    const flow = attempt(path, text, true);
    if (flow.tree) return { tree: flow.tree, notes: [] };
  }
  const repaired = repairLines(path, text, first);
  // A few blanked lines cost little; after many, whole declarations may be worth more.
  const readable = repaired && repaired.tries <= 2 ? undefined : keepReadable(path, text);
  const best = readable && (!repaired || weight(readable.text) > weight(repaired.text)) ? readable : repaired;
  const tree = best && attempt(path, best.text).tree;
  if (tree) {
    const message = `syntax error at line ${line}; the rest of the file was read`;
    return { tree, notes: [{ path, line, kind: "partial", message }] };
  }
  const message = `syntax error at line ${line}; the file could not be read`;
  return { tree: undefined, notes: [{ path, line, kind: "failed", message }] };
}

function attempt(path: string, text: string, flow = false): { tree?: t.File; error?: SyntaxError } {
  try {
    return { tree: parseText(path, text, flow) };
  } catch (error) {
    if (error instanceof SyntaxError) return { error };
    throw error;
  }
}

const blank = (part: string): string => part.replace(/[^\r\n]/g, " ");

/** How much of a text is left. */
function weight(text: string): number {
  return text.replace(/\s+/g, "").length;
}

interface Repaired {
  readonly text: string;
  readonly tries: number;
}

function repairLines(path: string, original: string, first: SyntaxError): Repaired | undefined {
  let text = original.replace(CONFLICT, blank);
  let error: SyntaxError | undefined = text === original ? first : undefined;
  const tries = original.length > LARGE ? MAX_TRIES / 4 : MAX_TRIES;
  for (let count = 0; count < tries; count++) {
    if (error) {
      const next = repairOnce(text, placeOf(error).offset);
      if (next === text) return undefined;
      text = next;
    }
    const result = attempt(path, text);
    if (result.tree) return { text, tries: count };
    error = result.error;
  }
  return undefined;
}

/** One step: closes what is open when the text ends too early, else blanks the line of the error. */
function repairOnce(text: string, offset: number): string {
  const atEnd = text.slice(offset).trim() === "";
  if (atEnd) {
    const { missing } = scanBrackets(text);
    if (missing !== "") return `${text}\n${missing}`;
  }
  let from = text.lastIndexOf("\n", Math.max(0, offset - 1)) + 1;
  // The line may be blank already, or the end: what is wrong then stands before it.
  while (from > 0 && lineAt(text, from).trim() === "") from = text.lastIndexOf("\n", from - 2) + 1;
  const line = lineAt(text, from);
  return text.slice(0, from) + blank(line) + text.slice(from + line.length);
}

function lineAt(text: string, from: number): string {
  const end = text.indexOf("\n", from);
  return end < 0 ? text.slice(from) : text.slice(from, end);
}

/** Blanks the top-level declarations that do not parse on their own. */
function keepReadable(path: string, text: string): Repaired | undefined {
  const chunks: string[] = [];
  for (const line of text.split(/(?<=\n)/)) {
    if (chunks.length === 0 || TOP_LEVEL.test(line)) chunks.push(line);
    else chunks[chunks.length - 1] += line;
  }
  if (chunks.length < 2 || chunks.length > MAX_CHUNKS) return undefined;
  let kept = 0;
  const read = chunks.map((chunk) => {
    if (chunk.trim() === "" || !attempt(path, chunk).tree) return blank(chunk);
    kept++;
    return chunk;
  });
  return kept === 0 ? undefined : { text: read.join(""), tries: chunks.length };
}
