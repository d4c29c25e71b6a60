/**
 * What a URL begins with. A text that has to begin with one slash is a path: under a base it stays with the host of that,
 * and without one nobody can be asked.
 *
 *   if (!href.startsWith("/rest/jobs/")) throw ...; fetch(new URL(href, BASE))
 *
 * `//evil.example` names a host, and so does `/\evil.example` where a browser's rules are followed. Behind a host that is
 * written out, any slash ends the host: `"https://api.example.com" + href`.
 */
import type { Check } from "../taint/checks.js";
import { patternsOf } from "./alphabet.js";
import { direct } from "./evidence.js";
import { patternInfo } from "./pattern.js";
import type { Graded } from "./types.js";

/** Is the value known to begin where the host has ended? */
export function beginsBehindHost(g: Graded): boolean {
  const behindHost = /^[a-z][a-z0-9+.-]*:\/\/[^/?#@\uFFFC]+$/i.test(g.before);
  if (g.before !== "" && !behindHost) return false;
  const checks = g.checks.filter((c) => isOfTheText(g, c));
  const begins = (c: Check, test: (text: string) => boolean): boolean =>
    c.options === undefined
      ? prefixesOf(c)?.every(test) === true
      : c.options.every((option) => option.some((x) => begins(x, test)));
  if (checks.some((c) => begins(c, (text) => (behindHost ? /^\// : /^\/[^/\\\uFFFC]/).test(text))))
    return true;
  if (!checks.some((c) => begins(c, (text) => text.startsWith("/")))) return false;
  const others = ["//", ...(g.flow.hit.site.module.language === "javascript" ? ["/\\"] : [])];
  return others.every((text) => checks.some((c) => refusesBegin(c, text)));
}

/** Is the checked text the one that the URL begins with, with nothing cut off since? */
function isOfTheText(g: Graded, c: Check): boolean {
  if (c.options !== undefined) return c.options.every((o) => o.every((x) => isOfTheText(g, x)));
  return (
    direct(c) &&
    g.flow.steps
      .slice(c.at)
      .every(({ op }) => op.op === "concat" || op.op === "schema" || (op.op === "flow" && KEEPS.has(op.flow)))
  );
}

const KEEPS: ReadonlySet<string> = new Set([
  "identity",
  "text",
  "string",
  "json",
  "collect",
  "element",
  "url-parse",
  "url-encode-uri",
]);

/** The texts of which the value begins with one; undefined where that is not known. */
function prefixesOf({ fact }: Check): readonly string[] | undefined {
  if (fact.negated) return undefined;
  if (fact.test === "prefix")
    return fact.text === undefined || fact.text.length === 0 ? undefined : fact.text;
  const patterns = patternsOf(fact);
  if (patterns.length === 0) return undefined;
  const texts = patterns.map((source) => literalBegin(fact.test === "matches" ? source : `^${source}`));
  return texts.includes(undefined) ? undefined : (texts as readonly string[]);
}

/** `^\/rest\/[a-z]+$` begins with a slash and a letter, and no alternative to that is there. */
function literalBegin(source: string): string | undefined {
  const [, first, second] = /^(?:\^|\\A)+\\?(\/)(?:\\?([\w-]))?/.exec(source) ?? [];
  const known = first === undefined ? undefined : patternInfo(source.replace(/^\^+/, "^"), "");
  if (first === undefined || known?.anchoredStart !== true || hasAlternative(source)) return undefined;
  // `/a?b`: what may be missing, or is repeated, says nothing.
  const rest = source.slice(source.indexOf(second ?? "/") + 1);
  return second === undefined || /^[?*{]/.test(rest) ? first : first + second;
}

/** Is there a choice outside of all groups? */
function hasAlternative(source: string): boolean {
  let depth = 0;
  let listed = false;
  for (let i = 0; i < source.length; i++) {
    const ch = source[i];
    if (ch === "\\") i++;
    else if (listed) listed = ch !== "]";
    else if (ch === "[") listed = true;
    else if (ch === "(") depth++;
    else if (ch === ")") depth--;
    else if (ch === "|" && depth === 0) return true;
  }
  return false;
}

function refusesBegin(c: Check, text: string): boolean {
  if (c.options !== undefined) return c.options.every((o) => o.some((x) => refusesBegin(x, text)));
  const { test, negated, text: texts } = c.fact;
  return (
    negated &&
    ((test === "prefix" && texts?.some((t) => t !== "" && text.startsWith(t)) === true) ||
      (test === "contains" && texts?.some((t) => t !== "" && text.includes(t) && t !== "/") === true))
  );
}
