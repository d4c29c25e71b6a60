/** Evidence that counts for several kinds of sink: allow-lists, patterns, schemas, numbers. */
import type { Check } from "../taint/checks.js";
import { asksForNumbers } from "../taint/facts.js";
import type { Op } from "../taint/lineage.js";
import { isPartBetween, isPartWithout } from "./parts.js";
import { patternInfo, writtenPattern } from "./pattern.js";
import type { Graded } from "./types.js";

/** What leaves a text as it is, but for blanks around it. */
const KEEPS_TEXT: ReadonlySet<string> = new Set(["identity", "string", "trim", "written"]);
/** What leaves it the same word. */
export const TIDYING: ReadonlySet<string> = new Set([...KEEPS_TEXT, "lower"]);

const through =
  (flows: ReadonlySet<string>) =>
  (c: Check): boolean =>
    c.via.every((op) => op.op === "flow" && flows.has(op.flow) && op.label !== "typeof");

/** Is the check about the value on the way itself (not about something derived from it)? */
export const direct = through(KEEPS_TEXT);

/** The same, whatever the case of its letters: nothing that harms is told apart by that. */
const inAnyCase = through(TIDYING);

/** Text operations after position `at` that could undo a check of the alphabet. */
export function unchangedAfter(g: Graded, at: number): boolean {
  return !g.flow.steps
    .slice(at)
    .some((s) => s.op.op === "flow" && (s.op.flow === "decode" || s.op.flow === "path-expand"));
}

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

