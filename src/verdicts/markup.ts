/**
 * Where in a page a value stands, and which characters lead out of there.
 *
 *   <p>VALUE</p>             a tag begins with `<`
 *   <p title="VALUE">        the quote ends the attribute
 *   <p title='VALUE'>        the other one
 *
 * Where the text around it does not say, `<` and `"` count.
 */
import { HOLE } from "../taint/lineage.js";
import type { Graded } from "./types.js";

const UNKNOWN: readonly string[] = ["<", '"'];

/** The characters that lead out of the place in which the value stands. */
export function leadsOut({ before, flow }: Graded): readonly string[] {
  // What is put together from a list, or cut in the middle, may stand anywhere.
  if (before.length >= MAX_KNOWN && before.includes(HOLE)) return UNKNOWN;
  if (flow.steps.some(({ op }) => op.op === "flow" && op.flow === "insert")) return UNKNOWN;
  const tag = before.lastIndexOf("<");
  const end = before.lastIndexOf(">");
  if (tag < 0 && end < 0) return before.includes(HOLE) ? UNKNOWN : ["<"];
  if (isRaw(before)) return UNKNOWN;
  if (end > tag) return isInQuotes(before) ? UNKNOWN : ["<"];
  const quote = openQuote(before.slice(tag));
  return quote === undefined ? UNKNOWN : [quote];
}

/** Inside of scripts and styles other characters count. */
const isRaw = (before: string): boolean =>
  /<(script|style)\b(?:(?!<\/\1)[\s\S])*$/i.test(before.slice(-MAX_KNOWN)) ||
  before.lastIndexOf("<!--") > before.lastIndexOf("-->");

/** Is the last `>` part of an attribute (`<p title="a > `)? */
function isInQuotes(before: string): boolean {
  const tags = before.split(/<(?=[a-z/!])/i);
  const last = tags[tags.length - 1] ?? "";
  return tags.length > 1 && openQuote(last) !== undefined && !/^[^"']*>/.test(last);
}

/** The quote of the attribute in which a tag ends; a tag ends with the first `>` outside of one. */
function openQuote(tag: string): '"' | "'" | undefined {
  let open: '"' | "'" | undefined;
  for (const c of tag) {
    if (open !== undefined) open = c === open ? undefined : open;
    else if (c === ">") return undefined;
    else if (c === '"' || c === "'") open = c;
  }
  return open;
}

/** Longer texts were cut in the middle (see text.ts). */
const MAX_KNOWN = 600;
