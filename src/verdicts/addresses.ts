/**
 * Checks of addresses by their family: `isIPv4(host) && isPrivate(host)`, a pattern of four numbers, `ip.version == 4`.
 * An address of another family, and a name, is refused elsewhere or has nothing to be refused for.
 */

import type { Check } from "../taint/checks.js";
import type { Fact } from "../taint/facts.js";
import type { Op } from "../taint/lineage.js";
import type { Graded } from "./types.js";

/** Begins of private and link-local addresses of the sixth version, as prefixes and as patterns spell them. */
export const INTERNAL_V6 = /(?:^|[\s^(|])(?:fe[89ab]0?|f(?:c|d|\[cd\])(?:00)?|::(?:ffff)?)(?=[\s:$)|[]|$)/i;

const namesHost = (op: Op): boolean =>
  (op.op === "prop" && /^(hostname|host|origin|netloc)$/.test(op.name)) ||
  (op.op === "flow" && (op.flow === "url-host" || op.flow === "resolve"));

/** Is it a check of the host of a URL, or of an address of that? */
export const isHost = (c: Check): boolean => c.via.some(namesHost) && !isOfFamily(c) && !c.via.some(isAnswer);

/** What a host has answered says nothing of where it is. */
const isAnswer = (op: Op): boolean => op.op === "flow" && op.flow === "response";

/** Does it ask for the family of an address, by number or name? */
const isOfFamily = ({ via }: Check): boolean => {
  const last = via.at(-1);
  return last?.op === "prop" && /^(version|family|kind)$/.test(last.name);
};

/** A check of what had been taken from a URL already (its host, an address of that) is one of the host. */
export function ofHost(g: Graded, c: Check): Check {
  const host = isHost(c) ? undefined : g.flow.steps.slice(0, c.at).find((s) => namesHost(s.op));
  if (host === undefined) return c;
  const options = c.options?.map((o) => o.map((inner) => ofHost(g, inner)));
  return { ...c, via: [host.op, ...c.via], ...(options && { options }) };
}

/** Is the host taken from the URL of the request that is being answered? */
export function isOwnAddress(g: Graded): boolean {
  const { source, steps } = g.flow;
  if (source.kind !== "http-input" || !/\.(url|nextUrl|originalUrl)$/.test(source.label)) return false;
  const parts = steps.flatMap((s) => (s.op.op === "prop" ? [s.op.name] : []));
  return (
    parts.some((name) => /^(host|hostname|origin|protocol)$/.test(name)) &&
    parts.every((name) => /^(host|hostname|origin|protocol|port|href)$/.test(name))
  );
}

/** How programs ask for the family of an address: a test, a number or name that is compared, a class. */
interface Family {
  readonly test: Fact["test"];
  readonly names: ReadonlySet<string>;
  readonly classes: RegExp;
  /** How addresses of it are spelled that nobody should reach. */
  readonly spelled: RegExp;
}

const V4: Family = {
  test: "is-ipv4",
  names: new Set(["4", "IPv4", "ipv4"]),
  classes: /IPv4/,
  spelled: /127|169|192|172|\b10\b/,
};
const V6: Family = {
  test: "is-ipv6",
  names: new Set(["6", "IPv6", "ipv6"]),
  classes: /IPv6/,
  spelled: /::1|f[cde]/i,
};

/** Is it known not to be an address of this family? */
const isNo =
  (family: Family) =>
  (c: Check): boolean => {
    const { fact } = c;
    if (!fact.negated) return false;
    switch (fact.test) {
      case "equals":
        return isOfFamily(c) && family.names.has(textOf(fact).trim());
      case "is-instance":
        return (
          fact.against?.refs.length === 1 &&
          fact.against.refs.every((r) => r.kind === "ext" && family.classes.test(r.path))
        );
      default:
        return fact.test === family.test || (family === V4 && isOfNumbers(fact.regex?.source));
    }
  };

/** Does a pattern ask for numbers between dots, and for nothing else? */
const isOfNumbers = (pattern: string | undefined): boolean =>
  pattern !== undefined &&
  /^(?:\\\.|\[\.\])+$/.test(pattern.replace(/\\d|\[\d-\d\]|\{\d(?:,\d?)?\}|\?:|[\d()^$+*?|]/g, ""));

/** `ip.version != net.version`: no address of it is in a network of the other family. */
const isOtherFamily = (c: Check): boolean =>
  c.fact.negated && c.fact.test === "equals" && c.fact.text === undefined && isOfFamily(c);

/** Is it known to be no IP address of either family? What refuses addresses has nothing to refuse then. */
export const isNoAddress = (option: readonly Check[]): boolean =>
  option.some((c) => (c.fact.negated && c.fact.test === "is-ip") || isOtherFamily(c)) ||
  (option.some(isNo(V4)) && option.some(isNo(V6)));

/**
 * Checks that refuse addresses of either family: each says that an address is of the other family, or none, or none of
 * those that are refused; or it is made of every address. A family that nobody asks for has none.
 */
export function refusedFamilies(checks: readonly Check[], denies: (c: Check) => boolean): RefusedFamilies {
  const [four, six] = [V4, V6].map((family) =>
    checks.find((c) => {
      if (c.options === undefined) return family.spelled.test(textOf(c.fact)) && denies(c);
      const ways = c.options.filter((o) => !o.some(isNo(family)));
      return ways.length > 0 && ways.length !== c.options.length && ways.every((o) => o.some(denies));
    }),
  );
  return { four, six };
}

interface RefusedFamilies {
  readonly four: Check | undefined;
  readonly six: Check | undefined;
}

/** What a check looks for, as text. */
export const textOf = (fact: Fact): string => `${(fact.text ?? []).join(" ")} ${fact.regex?.source ?? ""}`;
