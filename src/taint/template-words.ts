/**
 * Command lines as template strings: constant pieces with the values between them, each of which is one word or a
 * part of one.
 *
 *   $`sh -c ${text}`        sh, -c and a word of its own
 *   $`git log --author=${name}`   a part of the last word
 */
import type { Language } from "../ir/types.js";
import type { Machine } from "./machine.js";
import { wordOf } from "./started.js";
import { onlyConst, type Value } from "./values.js";

export interface TemplateWords {
  /** The program and its arguments; a word with a value in it is undefined, unless the value is a constant. */
  readonly words: readonly (string | undefined)[];
  /** Which word each value is; undefined where it is a part of one. */
  readonly places: readonly (number | undefined)[];
}

/** The words of a template, by its constant pieces; undefined where these are not known one by one. */
export function templateWords(
  m: Machine,
  language: Language,
  pieces: Value,
  values: readonly Value[],
): TemplateWords | undefined {
  const [list] = pieces.refs;
  if (list?.kind !== "array" || pieces.refs.length > 1 || list.length !== values.length + 1) return undefined;
  const words: (string | undefined)[] = [];
  const places: (number | undefined)[] = [];
  let open = false;
  for (let i = 0; i < list.length; i++) {
    const piece = onlyConst(m.heap.read(list, String(i)))?.value;
    if (typeof piece !== "string") return undefined;
    const inside = open && piece !== "" && !/^\s/.test(piece);
    const own = piece.split(/\s+/).filter((word) => word !== "");
    if (inside) {
      // The value before this piece is only the begin of a word.
      places[places.length - 1] = undefined;
      own.shift();
    }
    words.push(...own);
    const value = values[i];
    if (value === undefined) break;
    const attached = piece !== "" && !/\s$/.test(piece);
    if (attached) words[Math.max(0, words.length - 1)] = undefined;
    else words.push(wordOf(m, language, value));
    places.push(attached || (piece === "" && i > 0) ? undefined : words.length - 1);
    open = true;
  }
  return { words, places };
}
