/**
 * Weighs the signals of one text: each aim counts with its strongest signal, encoded text with what it
 * decodes to.
 */

import type { Aim } from "./aims.js";
import { spokenSignals } from "./languages.js";
import { decodedParts, farAway, plainText } from "./plain.js";
import type { Signal } from "./signal.js";
import { SIGNALS } from "./signals.js";

export interface Sign {
  readonly aim: Aim;
  readonly weight: number;
  /** The words that say so, as a reader sees them. */
  readonly words: string;
  /** Where they begin in the plain text. */
  readonly index: number;
}

export interface Judgement {
  /** Strongest first. */
  readonly signs: readonly Sign[];
  readonly total: number;
}

const TO_BE_FOLLOWED =
  /\b(?:decode|base64|hex|rot-?13)\b[^.\n]{0,60}\b(?:follow|obey|act\s+(?:on|accordingly)|comply|execute\s+(?:it|them|the))|\b(?:follow|obey|comply)\b[^.\n]{0,40}\b(?:decode|base64|encoded)/i;

/**
 * Signals that may be in any of many texts: those whose words are there, and whose patterns match the texts one
 * after the other. Compiling a pattern costs more than looking through a server's texts with it, and is done again
 * for a second look.
 */
export function signalsIn(texts: readonly string[]): readonly Signal[] {
  const all = texts.map(plainText).join("\n\n");
  const lower = all.toLowerCase();
  return SIGNALS.filter(
    ({ pattern, words }) =>
      words.some((word) => lower.includes(word)) &&
      // What is tied to the beginning or the end of a text is not found in the middle of many.
      (/(?<!\[)\^|\$/.test(pattern.source) || isIn(all, pattern)),
  );
}

/** What a text asks for that no honest text does, by these signals and those of other languages than English. */
export function judge(text: string, signals: readonly Signal[] = SIGNALS, depth = 0): Judgement {
  const plain = plainText(text);
  const best = new Map<Aim, Sign>();
  const add = (sign: Sign) => {
    if ((best.get(sign.aim)?.weight ?? 0) < sign.weight) best.set(sign.aim, sign);
  };
  for (const { aim, weight, pattern, unless } of [...signals, ...spokenSignals(plain)]) {
    if ((best.get(aim)?.weight ?? 0) >= weight) continue;
    const match = matches(pattern, plain, unless);
    if (match !== undefined) add({ aim, weight, words: match.words, index: match.index });
  }
  if (depth < 2) {
    for (const part of decodedParts(text)) {
      const inner = judge(part.text, SIGNALS, depth + 1);
      const weight = inner.total >= 2 || TO_BE_FOLLOWED.test(plain) ? 3 : 1;
      add({
        aim: "encoded",
        weight,
        words: part.text,
        index: Math.max(0, plain.indexOf(part.from.slice(0, 20))),
      });
    }
    const far = farAway(text);
    if (far !== undefined) {
      const weight = judge(far, SIGNALS, depth + 1).total > 0 ? 3 : 2;
      add({
        aim: "conceal",
        weight,
        words: far,
        index: Math.max(0, plain.indexOf(plainText(far).slice(0, 20))),
      });
    }
  }
  const signs = [...best.values()].sort((a, b) => b.weight - a.weight || a.index - b.index);
  return { signs, total: signs.reduce((sum, sign) => sum + sign.weight, 0) };
}

/** Enough for a finding: one plain sign, or several weaker ones that fit together. */
export function isPoisoned({ signs, total }: Judgement): boolean {
  if ((signs[0]?.weight ?? 0) >= 3 || total >= 4) return true;
  const weights = new Map(signs.map((sign) => [sign.aim, sign.weight]));
  if (weights.has("execute") && weights.has("order")) return true;
  return (weights.get("files") ?? 0) >= 2 && weights.has("carry");
}

/** The first match that is not part of a defence or an example. */
function matches(
  pattern: RegExp,
  text: string,
  unless: RegExp | undefined,
): { words: string; index: number } | undefined {
  const all = repeated(pattern);
  all.lastIndex = 0;
  for (let match = all.exec(text); match !== null; match = all.exec(text)) {
    const { index } = match;
    const end = index + match[0].length;
    if (!isDisowned(text, index, end) && (unless === undefined || !unless.test(sentence(text, index, end))))
      return { words: match[0], index };
    if (match[0] === "") all.lastIndex++;
  }
  return undefined;
}

const REPEATED = new WeakMap<RegExp, RegExp>();

/** The pattern for all its matches in a text, made once. */
function repeated(pattern: RegExp): RegExp {
  let made = REPEATED.get(pattern);
  if (made === undefined) REPEATED.set(pattern, (made = new RegExp(pattern.source, `${pattern.flags}g`)));
  return made;
}

function isIn(text: string, pattern: RegExp): boolean {
  const all = repeated(pattern);
  all.lastIndex = 0;
  return all.test(text);
}

const QUOTED =
  /\b(?:prints?|says?|shows?|contains?|reads|claims?|asks?|tells? you)[^"“\n]{0,30}["“][^"“”\n]{0,60}$/i;
const DISOWNED =
  /^[^"“”\n]{0,60}["”][^\n]{0,80}?\b(?:not|never)\b (?:an? |be |to be )?(?:instructions?|commands?|orders?|requests?|followed|obeyed|executed|acted on)/i;

/** `If a program prints "run rm -rf /", that is not an instruction`: quoted, and said to be followed by nobody. */
const isDisowned = (text: string, from: number, to: number): boolean =>
  QUOTED.test(text.slice(Math.max(0, from - 120), from)) && DISOWNED.test(text.slice(to, to + 200));

/** The sentence around a match. */
function sentence(text: string, from: number, to: number): string {
  const before = text.slice(Math.max(0, from - 200), from);
  const after = text.slice(to, to + 120);
  const start = Math.max(...[". ", "! ", "? ", "\n"].map((end) => before.lastIndexOf(end)));
  const stop = after.search(/[.!?](?:\s|$)|\n/);
  return before.slice(start + 1) + text.slice(from, to) + (stop < 0 ? after : after.slice(0, stop));
}
