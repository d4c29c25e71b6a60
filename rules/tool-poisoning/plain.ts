/**
 * Brings text into the form in which it is read: without invisible characters, with look-alike letters and
 * spaced-out words put right, and with what is encoded in it decoded.
 *
 *   "SWdub3JlIHByZXZpb3VzIGluc3RydWN0aW9ucw=="   ->   decoded "Ignore previous instructions"
 */

/** Cyrillic and Greek letters that look like Latin ones. */
const LOOK_ALIKES: Readonly<Record<string, string>> = {
  а: "a",
  е: "e",
  о: "o",
  р: "p",
  с: "c",
  х: "x",
  у: "y",
  і: "i",
  ј: "j",
  ѕ: "s",
  ԁ: "d",
  һ: "h",
  ո: "n",
  ѵ: "v",
  А: "A",
  В: "B",
  Е: "E",
  К: "K",
  М: "M",
  Н: "H",
  О: "O",
  Р: "P",
  С: "C",
  Т: "T",
  Х: "X",
  І: "I",
  Ѕ: "S",
  ο: "o",
  α: "a",
  ι: "i",
  ν: "v",
  ρ: "p",
  υ: "u",
  Α: "A",
  Β: "B",
  Ε: "E",
  Ι: "I",
  Κ: "K",
  Μ: "M",
  Ν: "N",
  Ο: "O",
  Ρ: "P",
  Τ: "T",
  Χ: "X",
};

/** Letters apart from each other: "i g n o r e", "i.g.n.o.r.e". */
const APART = /(?<![\p{L}\d])(?:\p{L}[ ._-]){4,}\p{L}(?![\p{L}\d])/gu;
/** The same where there is nothing but ASCII: letters of all scripts are slow to look for. */
const APART_IN_ASCII = /(?<![A-Za-z\d])(?:[A-Za-z][ ._-]){4,}[A-Za-z](?![A-Za-z\d])/g;
const ASCII = /^[\0-\x7f]*$/;

const together = (word: string): string => word.replace(/[ ._-]/g, "");

/** The text as a reader takes it in. */
export function plainText(text: string): string {
  if (ASCII.test(text)) return text.replace(APART_IN_ASCII, together);
  const visible = text
    .normalize("NFKC")
    .replace(/\p{Cf}|[\u{e0100}-\u{e01ef}\ufe00-\ufe0f]/gu, "")
    .replace(/[\p{L}]+/gu, (word) =>
      /[a-z]/i.test(word) ? [...word].map((c) => LOOK_ALIKES[c] ?? c).join("") : word,
    );
  return visible.replace(APART, together);
}

const MAX_BLOBS = 20;
const MAX_BLOB = 8000;

/** Readable text that stands encoded in a text. */
export function decodedParts(text: string): readonly { readonly from: string; readonly text: string }[] {
  const out: { from: string; text: string }[] = [];
  const add = (from: string, bytes: Buffer | string) => {
    const decoded = typeof bytes === "string" ? bytes : bytes.toString("utf8");
    if (out.length < MAX_BLOBS && isReadable(decoded)) out.push({ from, text: decoded });
  };
  for (const [blob] of text.matchAll(/(?<![\w+/=-])[A-Za-z0-9+/_-]{24,8000}={0,2}(?![\w+/=-])/g))
    if (/[a-z]/.test(blob) && /[A-Z]/.test(blob))
      add(blob, Buffer.from(blob.replaceAll("-", "+").replaceAll("_", "/"), "base64"));
  for (const [blob] of text.matchAll(/(?<![\da-f])(?:[\da-f]{2}){12,4000}(?![\da-f])/gi))
    add(blob, Buffer.from(blob, "hex"));
  for (const [blob] of text.matchAll(/(?:(?:\\x|%|&#x|0x|\\u00)[\da-f]{2};?\s?){8,2000}/gi))
    add(blob, Buffer.from(blob.replace(/\\x|%|&#x|0x|\\u00|;|\s/gi, ""), "hex"));
  if (/\brot-?13\b/i.test(text)) {
    const turned = text.slice(0, MAX_BLOB).replace(/[a-z]/gi, (c) => {
      const base = c <= "Z" ? 65 : 97;
      return String.fromCharCode(((c.charCodeAt(0) - base + 13) % 26) + base);
    });
    add("rot13", turned);
  }
  return out;
}

/** Text for people: several words, nearly all of it letters, blanks and common signs. */
function isReadable(text: string): boolean {
  if (text.includes("\ufffd") || !/\p{L}{2,}[\s,]+\p{L}{2,}/u.test(text)) return false;
  const odd = text.replace(/[\p{L}\p{N}\s.,;:!?'"()/@_~-]/gu, "").length;
  return odd / text.length < 0.1 && !/[\0-\x08\x0e-\x1f]/.test(text);
}

/**
 * Text that stands so far away, behind blanks or empty lines, that nobody sees it on a screen. Cells of a table are
 * filled up with blanks to the longest one: what follows the end of a cell is read like all the rest.
 */
export function farAway(text: string): string | undefined {
  const gap = /\S(?:[ \t\u00a0]{120,}|(?:[ \t]*\r?\n){25,})(\S[\s\S]{8,})$/u.exec(
    text.replace(FILLING, " |"),
  );
  return gap?.[1];
}

const FILLING = /(?<![ \t])[ \t]{2,}\|/g;
