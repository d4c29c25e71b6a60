/**
 * A check of a variable that holds one of two values made of the same thing, where neither goes on from there:
 *
 *   let host = url.hostname;
 *   if (host.startsWith("[")) host = host.slice(1, -1);
 *   if (isPrivate(host)) throw new Error();
 *   fetch(url)
 *
 * Each value goes by a name of its own from the join on (one-sided.ts), and what is known of such a name is known of
 * that way only. What the same tests have told of all names of one join holds of one of the values, whichever it was.
 */
import { changed, deltaKey, type Fact, type FactDelta, weighs } from "./facts.js";
import { variantOf } from "./one-sided.js";

const MAX_VARIANTS = 4;
const MAX_ALTERNATIVES = 12;

/** What is known of the values under their earlier names: one of these alternatives holds. */
export const ofBothNames = (deltas: readonly FactDelta[]): readonly FactDelta[] => [
  ...ofNames(deltas),
  ...deltas.flatMap(withinChoice),
];

/** The same choice is met on each of the hundreds of ways on which its value came. */
const choices = new WeakMap<FactDelta, readonly FactDelta[]>();

function withinChoice(d: FactDelta): readonly FactDelta[] {
  let known = choices.get(d);
  if (known === undefined) choices.set(d, (known = ofEachName(d)));
  return known;
}

/** Of a choice of facts, each alternative is one for each of the names that it speaks of. */
function ofEachName({ node, fact }: FactDelta): readonly FactDelta[] {
  if (fact.maybe === true || fact.options?.some((o) => o.some(isNamed)) !== true) return [];
  const options = fact.options.flatMap((option) => {
    const [choice] = ofNames(option);
    const others = option.filter((d) => !isNamed(d));
    return choice?.fact.options?.map((way) => [...way, ...others]) ?? [option];
  });
  return options.length > MAX_ALTERNATIVES ? [] : [{ node, fact: changed(fact, { options }) }];
}

function ofNames(deltas: readonly FactDelta[]): readonly FactDelta[] {
  const joins = new Map<string, Map<string, FactDelta[]>>();
  for (const d of deltas) {
    if (!isNamed(d)) continue;
    const of = variantOf(d.node);
    if (of === undefined) continue;
    let variants = joins.get(of.join);
    if (variants === undefined) joins.set(of.join, (variants = new Map()));
    const list = variants.get(of.variant);
    if (list === undefined) variants.set(of.variant, [d]);
    else list.push(d);
  }
  return [...joins.values()].flatMap((variants) => alternatives([...variants.values()]));
}

const isNamed = ({ node, fact }: FactDelta): boolean =>
  node.bare !== undefined && fact.options === undefined && fact.maybe !== true;

/** What the same tests say of each of the variants. */
function alternatives(variants: readonly (readonly FactDelta[])[]): readonly FactDelta[] {
  if (variants.length < 2 || variants.length > MAX_VARIANTS) return [];
  const tests = variants.map((v) => new Set(v.map(testOf)));
  const common = (d: FactDelta) => tests.every((t) => t.has(testOf(d)));
  const options = variants.map((v) =>
    v.filter(common).map(({ node, fact }) => ({ node: node.bare ?? node, fact })),
  );
  const [first] = options[0] ?? [];
  if (first === undefined || !options[0]?.some(weighs)) return [];
  const { label, site } = first.fact;
  const fact: Fact = {
    test: "either",
    negated: false,
    against: undefined,
    text: undefined,
    options,
    label,
    site,
  };
  return [{ node: first.node, fact }];
}

/** A number that facts have in common which say the same and were established at the same place. */
function testOf(d: FactDelta): number {
  deltaKey(d);
  return d.fact.id as number;
}
