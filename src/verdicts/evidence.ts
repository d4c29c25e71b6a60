/** Evidence that counts for several kinds of sink: allow-lists, patterns, schemas, numbers. */
import type { Check } from "../taint/checks.js";
import { asksForNumbers } from "../taint/facts.js";
import type { Op } from "../taint/lineage.js";
import type { Graded } from "./types.js";

/** What leaves a text as it is, but for blanks around it. */
export const KEEPS_TEXT: ReadonlySet<string> = new Set(["identity", "string", "trim", "written"]);

/** What leaves it the same word. */
export const TIDYING: ReadonlySet<string> = new Set([...KEEPS_TEXT, "lower"]);

const through =
  (flows: ReadonlySet<string>) =>
  (c: Check): boolean =>
    c.via.every((op) => op.op === "flow" && flows.has(op.flow) && op.label !== "typeof");

/** Is the check about the value on the way itself (not about something derived from it)? */
export const direct = through(KEEPS_TEXT);

/** The same, whatever the case of its letters: nothing that harms is told apart by that. */
export const inAnyCase = through(TIDYING);

/** Text operations after position `at` that could undo a check of the alphabet. */
export function unchangedAfter(g: Graded, at: number): boolean {
  return !g.flow.steps
    .slice(at)
    .some((s) => s.op.op === "flow" && (s.op.flow === "decode" || s.op.flow === "path-expand"));
}

/** Many cases are made of the same checks: each of these is asked once. */
export function once(g: Graded, question: string, c: Check, answer: () => boolean): boolean {
  let known = g.answers.get(question);
  if (known === undefined) g.answers.set(question, (known = new Map()));
  let said = known.get(c);
  if (said === undefined) known.set(c, (said = answer()));
  return said;
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

/** Is it a check of each element of what is a text, so of single characters? What goes on may be made of these. */
export function isOfCharacters(g: Graded, c: Check): boolean {
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

/** Is the value of the flow such a member? A text whose characters are is whatever can be spelled with them. */
export function isMemberIn(g: Graded, c: Check): boolean {
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
