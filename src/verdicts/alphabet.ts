/**
 * Which characters a value cannot hold, by the checks on its way and by what replaces or answers for them.
 */
import type { Check } from "../taint/checks.js";
import type { Op } from "../taint/lineage.js";
import { inAnyCase, isMemberIn, isOfCharacters, once, unchangedAfter } from "./evidence.js";
import { isPartBetween, isPartWithout } from "./parts.js";
import { patternInfo, writtenPattern } from "./pattern.js";
import type { Graded } from "./types.js";

/** Do checks, schemas and replacements, taken together, keep each of these characters out of the value? */
export function alphabetExcludes(g: Graded, chars: readonly string[]): boolean {
  return chars.every((ch) => excludes(g, ch));
}

function excludes(g: Graded, ch: string): boolean {
  const safe = (allows: (c: string) => boolean) => !allows(ch);
  if (g.constraint?.token === true && unchangedAfter(g, g.constraintAt)) return true;
  if (g.checks.some((c) => once(g, ch, c, () => checkExcludes(g, c, safe) || refusesChar(g, c, ch))))
    return true;
  return g.flow.steps.some(
    (s, i) =>
      (replaceExcludes(s.op, safe) ||
        replacesAll(s.op, ch, s.site?.module.language) ||
        answersFor(s.op, ch) ||
        isPartBetween(g.flow.steps, i, ch) ||
        isPartWithout(g.flow.steps, i, ch)) &&
      unchangedAfter(g, i + 1),
  );
}

/** `x.includes("/")` answered no. */
function refusesChar(g: Graded, c: Check, ch: string): boolean {
  if (c.options !== undefined)
    return c.options.every((o) => o.some((x) => isMemberIn(g, x) || refusesChar(g, x, ch)));
  const { fact } = c;
  return (
    fact.negated &&
    fact.test === "contains" &&
    inAnyCase(c) &&
    unchangedAfter(g, c.at) &&
    (fact.text ?? []).includes(ch)
  );
}

function checkExcludes(g: Graded, c: Check, safe: (allows: (c: string) => boolean) => boolean): boolean {
  if (c.options !== undefined)
    return c.options.every((o) => o.some((x) => isMemberIn(g, x) || checkExcludes(g, x, safe)));
  const { fact } = c;
  const ofCharacters = isOfCharacters(g, c);
  const speaks = inAnyCase(c) || ofCharacters || eachPart(c, safe) || isOfTheRest(c, safe);
  if (!speaks || !unchangedAfter(g, c.at)) return false;
  if (fact.test === "is-identifier" && !fact.negated) return safe((ch) => /\w/.test(ch));
  if (fact.test === "is-number" && !fact.negated) return true;
  if (ADDRESSES.has(fact.test) && !fact.negated) return safe(inAddress(fact));
  if (MEMBERSHIP.has(fact.test) && !fact.negated && fact.text !== undefined)
    return safe((ch) => fact.text?.some((text) => text.includes(ch)) === true);
  const re = regexOf(fact);
  if (re === undefined) return false;
  if (fact.test === "matches" && !fact.negated && ofCharacters && isOneClass(re.source))
    return safe(patternInfo(`^(?:${re.source})$`, re.flags)?.allows ?? (() => true));
  const info = patternInfo(re.source, re.flags);
  if (info === undefined) return false;
  if (fact.test === "full-matches" && !fact.negated) return safe(info.allows);
  if (fact.test === "start-matches" && !fact.negated)
    return (patternInfo(`^(?:${re.source})`, re.flags)?.anchored ?? false) && safe(info.allows);
  if (fact.test === "matches" && !fact.negated) return info.anchored && safe(info.allows);
  if (fact.test === "matches" && fact.negated && info.complement !== undefined) return safe(info.complement);
  return false;
}

const ADDRESSES: ReadonlySet<string> = new Set(["is-ip", "is-ipv4", "is-ipv6"]);

/** What an address can hold. Python takes any text for the name of a zone, behind `%`. */
function inAddress({ test, site }: Check["fact"]): (ch: string) => boolean {
  if (test === "is-ipv4") return (ch) => /[\d.]/.test(ch);
  return site.module.language === "python" ? (ch) => ch !== "/" : (ch) => /[\w.:%-]/.test(ch);
}

const MEMBERSHIP: ReadonlySet<string> = new Set(["equals", "in-set"]);

/** Does the pattern ask for one character, of one class? */
const isOneClass = (source: string): boolean => /^(?:\[(?:\\.|[^\]\\])+\]|\\[wd])$/.test(source);

/** `name.replace("_", "").isalnum()` speaks of every character but those that were taken out. */
function isOfTheRest(c: Check, safe: (allows: (c: string) => boolean) => boolean): boolean {
  const keeps = (op: Op) =>
    op.op === "flow" && (op.flow === "identity" || op.flow === "string") && op.label !== "typeof";
  return (
    c.via.some((op) => op.op === "flow" && op.flow === "replace") &&
    c.via.every((op) => keeps(op) || takesOut(op, safe))
  );
}

