/**
 * What a replacement is worth is said by what is looked for and what takes its place: `x.replace(/[^a-z]/g, "")`,
 * `re.sub("[^a-z]", "", x)`, `re.compile("[^a-z]").sub("", x)`. Where the rows say so, these stand at other positions.
 */
import { beginOfAnswers } from "../ir/begins.js";
import type { FlowRow } from "../models/types.js";
import { type ModelCall, readPosition } from "./arguments.js";
import { asPattern } from "./given-patterns.js";
import { lastName, type Machine } from "./machine.js";
import { replacedCharacters, type Table } from "./replaced-characters.js";
import { patternSource } from "./tested.js";
import { onlyConst, type Value } from "./values.js";

/** Both as a text; undefined where not all that is found is replaced. */
export function replacementOf(m: Machine, call: ModelCall, row: FlowRow): string | undefined {
  const limit = row.limit === undefined ? undefined : readPosition(m, call, row.limit);
  if (limit !== undefined && !isUnlimited(limit, row.pattern !== undefined)) return undefined;
  const { positional } = call.args;
  const looked = row.pattern === undefined ? positional[0] : readPosition(m, call, row.pattern);
  const by = row.by === undefined ? positional[1] : readPosition(m, call, row.by);
  const flags = row.flags === undefined ? undefined : readPosition(m, call, row.flags);
  return JSON.stringify([
    patternText(m, call, looked, flags),
    by === undefined ? null : (onlyConst(by)?.value ?? null),
    lastName(call.path),
    ...answers(m, call, looked, by),
  ]);
}

/** Patterns are replaced wherever they are found when the number is 0, texts when it is below that. */
function isUnlimited(limit: Value, isPattern: boolean): boolean {
  const only = onlyConst(limit)?.value;
  return only === null || only === undefined
    ? onlyConst(limit) !== undefined
    : isPattern
      ? only === 0
      : typeof only === "number" && only < 0;
}

/** What the texts begin with that a function puts in the place of what was found, and which these are. */
function answers(
  m: Machine,
  call: ModelCall,
  found: Value | undefined,
  by: Value | undefined,
): readonly (string | null | Table)[] {
  const [fn] = by?.refs ?? [];
  if (by?.refs.length !== 1 || fn?.kind !== "fn") return [];
  const text = beginOfAnswers(fn.fn);
  const table = replacedCharacters(m, call, found, by);
  if (table !== undefined) return [text ?? null, table];
  return text === undefined ? [] : [text];
}

/** A text that is looked for, or a pattern as `/source/flags`. */
function patternText(
  m: Machine,
  call: ModelCall,
  found: Value | undefined,
  flags: Value | undefined,
): string | null {
  if (found === undefined) return null;
  // In Python all occurrences are found.
  const ofPython = call.frame.module.language === "python";
  const v = ofPython ? asPattern(m, found, flags) : found;
  const [r, ...others] = v.refs;
  if (r?.kind === "regex") return `/${r.source}/${r.flags}${ofPython ? "g" : ""}`;
  const only = onlyConst(v)?.value;
  if (typeof only === "string") return only;
  const source = r?.kind === "ext" && others.length === 0 ? patternSource(r) : undefined;
  if (source === undefined || r?.kind !== "ext") return null;
  return `/${source}/${ofPython ? "g" : flagsOf(r.call?.args[1])}`;
}

/** JavaScript writes them as a text. */
function flagsOf(flags: Value | undefined): string {
  const text = flags === undefined ? "" : onlyConst(flags)?.value;
  return typeof text === "string" ? text : "";
}
