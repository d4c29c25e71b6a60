/**
 * Addresses that stay on the site that a browser is on: a path that begins with one slash.
 *
 *   to.startsWith("/") && !to.startsWith("//") && !to.startsWith("/\\")      stays
 *   /^\/(?![/\\])/.test(to)                                                  stays
 *   to.startsWith("/")                                                       `//evil.example` is another host
 *
 * A browser takes a backslash for a slash.
 */
import type { Check } from "../taint/checks.js";
import { direct, unchangedAfter } from "./evidence.js";
import { patternInfo } from "./pattern.js";
import type { Graded, Hole } from "./types.js";
import { anchoredPatterns } from "./url-host.js";

const SLASHES = ["/", "\\"] as const;

/** Does the value surely name a path of the same site? A hole where the checks leave something out. */
export function staysOnSite(g: Graded): true | Hole | undefined {
  const checks = g.checks.filter((c) => direct(c) && unchangedAfter(g, c.at));
  if (checks.some(isPathOnly)) return true;
  const begins = checks.find((c) => isPrefix(c, (text) => text === "/"));
  if (begins === undefined) return parsedOnly(g);
  const open = SLASHES.filter((slash) => !checks.some((c) => refusesSecond(c, slash)));
  if (open.length === 0) return true;
  return {
    check: begins.fact,
    text: `\`${begins.fact.label}("/")\` lets \`/${open[0]}evil.example\` pass, which a browser takes for another host`,
  };
}

/** One slash, and then something else. */
function isPathOnly(c: Check): boolean {
  if (c.options !== undefined) return c.options.every((o) => o.some(isPathOnly));
  if (c.fact.negated) return false;
  if (isPrefix(c, (text) => /^\/[^/\\\uFFFB\uFFFC]/.test(text))) return true;
  if (c.fact.test === "prefix") return false;
  const patterns = anchoredPatterns(c.fact);
  return patterns.length > 0 && patterns.every((p) => isPathPattern(p, c.fact.regex?.flags ?? ""));
}

function isPathPattern(source: string, flags: string): boolean {
  const rest = /^(?:\^|\\A)\\?\/(.*)$/s.exec(source)?.[1];
  // Another alternative may begin with anything.
  if (rest === undefined || /(?:^|[^\\[])\^/.test(rest) || patternInfo(source, flags)?.anchoredStart !== true)
    return false;
  const info = patternInfo(/(?:\$|\\Z)$/.test(rest) ? rest : `${rest}[^]*`, flags);
  return info !== undefined && !SLASHES.some((slash) => info.startsWith(slash));
}

const isPrefix = ({ fact }: Check, test: (text: string) => boolean): boolean =>
  fact.test === "prefix" &&
  !fact.negated &&
  fact.text !== undefined &&
  fact.text.length > 0 &&
  fact.text.every(test);

/** Is a text refused of which the second character is this one? */
function refusesSecond({ fact, options }: Check, slash: string): boolean {
  if (options !== undefined || !fact.negated) return false;
  const texts = fact.text ?? [];
  if (fact.test === "prefix") return texts.includes(`/${slash}`);
  if (fact.test === "contains")
    return texts.includes(slash === "/" ? "//" : slash) || texts.includes(`/${slash}`);
  if (fact.test !== "matches" && fact.test !== "start-matches") return false;
  const source = fact.regex?.source ?? "";
  const one = patternInfo(source, fact.regex?.flags ?? "")?.complement;
  if (slash === "\\" && one !== undefined && !one("\\")) return true;
  const second = /^\^?\\?\/((?:\\.|\[(?:\\.|[^\]])*\]|[^\\[]))$/s.exec(source)?.[1];
  return second !== undefined && patternInfo(second, "")?.single?.(slash) === true;
}

/** `not urlparse(to).netloc` is asked of the text as a library reads it. */
function parsedOnly({ checks }: Graded): Hole | undefined {
  const netloc = checks.find(
    ({ fact, via }) =>
      fact.test === "present" && fact.negated && via.some((op) => op.op === "prop" && op.name === "netloc"),
  );
  return (
    netloc && {
      check: netloc.fact,
      text: "no host is found in it as a library reads it; `///evil.example` and `\\\\evil.example` pass, which a browser takes for another host",
    }
  );
}
