/**
 * Hosts and addresses that are refused: which of those that nobody should reach get past, and whether the answer to a
 * request leads on to others.
 */
import type { Check } from "../taint/checks.js";
import { textOf } from "./addresses.js";
import { type Internal, passingHosts } from "./asked-hosts.js";
import { hasFlow } from "./evidence.js";
import type { Graded, Hole } from "./types.js";

export const OF_RANGES: ReadonlySet<string> = new Set(["is-ip-private", "is-ip-special"]);
/** Private networks, and the service that tells a machine its credentials, as deny-lists spell them. */
const PRIVATE = /private|(?:^|[^\d.])(?:10|172|192)(?!\d)|fc00|f\[?cd/i;
const METADATA = /private|169|link.?local|metadata|internal/i;

/** `parse(host).range() === "unicast"`: the name of the range that is left when all special ones are taken away. */
export const namesPublic = ({ test, negated, text }: Check["fact"]): boolean =>
  !negated &&
  (test === "equals" || test === "in-set") &&
  text !== undefined &&
  text.length > 0 &&
  text.every((each) => /^(?:unicast|global|public)$/i.test(each));

/**
 * A list that lets its members go at once (`if (exceptions.has(host)) return url`) refuses nobody: that a host is not
 * in it is only the other way.
 */
export function withoutExceptions(c: Check): Check {
  if (c.options === undefined) return c;
  const lists = new Set(
    c.options.flat().flatMap(({ fact }) => (isListed(fact) && !fact.negated ? [fact.site] : [])),
  );
  if (lists.size === 0) return c;
  const isOther = ({ fact }: Check): boolean => isListed(fact) && fact.negated && lists.has(fact.site);
  return { ...c, options: c.options.map((o) => o.filter((each) => !isOther(each))) };
}

const isListed = ({ test, text }: Check["fact"]): boolean => test === "in-set" && text === undefined;

/** What gets past checks that refuse hosts; undefined where they know the networks behind the machine, too. */
export function whatPasses(denied: readonly Check[], holds: (c: Check) => boolean): string | undefined {
  const each = denied.map((c) => refusing(c, holds));
  // What lets only listed hosts through refuses no list of others.
  if (each.some((facts) => facts.length === 0)) return undefined;
  const asked = each.flat().filter((fact) => fact.test === "answers");
  const all = each.flat().filter((fact) => fact.test !== "answers");
  // Nobody knows what a list from elsewhere holds.
  if (
    all.some(namesPublic) ||
    all.some(
      ({ test, text, regex }) =>
        test === "is-ip-private" || (test !== "is-ip-special" && text === undefined && regex === undefined),
    )
  )
    return undefined;
  const said = all.map((fact) => `${textOf(fact)} ${fact.test === "is-ip-special" ? fact.label : ""}`);
  if (asked.length > 0) return whatIsLeft(asked, said);
  const [networks, metadata] = [PRIVATE, METADATA].map((of) => said.some((text) => of.test(text)));
  if (networks && metadata) return undefined;
  if (networks) return "the metadata service at 169.254.169.254 is not among what is refused";
  if (metadata) return "only some addresses are refused; private networks such as 10.0.0.0/8 pass";
  return "only names of this machine are refused; the metadata service at 169.254.169.254 and private networks pass";
}

/** What gets past checks that were asked, and is not named by what others say. */
function whatIsLeft(asked: readonly Check["fact"][], said: readonly string[]): string | undefined {
  let left: readonly Internal[] | undefined;
  for (const fact of asked) {
    const passing = passingHosts(fact) ?? [];
    left = left === undefined ? passing : left.filter((each) => passing.includes(each));
  }
  const shown = (left ?? [])
    .filter(({ named }) => !said.some((text) => named.test(text)))
    .slice(0, MAX_SHOWN);
  if (shown.length === 0) return undefined;
  const addresses = shown.map(({ address }) => `\`${address}\``).join(" and ");
  return `\`${asked[0]?.label}\` lets ${addresses} through`;
}

const MAX_SHOWN = 2;

/** What refuses something in a check: that a host is an address or none refuses nothing, nor does an alternative that holds. */
function refusing({ fact, options }: Check, holds: (c: Check) => boolean): readonly Check["fact"][] {
  if (options !== undefined)
    return options.flatMap((o) => (o.some(holds) ? [] : o.flatMap((c) => refusing(c, holds))));
  return fact.test === "is-ip" ? [] : [fact];
}

const leaves = ({ fact, options }: Check): readonly Check["fact"][] =>
  options === undefined ? [fact] : options.flatMap((o) => o.flatMap(leaves));

/**
 * The addresses of a host are looked at before the request, and the request is told to follow redirects: what the host
 * answers names the next one. Of a list of names the program may have its own idea.
 */
export function unchecked(g: Graded, denied: readonly Check[]): Hole | undefined {
  if (g.flow.hit.row.followed !== true) return undefined;
  const ofAddresses = denied.find((c) =>
    leaves(c).some(({ test, text, regex }) => test.startsWith("is-ip") || (text ?? regex) !== undefined),
  );
  if (ofAddresses === undefined) return undefined;
  return {
    check: ofAddresses.fact,
    text: "only the first address is checked, and redirects are followed: a public host redirects to an internal one",
  };
}

/** A name may lead to any address: only what it leads to tells whether it is an internal one. */
export function neverResolved(g: Graded, checks: readonly Check[], denied: Check): Hole | undefined {
  if (g.flow.hit.row.watched === true || hasFlow(g, "resolve")) return undefined;
  if (checks.some(ofResolved) || checks.some(isAddress)) return undefined;
  return {
    check: denied.fact,
    text: "the host is refused by how it is written, and never looked up: a public name that leads to an internal address passes",
  };
}

/** Is it of what the name led to? */
const ofResolved = ({ via, options }: Check): boolean =>
  options === undefined
    ? via.some((op) => op.op === "flow" && op.flow === "resolve")
    : options.some((o) => o.some(ofResolved));

const ADDRESS: ReadonlySet<string> = new Set(["is-ip", "is-ipv4", "is-ipv6"]);

/** Does it let nothing but addresses through? */
const isAddress = ({ fact, options }: Check): boolean =>
  options === undefined ? ADDRESS.has(fact.test) && !fact.negated : options.every((o) => o.some(isAddress));
