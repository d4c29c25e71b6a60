/**
 * The pattern that a text is held against, in the form of JavaScript, whichever way it was written:
 *
 *   re.match(r"(?i)^[a-z]+$", name)      re.fullmatch(NAME, name, flags=re.A | re.I)
 *   re.compile(NAME, re.X).search(name)
 */
import { pythonPattern } from "../ir/python-patterns.js";
import type { Position } from "../models/types.js";
import { type ModelCall, readPosition } from "./arguments.js";
import type { Machine } from "./machine.js";
import { constant, constStrings, joinAll, onlyConst, reference, type Value } from "./values.js";

/** The letter in a pattern for what a flag is called; others say nothing of what it finds. */
const LETTERS: Readonly<Record<string, string>> = {
  I: "i",
  IGNORECASE: "i",
  M: "m",
  MULTILINE: "m",
  S: "s",
  DOTALL: "s",
  X: "x",
  VERBOSE: "x",
};

/** The pattern at this position of a call, with what the call gives for its flags. */
export function patternAt(
  m: Machine,
  call: ModelCall,
  position: Position,
  flags: Position | undefined,
): Value | undefined {
  const v = readPosition(m, call, position);
  if (v === undefined || call.frame.module.language !== "python") return v;
  return asPattern(m, v, flags === undefined ? undefined : readPosition(m, call, flags));
}

/**
 * @param flags what is given for the flags beside it, where anything is
 * @returns the value itself where both languages read it alike, or where it is not known
 */
export function asPattern(m: Machine, v: Value, flags: Value | undefined): Value {
  const [r, ...others] = v.refs;
  if (r?.kind === "ext" && r.path === "re.compile()" && others.length === 0) {
    const [pattern, beside] = r.call?.args ?? [];
    const written = pattern && onlyConst(pattern)?.value;
    const letters = lettersOf(beside ?? r.call?.names.get("flags"));
    return typeof written === "string" ? inOneForm(m, v, written, letters) : v;
  }
  const texts = constStrings(v);
  if (texts === undefined) return v;
  const letters = lettersOf(flags);
  const [only, ...more] = texts;
  if (only !== undefined && more.length === 0) return inOneForm(m, v, only, letters);
  const sources = texts.map((text) => pythonPattern(text, letters).source);
  // That the case of letters does not count is lost with several.
  return sources.every((source, i) => source === texts[i]) ? v : joinAll(sources.map(constant));
}

function inOneForm(m: Machine, v: Value, written: string, letters: string): Value {
  const { source, flags } = pythonPattern(written, letters);
  return source === written && flags === "" ? v : reference(m.heap.regex(source, flags));
}

function lettersOf(flags: Value | undefined): string {
  let letters = "";
  for (const r of flags?.refs ?? [])
    if (r.kind === "ext") letters += LETTERS[r.path.slice(r.path.lastIndexOf(".") + 1)] ?? "";
  return letters;
}
