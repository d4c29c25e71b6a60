/**
 * Checks that decide by the words of a whole query: which statements get through.
 *
 *   if (!sql.trim().toUpperCase().startsWith("SELECT")) throw ...     a function that a SELECT calls may write
 *   if (/\b(insert|update|delete|drop)\b/i.test(sql)) throw ...       MERGE passes
 *
 * A check that asks for a statement that writes, or refuses those that read, promises no reading: the tool is for
 * changing data, and another one reads.
 */
import type { Check } from "../taint/checks.js";
import type { Fact } from "../taint/facts.js";
import { alphabetExcludes } from "./alphabet.js";
import { direct, once } from "./evidence.js";
import type { Graded, Hole } from "./types.js";

const READING = ["SELECT", "WITH", "SHOW", "DESCRIBE", "EXPLAIN", "MATCH", "RETURN"] as const;
/** Those that a list should not lack, the most telling ones first. */
const CHANGING = [
  "DELETE",
  "DROP",
  "UPDATE",
  "INSERT",
  "ALTER",
  "TRUNCATE",
  "CREATE",
  "MERGE",
  "REPLACE",
  "CALL",
];
const OTHER = [
  "GRANT",
  "REVOKE",
  "EXEC",
  "EXECUTE",
  "DO",
  "COPY",
  "SET",
  "REMOVE",
  "DETACH",
  "ATTACH",
  "VACUUM",
];
const WORD = new RegExp(`\\b(?:${[...READING, ...CHANGING, ...OTHER].join("|")})`, "gi");
/** Only these make a test one of statements: `set` and `do` stand in many a text. */
const TELLING = new RegExp([...READING.slice(0, -1), ...CHANGING].join("|"), "i");

export interface WordCheck {
  readonly hole: Hole;
  /** It keeps out what reads, and lets pass what writes. */
  readonly parting: boolean;
}

interface Words {
  readonly fact: Fact;
  readonly asked: ReadonlySet<string>;
  readonly refused: ReadonlySet<string>;
  /** Only the begin of the text is looked at. */
  readonly atBegin: boolean;
}

/** Is there such a check of a whole query? */
export const hasWordCheck = (g: Graded): boolean =>
  g.checks.some((c) => once(g, "words", c, () => decided(c).length > 0));

/** What the checks of a whole query let through, when they are such checks. */
export function wordCheck(g: Graded): WordCheck | undefined {
  const all = new Set<Words>();
  for (const c of g.checks) for (const words of decided(c)) all.add(words);
  const found = [...all];
  const [first] = found;
  if (first === undefined) return undefined;
  const asked = new Set(found.flatMap((w) => [...w.asked]));
  const refused = new Set(found.flatMap((w) => [...w.refused]));
  const named = asked.size > 0 ? asked : refused;
  const reads = READING.some((word) => named.has(word));
  const writes = [...named].some((word) => !(READING as readonly string[]).includes(word));
  const parting = asked.size > 0 ? !reads && writes : reads && !writes;
  const told = found.find((w) => w.asked.size > 0) ?? first;
  const passes = asked.size > 0 ? passesAsked(g, asked, refused) : passesRefused(refused, told.atBegin);
  const does = asked.size > 0 ? `asks for ${listed([...asked])}` : `refuses ${listed([...refused])}`;
  return { hole: { check: told.fact, text: `\`${told.fact.label}\` ${does}, but ${passes}` }, parting };
}

/** Of two ways that part at a word, both lead here: neither keeps anything out. */
function decided(c: Check): readonly Words[] {
  const found = wordsOf(c);
  if (c.options === undefined) return found;
  const without = (words: ReadonlySet<string>, other: "asked" | "refused") =>
    new Set([...words].filter((word) => !found.some((w) => w[other].has(word))));
  return found
    .map((w) => ({ ...w, asked: without(w.asked, "refused"), refused: without(w.refused, "asked") }))
    .filter((w) => w.asked.size + w.refused.size > 0);
}

