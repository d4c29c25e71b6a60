/**
 * One thing that has been established about a value ("`resolve(path)` starts with base + separator"): what was tested,
 * with which answer, what tells it from others, and whether a program refuses values by it. What it is worth for a
 * sink is not decided here (src/verdicts).
 */
import type { GuardTest } from "../models/types.js";
import { ByNumber } from "./by-number.js";
import type { Node } from "./lineage.js";
import type { Question } from "./questions.js";
import type { Site } from "./site.js";
import type { Value } from "./values.js";

export type FactTest = GuardTest | "equals" | "less-than" | "present" | "either" | "answers";

export interface Fact {
  readonly test: FactTest;
  /** True when the test is known to have failed. */
  readonly negated: boolean;
  /** What it was tested against. */
  readonly against: Value | undefined;
  /** Constant text it was tested against, with holes; regex source for matches. */
  readonly text: readonly string[] | undefined;
  readonly regex?: { readonly source: string; readonly flags: string } | undefined;
  /** For "either": one of these lists of facts holds. */
  readonly options?: readonly (readonly FactDelta[])[] | undefined;
  /** For "answers": which function was asked about it; it said yes, or no where the fact is negated. */
  readonly question?: Question | undefined;
  /** The tested call or operator as shown. */
  readonly label: string;
  readonly site: Site;
  /** It holds for every element of the list that the node is an element of. */
  readonly each?: boolean | undefined;
  /** It was established on some of the ways that lead here, and the others tested nothing of the kind. */
  readonly maybe?: boolean | undefined;
  /** The call of the helper that made the check, seen from where its result is used. */
  readonly through?: Site;
  /** Made on first use; see factId. A fact made from another one is made by `changed`. */
  id?: number | undefined;
  /** Made on first use; see isCheck. */
  check?: boolean | undefined;
}

export interface FactDelta {
  readonly node: Node;
  readonly fact: Fact;
  /** Made on first use; see deltaKey. */
  key?: number;
  /** Made on first use; see weighs. */
  weight?: boolean;
  /** Of a choice, the values that its alternatives speak of; made on first use, see correlated.ts. */
  values?: ReadonlySet<number>;
  /** The same in doubt, made on first use. */
  doubt?: FactDelta;
  /** The same, said of every element; made on first use. */
  ofEach?: FactDelta;
}

/** The same fact but for what is given. */
export const changed = (fact: Fact, by: Partial<Fact>): Fact => ({
  ...fact,
  ...by,
  id: undefined,
  check: undefined,
});

/** The same fact, with what it says and its number, as it is known behind a call. */
export const seenThrough = (fact: Fact, through: Site): Fact => ({
  test: fact.test,
  negated: fact.negated,
  against: fact.against,
  text: fact.text,
  regex: fact.regex,
  options: fact.options,
  question: fact.question,
  label: fact.label,
  site: fact.site,
  each: fact.each,
  maybe: fact.maybe,
  through,
  id: fact.id,
  check: fact.check,
});

/** Tests that a program makes to refuse a value. Equality mostly chooses; existence and kind refuse nothing. */
const CHECKS: ReadonlySet<FactTest> = new Set([
  "prefix",
  "suffix",
  "contains",
  "in-set",
  "matches",
  "start-matches",
  "full-matches",
  "is-within",
  "is-ip-private",
  "is-ip-special",
  "is-ip-public",
  "is-identifier",
  "is-number",
  "answers",
]);

/** Tests that alone decide little, and refuse a value where they stand beside others. */
const REFUSING: ReadonlySet<FactTest> = new Set(["is-absolute", "is-url", "less-than", "fits"]);

const KINDS: ReadonlySet<FactTest> = new Set(["is-instance", "is-callable", "is-ip", "is-ipv4", "is-ipv6"]);

/** Does it say what kind of value it is (a text, a list)? That it is a number is more than that. */
export const isKind = ({ node, fact }: FactDelta): boolean =>
  (KINDS.has(fact.test) || isTypeof(node, fact)) && !asksForNumbers(fact);

const isTypeof = (node: FactDelta["node"], fact: Fact): boolean =>
  fact.test === "equals" && node.op?.op === "flow" && node.op.label === "typeof";