/** Does the replacement only take characters out, and none of these? */
function takesOut(op: Op, safe: (allows: (c: string) => boolean) => boolean): boolean {
  const r = replacement(op);
  if (r === undefined || r.by !== "") return false;
  const info = r.regex === undefined ? undefined : patternInfo(r.regex.source, r.regex.flags);
  return info === undefined
    ? r.pattern !== undefined && safe((ch) => r.pattern?.includes(ch) === true)
    : safe(info.allows);
}

/** A check of every part of the split value speaks of the value, but for the separator and what was cut off. */
function eachPart(c: Check, safe: (allows: (c: string) => boolean) => boolean): boolean {
  if (c.fact.each !== true || c.via.length === 0) return false;
  return c.via.every((op) => {
    if (op.op !== "flow") return false;
    if (op.flow === "split")
      return op.detail !== undefined && op.detail.length === 1 && safe((ch) => ch === op.detail);
    if (op.flow === "replace") return takesOut(op, safe);
    return ["element", "collect", "identity", "trim", "string"].includes(op.flow);
  });
}

const PATTERN_TESTS: ReadonlySet<string> = new Set(["matches", "start-matches", "full-matches"]);

/** The patterns a value was held against; of several, as in `any(re.match(p, x) for p in PATTERNS)`, one matches. */
export function patternsOf(fact: Check["fact"]): readonly string[] {
  if (fact.regex !== undefined) return [fact.regex.source];
  if (!PATTERN_TESTS.has(fact.test) || fact.text === undefined) return [];
  // That one of several does not match says nothing of the others.
  return fact.text.length > 1 && fact.negated ? [] : fact.text;
}

/** What a value has to match as one expression. */
export function regexOf(fact: Check["fact"]): { source: string; flags: string } | undefined {
  if (fact.regex !== undefined) return fact.regex;
  const patterns = patternsOf(fact);
  if (patterns.length === 0) return undefined;
  const source = patterns.length === 1 ? patterns[0] : patterns.map((p) => `(?:${p})`).join("|");
  return source === undefined ? undefined : { source, flags: "" };
}

/** `x.replace(/[^a-z]/g, "")`: what is left is the class itself. */
function replaceExcludes(op: Op, safe: (allows: (c: string) => boolean) => boolean): boolean {
  const r = replacement(op);
  if (r === undefined || r.regex === undefined) return false;
  const info = patternInfo(r.regex.source, r.regex.flags);
  const all = r.regex.flags.includes("g") || r.method === "sub";
  if (info?.complement === undefined || !all) return false;
  const { complement } = info;
  return safe((c) => complement(c) || r.by.includes(c));
}

/** `x.replace("/", "_")` where that replaces every one of them. */
function replacesAll(op: Op, ch: string, language: string | undefined): boolean {
  const r = replacement(op);
  if (r === undefined || r.pattern !== ch || r.by.includes(ch)) return false;
  return r.method === "replaceAll" || language === "python";
}

/** Does a function put a text that has none in the place of each such character? */
function answersFor(op: Op, ch: string): boolean {
  const texts = answeredTexts(op);
  return texts?.[ch] !== undefined && !Object.values(texts).some((text) => text.includes(ch));
}

/** What a function puts in the place of every character that is found, where it says so for each of them. */
export function answeredTexts(op: Op): Readonly<Record<string, string>> | undefined {
  if (op.op !== "flow" || op.flow !== "replace" || op.detail === undefined) return undefined;
  const [pattern, , method, , texts] = JSON.parse(op.detail) as [
    string | null,
    string | null,
    string,
    string | null | undefined,
    Readonly<Record<string, string>> | undefined,
  ];
  if (pattern === null || texts === undefined) return undefined;
  const isGlobal = method === "replaceAll" || writtenPattern(pattern)?.flags.includes("g") === true;
  return isGlobal ? texts : undefined;
}

export interface Replacement {
  readonly pattern: string | undefined;
  readonly regex: { readonly source: string; readonly flags: string } | undefined;
  readonly by: string;
  readonly method: string;
}

/** The pattern and replacement of a replace operation, when constant. */
export function replacement(op: Op): Replacement | undefined {
  if (op.op !== "flow" || op.flow !== "replace" || op.detail === undefined) return undefined;
  const [pattern, by, method] = JSON.parse(op.detail) as [string | null, string | null, string];
  if (pattern === null || typeof by !== "string") return undefined;
  const regex = writtenPattern(pattern);
  if (regex !== undefined) return { pattern: undefined, regex, by, method };
  return method === "sub"
    ? { pattern: undefined, regex: { source: pattern, flags: "g" }, by, method }
    : { pattern, regex: undefined, by, method };
}
