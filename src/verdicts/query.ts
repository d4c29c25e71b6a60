/** Query text: fragments must be bound, quoted by a library or match an identifier; whole queries are judged by their gate. */
import { isPlain } from "../server/constraint.js";
import type { Check } from "../taint/checks.js";
import { AS_TEXT, type Op } from "../taint/operations.js";
import { alphabetExcludes, replacement } from "./alphabet.js";
import { direct, hasFlow, isTextType, memberOfSet } from "./evidence.js";
import { hasWordCheck, wordCheck } from "./query-words.js";
import { doubles, isQuotedText } from "./quoted-text.js";
import { CLEAR, type Graded, type Hole, type Verdict } from "./types.js";

/** Operators whose value is code. */
const CODE_OPERATORS: ReadonlySet<string> = new Set(["$where", "$function", "$accumulator"]);

/** Operators that compare with what they are given, and hold no others in it. */
const COMPARES: ReadonlySet<string> = new Set(["$eq", "$ne", "$gt", "$gte", "$lt", "$lte", "$in", "$nin"]);
/** Operators that put conditions together. */
const COMBINES: ReadonlySet<string> = new Set(["$and", "$or", "$nor", "$match", "$not", "$elemMatch"]);

/**
 * A filter object: a text in it is only compared, unless an operator runs it; anything else may bring operators,
 * unless it stands where it is compared as it is.
 */
export function gradeFilter(g: Graded): Verdict {
  const operators = g.flow.steps.flatMap(({ op }) =>
    op.op === "flow" && op.flow === "collect" && op.label.startsWith("$") ? [op.label] : [],
  );
  const [inner = "", ...around] = operators;
  if (COMPARES.has(inner) && around.every((name) => COMBINES.has(name))) return CLEAR;
  const runs = g.flow.steps.some((s) => s.op.op === "flow" && CODE_OPERATORS.has(s.op.label));
  return !runs && g.before === "" && g.after === "" && isText(g) ? CLEAR : gradeQuery(g);
}

const TEXT_OPS: ReadonlySet<string> = new Set([
  "trim",
  "lower",
  "replace",
  "join",
  "json",
  "path-join",
  "url-encode",
]);

/** `String(x)`, `str(x)`, and a text in which nothing but the value stands. */
const becomesText = (op: Op): boolean =>
  op.op === "flow" &&
  (TEXT_OPS.has(op.flow) || op.detail === AS_TEXT || (op.flow === "string" && op.label === "str"));

/** Is the value known to be a text, or an object of which all fields are, since it was last read from one? */
function isText(g: Graded): boolean {
  const { steps } = g.flow;
  const since = steps.findLastIndex(({ op }) => op.op === "flow" && op.flow === "parse-json") + 1;
  if (g.constraintAt >= since && g.constraint !== undefined && isPlain(g.constraint)) return true;
  if (steps.some((s, i) => i >= since && becomesText(s.op))) return true;
  return g.checks.some((c) => c.at >= since && saysText(c));
}

/** `typeof x === "string"`, `isinstance(x, str)`. */
function saysText(c: Check): boolean {
  const { fact } = c;
  if (fact.negated) return false;
  if (fact.test === "is-instance") return direct(c) && isTextType(fact);
  return (
    fact.test === "equals" &&
    c.via.some((op) => op.op === "flow" && op.label === "typeof") &&
    (fact.text ?? []).join() === "string"
  );
}

/** Nothing, comments, or a command to explain: what follows is a statement of its own. */
const isLead = (before: string): boolean =>
  /^\s*(\/\*(?:[^*]|\*(?!\/))*\*\/\s*|--[^\n]*\n\s*)*(EXPLAIN\b[^'"`;]*)?$/i.test(before);

/** `SELECT * FROM (${sql}) AS rows LIMIT 100`, `WITH rows AS (${sql}) SELECT ...`: a statement within another one. */
const isWithin = (before: string, after: string): boolean =>
  /^\s*(?:SELECT\b[^'"`;()]*(?:\([^'"`;()]*\)[^'"`;()]*)*\bFROM|WITH\s+\w+\s+AS)\s*\(\s*$/i.test(before) &&
  /^\s*\)/.test(after);

const CLOSING: Readonly<Record<string, string>> = { "`": "`", '"': '"', "[": "]" };

/**
 * A name between quotes of its own kind, with those inside doubled ("a""b", `a``b`, [a]]b]) or refused: without
 * the closing one nothing leads out of it. Single quotes are for texts.
 */
function isQuotedName(g: Graded): boolean {
  const open = g.before.at(-1);
  const close = open === undefined ? undefined : CLOSING[open];
  if (close === undefined || !g.after.startsWith(close)) return false;
  if (alphabetExcludes(g, [close])) return true;
  return g.flow.steps.some((s) => doubles(s, close));
}

const NO_STATEMENT = ["'", '"', ";", " ", "\t", "\n", "\\", "(", "/", "|"];

export function gradeQuery(g: Graded): Verdict {
  if (memberOfSet(g) || hasFlow(g, "sql-quote")) return CLEAR;
  if (isQuotedName(g) || isQuotedText(g)) return CLEAR;
  // What leads the statement is the statement, whatever is put behind it (`${sql} LIMIT 100`).
  const leads = isLead(g.before);
  const whole = leads || isWithin(g.before, g.after);
  if (!leads && alphabetExcludes(g, ["'", '"', ";", " ", "\\", "("])) return CLEAR;
  // A name in front of what is fixed (`${table} | count`): one word without blanks or comments is no statement.
  if (g.after.trim() !== "" && alphabetExcludes(g, NO_STATEMENT)) return CLEAR;
  if (!whole && alphabetExcludes(g, ["'", "\\"]) && g.before.endsWith("'") && g.after.startsWith("'"))
    return CLEAR;
  const holes: Hole[] = [];
  for (const s of g.flow.steps) {
    const r = replacement(s.op);
    if (r !== undefined && (r.pattern === "'" || r.regex?.source.includes("'") === true))
      holes.push({ text: "quotes are escaped by hand", partial: true });
  }
  if (g.quick === true && holes.length === 0 && whole && hasWordCheck(g))
    return { status: "weak", extent: "whole", based: false, holes };
  const words = whole && g.quick !== true ? wordCheck(g) : undefined;
  if (words !== undefined) holes.push(words.hole);
  return {
    status: holes.length > 0 ? "weak" : "open",
    extent: whole ? "whole" : "part",
    based: false,
    ...(words?.parting === true && { parting: true }),
    holes,
  };
}