const NONE: ReadonlySet<string> = new Set();
/** What a test says of statements; many choices are made of the same few tests. */
const known = new WeakMap<Fact, Words | null>();

/** Words that a check asks for or refuses; of alternatives, all that any of them names. */
function wordsOf(c: Check): Words[] {
  const found = new Set<Words>();
  collect(c, found);
  return [...found];
}

function collect(c: Check, into: Set<Words>): void {
  if (c.options !== undefined) {
    for (const option of c.options) for (const each of option) collect(each, into);
    return;
  }
  if (!(direct(c) || (c.via.length > 0 && !isOfAnother(c)))) return;
  let words = known.get(c.fact);
  if (words === undefined) known.set(c.fact, (words = wordsIn(c.fact)));
  if (words !== null) into.add(words);
}

/** Is it a test of something that was sent beside the query, with it: `request.tool == "execute_query"`? */
const isOfAnother = ({ via: [first] }: Check): boolean => first?.op === "prop" && !/^-?\d+$/.test(first.name);

/** Classes that a parser's statement is asked to be of: `isinstance(statement, exp.Select)`. */
const classesIn = ({ test, against }: Fact): string =>
  test === "is-instance" && against !== undefined
    ? against.refs
        .flatMap((r) => (r.kind === "ext" ? [r.path.slice(r.path.lastIndexOf(".") + 1)] : []))
        .join(" ")
    : "";

function wordsIn(fact: Fact): Words | null {
  const source = `${(fact.text ?? []).join(" ")} ${fact.regex?.source ?? ""} ${classesIn(fact)}`;
  if (!TELLING.test(source)) return null;
  const words = new Set(
    source
      .replace(/\\[bswBSW]/g, " ")
      .toUpperCase()
      .match(WORD) ?? [],
  );
  const atBegin =
    fact.test === "prefix" ||
    fact.test === "equals" ||
    fact.test === "in-set" ||
    /^\W*\^/.test(source.trim());
  return { fact, asked: fact.negated ? NONE : words, refused: fact.negated ? words : NONE, atBegin };
}

/** Is it said of statements that a parser has told apart? A second one is asked about as well, or counted. */
const ofStatements = (c: Check): boolean =>
  c.options === undefined
    ? c.via.some((op) => op.op === "flow" && op.flow === "split" && /\bparse/.test(op.label))
    : c.options.some((option) => option.some(ofStatements));

function passesAsked(g: Graded, asked: ReadonlySet<string>, refused: ReadonlySet<string>): string {
  const passing: string[] = [];
  if (asked.has("WITH") && !refused.has("DELETE")) passing.push("a `DELETE` behind `WITH`");
  if (asked.has("MATCH")) passing.push("a `DELETE` or `SET` behind `MATCH`");
  else passing.push("a function that changes something");
  if (!alphabetExcludes(g, [";"]) && !g.checks.some(ofStatements))
    passing.push("a second statement behind `;` where the driver runs several");
  const last = passing.pop() ?? "";
  return passing.length === 0 ? `${last} passes` : `${passing.join(", ")} and ${last} pass`;
}

function passesRefused(refused: ReadonlySet<string>, atBegin: boolean): string {
  if (atBegin) return "they pass behind a comment, `WITH` or `;`";
  const missing = [...CHANGING, "COPY"].filter((word) => !refused.has(word));
  if (missing.length === 0) return "a function that changes something passes";
  return `${listed(missing)} ${missing.length === 1 ? "passes" : "pass"}`;
}

/** "`INSERT`, `UPDATE` and 3 more" */
function listed(words: readonly string[]): string {
  const shown = (words.length <= 3 ? words : words.slice(0, 2)).map((word) => `\`${word}\``);
  if (words.length > 3) return `${shown.join(", ")} and ${words.length - 2} more`;
  return shown.length === 1 ? (shown[0] ?? "") : `${shown.slice(0, -1).join(", ")} and ${shown.at(-1)}`;
}
