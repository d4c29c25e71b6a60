/** Which sentences of a text are new in another one: what a reader of a changed description wants to see. */

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
