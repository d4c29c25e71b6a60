/**
 * Branches that hang together: what one branch on a condition established is known again in a later branch
 * on the same condition.
 *
 *   if (action === "read") { if (name.includes("..")) throw ... }    either that, or `action` is another
 *   if (action === "read") use(name);                                here it is not another
 */
import { grouped } from "../grouped.js";
import { addFacts, changed, type Fact, type FactDelta, type FactMap, factsAbout } from "./facts.js";
import { HOLE } from "./lineage.js";
import type { Obj } from "./objects.js";
import { joinAll, type Value } from "./values.js";

/** With what was `found`, alternatives that cannot be are left out of every choice of facts. */
export function settle(facts: FactMap, found: readonly FactDelta[]): FactMap {
  if (found.length === 0) return facts;
  let out = facts;
  const byValue = grouped(found, ({ node }) => node.canon);
  for (const [key, choice] of facts) {
    const { node, fact } = choice;
    const { options } = fact;
    if (options === undefined || fact.maybe === true || !speaksOf(choice, byValue)) continue;
    const left = options.filter(
      (o) => !o.some((d) => byValue.get(d.node.canon)?.some((now) => excludes(now, d))),
    );
    const [only] = left;
    if (left.length === options.length || only === undefined) continue;
    const without = new Map(out);
    without.delete(key);
    out = addFacts(without, left.length === 1 ? only : [{ node, fact: changed(fact, { options: left }) }]);
  }
  return out;
}

/** Does the choice say anything of one of these values? Most do not, and each is asked after every condition. */
function speaksOf(choice: FactDelta, values: ReadonlyMap<number, unknown>): boolean {
  choice.values ??= new Set(choice.fact.options?.flatMap((o) => o.map((d) => d.node.canon)));
  const [few, many] = choice.values.size < values.size ? [choice.values, values] : [values, choice.values];
  for (const value of few.keys()) if (many.has(value)) return true;
  return false;
}

/** What a value is where these facts hold: of what it may be, that which they do not exclude. */
export function suiting(v: Value, facts: readonly FactDelta[]): Value {
  const { outcomes } = v;
  if (outcomes === undefined || facts.length === 0) return v;
  const left = outcomes.filter((o) => !o.facts.some((d) => facts.some((now) => excludes(now, d))));
  const [only] = left;
  if (only === undefined || left.length === outcomes.length) return v;
  return left.length === 1 ? only.value : { ...joinAll(left.map((o) => o.value)), outcomes: left };
}

/** Is something known that cannot be where this is? */
export function contradicts(facts: FactMap, d: FactDelta): boolean {
  for (const known of factsAbout(facts, d.node.root)) if (excludes(known, d)) return true;
  return false;
}

/** The ways on which nothing is said that another fact of the same way excludes. */
export const possible = (ways: readonly (readonly FactDelta[])[]): readonly (readonly FactDelta[])[] =>
  ways.filter((way) => !way.some((d, i) => way.some((other, n) => n > i && excludes(d, other))));

/** Can the two not both be so? */
function excludes(a: FactDelta, b: FactDelta): boolean {
  if (a.node.canon !== b.node.canon || a.fact.maybe === true || b.fact.maybe === true) return false;
  const [x, y] = [a.fact, b.fact];
  if (x.test === "present" && y.test === "present") return x.negated !== y.negated;
  if (x.test === "present") return x.negated && isFilled(b);
  if (y.test === "present") return y.negated && isFilled(a);
  if (x.test !== "equals" || y.test !== "equals") return x.negated !== y.negated && asksTheSame(x, y);
  const [one, other] = [onlyText(a), onlyText(b)];
  if (one === undefined || other === undefined) return false;
  return one === other ? x.negated !== y.negated : !x.negated && !y.negated;
}

/** Is it one test against one constant, or for one type? */
function asksTheSame(x: Fact, y: Fact): boolean {
  if (x.test !== y.test || x.each !== y.each) return false;
  if (x.test === "is-instance") return typeOf(x) !== undefined && typeOf(x) === typeOf(y);
  if (x.regex !== undefined || y.regex !== undefined)
    return x.regex?.source === y.regex?.source && x.regex?.flags === y.regex?.flags;
  const { text } = x;
  if (text === undefined && y.text === undefined) return x.against === undefined && y.against === undefined;
  return (
    text !== undefined &&
    text.length === y.text?.length &&
    text.every((each, i) => each === y.text?.[i] && !each.includes(HOLE))
  );
}

/** The one class that is asked for. */
function typeOf({ against }: Fact): Obj | undefined {
  return against?.refs.length === 1 && against.consts.length === 0 && !against.unknown
    ? against.refs[0]
    : undefined;
}

/** Is it equal to a text that is not empty? */
function isFilled(d: FactDelta): boolean {
  const text = onlyText(d);
  return d.fact.test === "equals" && !d.fact.negated && text !== undefined && !EMPTY.has(text);
}

/** What counts as not there, as text. */
const EMPTY: ReadonlySet<string> = new Set(["", "0", "false", "null", "undefined", "None"]);

function onlyText({ fact }: FactDelta): string | undefined {
  return fact.text?.length === 1 ? fact.text[0] : undefined;
}