/** Many cases are made of the same checks: each of these is asked once. */
export function once(g: Graded, question: string, c: Check, answer: () => boolean): boolean {
  let known = g.answers.get(question);
  if (known === undefined) g.answers.set(question, (known = new Map()));
  let said = known.get(c);
  if (said === undefined) known.set(c, (said = answer()));
  return said;
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

/** Is it a check of each element of what is a text, so of single characters? What goes on may be made of these. */
function isOfCharacters(g: Graded, c: Check): boolean {
  if (g.constraint?.type !== "text") return false;
  const before = g.flow.steps.slice(g.constraintAt, c.at).map((step) => step.op);
  const keeps = (op: Op) => (op.op === "flow" && KEEPS_TEXT.has(op.flow)) || isApart(op);
  const apart = before.some(isApart) || (c.fact.each === true && c.via.some(isApart));
  return apart && before.every(keeps) && c.via.every(keeps);
}

/** Does it take a text apart into its characters? */
const isApart = (op: Op): boolean =>
  op.op === "flow" &&
  (op.flow === "element" || op.flow === "collect" || (op.flow === "split" && op.detail === ""));

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

/** Is the value one of a set that the caller does not choose? */
export function isMember(c: Check): boolean {
  if (c.options !== undefined) return c.options.every((o) => o.some(isMember));
  // A value that is absent, or empty, is nobody's choice.
  if (c.fact.test === "present") return c.fact.negated && direct(c);
  if (isNoText(c)) return true;
  if (c.fact.negated || !inAnyCase(c)) return false;
  const { test, against, text } = c.fact;
  if (test === "equals") return against === undefined ? text !== undefined : against.taints.length === 0;
  if (test === "in-set") return text !== undefined || (against !== undefined && against.taints.length === 0);
  return false;
}

/** Is it known to be no text (`typeof x !== "string"`, `not isinstance(x, str)`)? */
function isNoText(c: Check): boolean {
  const { test, negated, text } = c.fact;
  if (!negated) return false;
  if (test === "is-instance") return direct(c) && isTextType(c.fact);
  const last = c.via[c.via.length - 1];
  return (
    test === "equals" &&
    c.via.length === 1 &&
    last?.op === "flow" &&
    last.label === "typeof" &&
    text?.length === 1 &&
    text[0] === "string"
  );
}

/** Is the type of a test of types text, and nothing else? */
export const isTextType = ({ against }: Check["fact"]): boolean =>
  against?.refs.length === 1 &&
  against.refs.every((r) => r.kind === "ext" && (r.path === "builtins.str" || r.path === "str"));

/** Is the value of the flow such a member? A text whose characters are is whatever can be spelled with them. */
function isMemberIn(g: Graded, c: Check): boolean {
  if (c.options !== undefined) return c.options.every((o) => o.some((x) => isMemberIn(g, x)));
  return isMember(c) && !isOfCharacters(g, c);
}

export function memberOfSet(g: Graded): boolean {
  return g.checks.some((c) => once(g, "member", c, () => isMemberIn(g, c)));
}

/** Schema or type says that the value is a number, a flag or one of a list. */
export function constrainedType(g: Graded): boolean {
  const t = g.constraint?.type;
  return t === "number" || t === "boolean" || t === "enum" || g.checks.some(isNumber);
}

/** Is it a number or a flag (`typeof x === "number"`, `isinstance(x, int)`), or was nothing sent? */
function isNumber(c: Check): boolean {
  const { fact, options } = c;
  if (options !== undefined) return options.every((o) => o.some((x) => isNumber(x) || isMember(x)));
  if (fact.negated || !asksForNumbers(fact)) return false;
  return fact.test === "is-instance" ? direct(c) : asksForType(c);
}

/** Is it about the answer of `typeof`, of the value as it is? */
function asksForType({ via }: Check): boolean {
  const last = via[via.length - 1];
  const keeps = via.slice(0, -1).every((op) => op.op === "flow" && KEEPS_TEXT.has(op.flow));
  return keeps && last?.op === "flow" && last.label === "typeof";
}

export const flowOps = (g: Graded): readonly Op[] => g.flow.steps.map((s) => s.op);

export function hasFlow(g: Graded, flow: string): boolean {
  return g.flow.steps.some((s) => s.op.op === "flow" && s.op.flow === flow);
}

/** Is it percent-encoded as a whole, and was not decoded again? */
export function isEncoded(g: Graded): boolean {
  const last = (flow: string) => g.flow.steps.findLastIndex((s) => s.op.op === "flow" && s.op.flow === flow);
  return last("url-encode") > last("decode");
}

/** What makes another text of it, of which a model's word for the one before says nothing. */
const isOpened = (op: Op): boolean => op.op === "flow" && (op.flow === "unpack" || op.flow === "decode");

/** A step that clears this kind of sink by a model's word. */
export function clearedByModel(g: Graded): boolean {
  // `powershell -EncodedCommand` decodes what it is given: an encoding holds nothing back there.
  if (/-EncodedCommand$/i.test(g.flow.hit.row.label ?? "")) return false;
  const opened = g.flow.steps.findLastIndex((s) => isOpened(s.op));
  return g.flow.steps.some(
    (s, i) => i >= opened && s.op.op === "flow" && s.op.clears?.includes(g.kind) === true,
  );
}

/** Measures of the value, not the value: length, size, count. */
export function isMeasure(g: Graded): boolean {
  const given = g.flow.source.entity !== undefined;
  return g.flow.steps.some(
    (s, i) =>
      // A parameter may be called so.
      (i > 0 || !given) &&
      s.op.op === "prop" &&
      (s.op.name === "length" || s.op.name === "size" || s.op.name === "byteLength"),
  );
}

/**
 * `${user}:${key}`.split(":")[0] is no part of the key: on the way the value was put behind a separator, the text was
 * taken apart there, and what is used is one of the parts before it.
 */
export function isOtherPart(steps: Graded["flow"]["steps"]): boolean {
  return steps.some(({ op }, i) => {
    if (op.op !== "flow" || op.flow !== "split" || op.detail === undefined || op.detail === "") return false;
    const taken = steps[i + 1]?.op;
    if (taken?.op !== "prop" || !/^\d+$/.test(taken.name)) return false;
    return Number(taken.name) < separatorsBefore(steps, i, op.detail);
  });
}

/** How many separators surely stand before the value in the text that is taken apart at step `at`. */
function separatorsBefore(steps: Graded["flow"]["steps"], at: number, separator: string): number {
  let count = 0;
  for (let i = at - 1; i >= 0; i--) {
    const op = steps[i]?.op;
    if (op?.op === "concat") count += op.before.split(separator).length - 1;
    else if (op?.op !== "flow" || !KEEPS_TEXT.has(op.flow)) break;
  }
  return count;
}
