/**
 * Characters that people do not see or take for others, in a text that a model reads as it is.
 *
 * Where a script or an emoji needs such a character (joiners in Persian or Hindi, in family emoji and flags;
 * direction marks in Hebrew), it is left alone. What a run of them says is decoded where a form is known:
 * tag characters, variation selectors as bytes, zero-width bits.
 */

export type Trick = "invisible" | "direction" | "look-alike" | "terminal";

export interface Oddity {
  readonly trick: Trick;
  /** The characters with what stands around them. */
  readonly text: string;
  readonly index: number;
  /** Code points as `U+200B`, each once. */
  readonly points: readonly string[];
  /** What the hidden characters say. */
  readonly decoded: string | undefined;
}

const ASCII = /^[\0-\x7f]*$/;
const TAGS = /[\u{e0000}-\u{e007f}]+/gu;
const SELECTORS = /[\ufe00-\ufe0e\u{e0100}-\u{e01ef}]+/gu;
const ZERO_WIDTH =
  /[\u200b-\u200d\u2060-\u2064\u180e\ufeff\u00ad\u115f\u1160\u17b4\u17b5\u3164\uffa0\u2800]+|\u034f+/gu;
const DIRECTION = /[\u202a-\u202e\u2066-\u2069\u200e\u200f\u061c]/gu;
const ESCAPES = /(?:\x1b\[|\x9b)[\d;?]*[A-Za-z]|\x1b[\]P^_][^\x07\x1b]*|\x08{3,}|[\0\x7f]/g;

/** All oddities of a text. `name`: it is an identifier, which has no use for any of these. */
export function oddities(text: string, name: boolean): readonly Oddity[] {
  const escapes = runs(text, ESCAPES, (run, at) => odd("terminal", text, run, at, undefined));
  // Nothing else is ASCII, and the patterns for scripts are slow to make.
  if (ASCII.test(text)) return escapes;
  return [
    ...runs(text, TAGS, (run, at) =>
      isFlag(text, run, at) ? undefined : odd("invisible", text, run, at, tagText(run)),
    ),
    ...runs(text, SELECTORS, (run, at) =>
      run.length < 3 ? undefined : odd("invisible", text, run, at, selectorText(run)),
    ),
    ...zeroWidth(text, name),
    ...direction(text, name),
    ...escapes,
    ...lookAlikes(text, name),
  ].sort((a, b) => a.index - b.index);
}

function runs(
  text: string,
  pattern: RegExp,
  make: (run: string, at: number) => Oddity | undefined,
): Oddity[] {
  return [...text.matchAll(pattern)].flatMap((match) => make(match[0], match.index) ?? []);
}

function odd(trick: Trick, text: string, run: string, index: number, decoded: string | undefined): Oddity {
  const points = [
    ...new Set(
      [...run].map((c) => `U+${(c.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`),
    ),
  ];
  const around = text.slice(Math.max(0, index - 12), index + run.length + 12);
  return { trick, text: around, index, points, decoded };
}

/** England, Scotland and Wales: a black flag, tags, the cancel tag. */
function isFlag(text: string, run: string, at: number): boolean {
  return (
    text.slice(Math.max(0, at - 2), at) === "\u{1f3f4}" && run.endsWith("\u{e007f}") && [...run].length <= 7
  );
}

function tagText(run: string): string | undefined {
  const said = [...run].map((c) => (c.codePointAt(0) ?? 0) - 0xe0000).filter((c) => c >= 0x20 && c < 0x7f);
  return said.length === 0 ? undefined : String.fromCharCode(...said.slice(0, 4000));
}

/** Variation selectors as the bytes of a text. */
function selectorText(run: string): string | undefined {
  const bytes = [...run].map((c) => {
    const code = c.codePointAt(0) ?? 0;
    return code >= 0xe0100 ? code - 0xe0100 + 16 : code - 0xfe00;
  });
  return readable(Buffer.from(bytes).toString("utf8"));
}

/** A pattern that is made when first used: those for whole scripts are slow to make, and few texts need them. */
function later(make: () => RegExp): () => RegExp {
  let made: RegExp | undefined;
  return () => (made ??= make());
}

