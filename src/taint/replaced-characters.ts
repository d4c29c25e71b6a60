/**
 * What a function puts in the place of each character that a pattern finds, where it says a text for every one of them.
 *
 *   text.replace(/[&<>]/g, (c) => ENTITIES[c] ?? c)        & -> &amp;   < -> &lt;   > -> &gt;
 *
 * The function is called with each character; nothing of the audited tree is run.
 */
import type { ModelCall } from "./arguments.js";
import { argsOf, callFunction } from "./call.js";
import type { Machine } from "./machine.js";
import { constant, onlyConst, reference, type Value } from "./values.js";

export type Table = Readonly<Record<string, string>>;

/** More is no list of characters that somebody escapes. */
const MAX_CHARACTERS = 24;

/** The texts that stand in the place of what is found; undefined where one of them is not known. */
export function replacedCharacters(
  m: Machine,
  call: ModelCall,
  found: Value | undefined,
  by: Value | undefined,
): Table | undefined {
  const [pattern, ...others] = found?.refs ?? [];
  const [fn, ...more] = by?.refs ?? [];
  if (pattern?.kind !== "regex" || fn?.kind !== "fn" || others.length + more.length > 0) return undefined;
  const characters = pattern.flags.includes("i") ? undefined : charactersOf(pattern.source);
  if (characters === undefined) return undefined;
  const table: Record<string, string> = Object.create(null);
  for (const char of characters) {
    const v = callFunction(m, call.frame, fn, reference(fn), argsOf([constant(char)]), call.site);
    const text = v === undefined ? undefined : onlyConst(v)?.value;
    if (typeof text !== "string" || /[\uFFFB\uFFFC]/.test(text)) return undefined;
    table[char] = text;
  }
  return table;
}

/** The characters that a pattern finds one by one: `[&<>"']`, `([\\"])`, `&|<|>`; undefined where it may find others. */
function charactersOf(source: string): readonly string[] | undefined {
  const inner = /^\((?!\?)(.*)\)$/s.exec(source)?.[1] ?? source;
  const listed = /^\[(?!\^)((?:\\[^\w]|[^\\\]])+)\]$/s.exec(inner)?.[1];
  const isRange = listed?.replace(/\\(.)/gs, (_, char) => (char === "-" ? "h" : "e")).match(/.-./s) ?? null;
  if (isRange !== null) return undefined;
  const one = /^(?:\\[^\w]|[^\\^$.*+?()[\]{}|])(?:\|(?:\\[^\w]|[^\\^$.*+?()[\]{}|]))*$/s.test(inner);
  const text = listed ?? (one ? inner.replace(/\\?(.)\|?/gs, "$1") : undefined);
  if (text === undefined) return undefined;
  const characters = [...new Set(text.replace(/\\(.)/gs, "$1"))];
  return characters.length > MAX_CHARACTERS ? undefined : characters;
}
