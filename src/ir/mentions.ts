/**
 * Does the text of a file hold a word at all? Much cheaper than going through its instructions, so that what
 * looks for a rare name looks at few files.
 *
 * A file that writes characters as escapes may spell any word without holding it, so it counts as holding all.
 */
import type { ModuleIR } from "./types.js";

/** `\x61`, `\u0061`, `\141`, and Python's `\N{...}`. */
const ESCAPES = /\\(?:[xuUN]|[0-3]?[0-7]{2})/;

const escaped = new WeakMap<ModuleIR, boolean>();

/** False when no instruction of the module can have a name or a text with a match of `words` in it. */
export function mentions(module: ModuleIR, words: RegExp): boolean {
  const { text } = module;
  return text === undefined || words.test(text) || hasEscapes(module, text);
}

function hasEscapes(module: ModuleIR, text: string): boolean {
  let has = escaped.get(module);
  if (has === undefined) escaped.set(module, (has = ESCAPES.test(text)));
  return has;
}