const joinedScripts = later(
  () =>
    /[\p{Script=Arabic}\p{Script=Devanagari}\p{Script=Bengali}\p{Script=Tamil}\p{Script=Telugu}\p{Script=Kannada}\p{Script=Malayalam}\p{Script=Gujarati}\p{Script=Gurmukhi}\p{Script=Sinhala}\p{Script=Khmer}\p{Script=Thai}\p{Script=Lao}\p{Script=Myanmar}\p{Script=Mongolian}\p{Script=Tibetan}\p{Script=Syriac}\p{Script=Hangul}]/u,
);
const emoji = later(() => /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\ufe0f/u);

function zeroWidth(text: string, name: boolean): Oddity[] {
  return runs(text, ZERO_WIDTH, (run, at) => {
    const before = lastPoint(text.slice(Math.max(0, at - 2), at));
    const after = firstPoint(text.slice(at + run.length, at + run.length + 2));
    const joiner = run === "\u200d" || run === "\u200c" || run === "\u200b";
    if (
      joiner &&
      (emoji().test(before) || joinedScripts().test(before)) &&
      (emoji().test(after) || joinedScripts().test(after))
    )
      return undefined;
    // A byte order mark at the start, and a hyphen that shows only at a line's end.
    if (!name && ((run === "\ufeff" && at === 0) || run === "\u00ad")) return undefined;
    return odd("invisible", text, run, at, bits(run));
  });
}

const firstPoint = (text: string): string => [...text][0] ?? "";
const lastPoint = (text: string): string => [...text].at(-1) ?? "";

/** Two kinds of zero-width characters as the bits of a text, in either sense. */
function bits(run: string): string | undefined {
  const kinds = [...new Set(run)];
  if (kinds.length !== 2 || run.length < 16) return undefined;
  for (const zero of kinds) {
    const digits = [...run].map((c) => (c === zero ? "0" : "1")).join("");
    for (const width of [8, 7]) {
      const bytes = digits.match(new RegExp(`[01]{${width}}`, "g"))?.map((b) => Number.parseInt(b, 2)) ?? [];
      const said = readable(Buffer.from(bytes).toString("utf8"));
      if (said !== undefined) return said;
    }
  }
  return undefined;
}

function readable(text: string): string | undefined {
  return text !== "" && !/[\ufffd\0-\x08\x0e-\x1f]/.test(text) ? text : undefined;
}

const rightToLeft = later(
  () => /[\p{Script=Hebrew}\p{Script=Arabic}\p{Script=Syriac}\p{Script=Thaana}\p{Script=Nko}]/u,
);

function direction(text: string, name: boolean): Oddity[] {
  const written = !name && rightToLeft().test(text);
  return runs(text, DIRECTION, (run, at) => {
    // Marks and isolates belong to text in such scripts; overrides do not.
    if (written && run !== "\u202e" && run !== "\u202d") return undefined;
    return odd("direction", text, run, at, undefined);
  });
}

/** Letters of other alphabets that look like Latin ones. */
const IMITATING = /[асеорхуіјѕԁһѵԛԝАВЕКМНОРСТХІЅЈοανρυιΑΒΕΖΗΙΚΜΝΟΡΤΥΧօոսհցգ]/u;
const word = later(() => /[\p{L}\p{N}_]+/gu);

function lookAlikes(text: string, name: boolean): Oddity[] {
  return runs(text, word(), (word, at) => {
    if (/^[\x20-\x7e]*$/.test(word)) return undefined;
    const foreign = [...word].filter(
      (c) => /[^\x00-\x7f]/.test(c) && /\p{L}/u.test(c) && !/\p{Script=Latin}/u.test(c),
    );
    if (foreign.length === 0 || !foreign.every((c) => IMITATING.test(c) || isWide(c))) return undefined;
    const latin = [...word].filter((c) => /[A-Za-z]/.test(c)).length;
    // One script that spells another one's word in a name; letters of two in a word of a text.
    if (!(name || (latin >= 2 && latin + foreign.length >= 4 && /[A-Za-z]/.test(neighbours(word)))))
      return undefined;
    if (!name && foreign.every((c) => /\p{Script=Greek}/u.test(c)) && (foreign.length > 1 || latin < 3))
      return undefined;
    return { ...odd("look-alike", text, foreign.join(""), at, undefined), text: word };
  });
}

const isWide = (c: string): boolean => /[\uff21-\uff3a\uff41-\uff5a\u{1d400}-\u{1d7ff}]/u.test(c);

/** Latin letters that stand next to a foreign one. */
function neighbours(word: string): string {
  return [...word.matchAll(/[A-Za-z](?=[^\x00-\x7f])|(?<=[^\x00-\x7f])[A-Za-z]/g)]
    .map((match) => match[0])
    .join("");
}