const NUMBERS: ReadonlySet<string> = new Set(
  "number boolean bigint builtins.int builtins.float builtins.bool builtins.complex".split(" "),
);

/** Does it ask for types of which no value is a text, nor holds one (`typeof x === "number"`, `isinstance(x, (int, float))`)? */
export function asksForNumbers({ test, text, against }: Fact): boolean {
  if (test === "equals") return text !== undefined && text.length > 0 && text.every((t) => NUMBERS.has(t));
  if (test !== "is-instance" || against === undefined || against.refs.length === 0) return false;
  return against.refs.every((r) => r.kind === "ext" && NUMBERS.has(r.path));
}

/** Does it say something of the value itself, more than that it is there and of which kind? */
export function weighs(d: FactDelta): boolean {
  return (d.weight ??= isWeighty(d));
}

function isWeighty(d: FactDelta): boolean {
  const { fact } = d;
  if (fact.options !== undefined) return fact.options.some((o) => o.some(weighs));
  if (isCheck(fact) || REFUSING.has(fact.test) || fact.each === true) return true;
  return !fact.negated && (fact.test === "equals" ? !isKind(d) : asksForNumbers(fact));
}

/** Is it a test, or a choice of tests, that a program refuses a value by? */
export function isCheck(fact: Fact): boolean {
  return (fact.check ??=
    fact.options === undefined
      ? CHECKS.has(fact.test)
      : fact.options.every((o) => o.some((d) => CHECKS.has(d.fact.test))));
}

/** What tells facts apart, as text; of a fact in which only the answer differs with `negated` the other way. */
function factKey(fact: Fact, negated = fact.negated): string {
  const doubt = fact.maybe === true ? "?" : "";
  if (fact.options !== undefined)
    return `${doubt}either(${fact.options.map((o) => o.map(deltaKey).join("&")).join("|")})`;
  if (fact.test === "present") return negated ? "!present" : "present";
  return `${doubt}${negated ? "!" : ""}${fact.each === true ? "*" : ""}${fact.test}|${fact.text?.join("") ?? fact.question?.key ?? ""}|${fact.regex?.source ?? ""}`;
}

let lastId = 0;

/**
 * A number that facts have in common which say the same. The numbers given are kept by the place of the test,
 * so that they go with the program that it stands in.
 */
export function factId(fact: Fact): number {
  if (fact.id !== undefined) return fact.id;
  const given = (fact.site.facts ??= new Map());
  const key = factKey(fact);
  let id = given.get(key);
  if (id === undefined) given.set(key, (id = ++lastId));
  fact.id = id;
  return id;
}

let lastKey = 0;

/** What tells facts apart: the value and what is said of it. Kept by the value, for the same reason. */
export function deltaKey(d: FactDelta): number {
  if (d.key !== undefined) return d.key;
  const given = (d.node.canonical.facts ??= new ByNumber());
  const id = factId(d.fact);
  let key = given.get(id);
  if (key === undefined) given.set(id, (key = ++lastKey));
  d.key = key;
  return key;
}

/** The key of the same test with the other answer; undefined where nobody has come by it, and for choices. */
export function oppositeKey({ node, fact }: FactDelta): number | undefined {
  if (fact.options !== undefined) return undefined;
  const id = fact.site.facts?.get(factKey(fact, !fact.negated));
  return id === undefined ? undefined : node.canonical.facts?.get(id);
}

/** The same facts, said of every element. */
export const forEach = (deltas: readonly FactDelta[]): FactDelta[] => deltas.map(ofEvery);

/** The same fact, said of every element. */
export const ofEvery = (d: FactDelta): FactDelta => (d.ofEach ??= saidOfEvery(d));

const saidOfEvery = ({ node, fact }: FactDelta): FactDelta => ({
  node,
  fact: changed(fact, { each: true, ...(fact.options ? { options: fact.options.map(forEach) } : {}) }),
});

/** Is the value one of the texts of the fact? */
export const isOneOf = ({ test, negated, maybe, text }: Fact): boolean =>
  (test === "in-set" || test === "equals") && !negated && maybe !== true && text !== undefined;
