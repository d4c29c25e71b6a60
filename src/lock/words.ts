/** Texts of changes: which sentences are new in another text, and how long texts are cut. */

/** The sentences of `after` that `before` does not have, in order; "" when it only lost some. */
export function newWords(before: string, after: string): string {
  const known = new Set(sentences(before));
  return sentences(after)
    .filter((sentence) => !known.has(sentence))
    .join(" ");
}

function sentences(text: string): string[] {
  return text
    .replace(/(?:\\n|\\r|\\t)/g, " ")
    .split(/(?<=[.!?;>])\s+|\n+/)
    .map((sentence) => sentence.replace(/\s+/g, " ").trim())
    .filter((sentence) => sentence !== "");
}

/** In one line and not too long; parts that are not known stand as `…`. */
export function cut(text: string, most = 120): string {
  const line = text
    .replace(/(?:\s|\\n|\\t)+/g, " ")
    .replaceAll("\ufffc", "…")
    .trim();
  return line.length > most ? `${line.slice(0, most - 1)}…` : line.replace(/[.]$/, "");
}
