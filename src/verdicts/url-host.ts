/**
 * Which part of a URL a check is about: a value may be the host itself, and what a program takes for the host may not
 * be it.
 */
import type { Check } from "../taint/checks.js";
import type { Op } from "../taint/lineage.js";
import { alphabetExcludes, patternsOf } from "./alphabet.js";
import { direct } from "./evidence.js";
import type { Graded, Hole } from "./types.js";

const ADDRESSES: ReadonlySet<string> = new Set(["is-ip", "is-ipv4", "is-ipv6"]);
const AS_HOST: Op = { op: "prop", name: "hostname" };

/**
 * `http://${host}/`, where the value is known to be an address and nothing more: what was checked of it was checked of
 * the host.
 */
export function withHostChecks(g: Graded): Graded {
  if (!/^[a-z][a-z0-9+.-]*:\/\/\[?$/i.test(g.before) || !/^\]?(?:[:/?#]|$)/.test(g.after)) return g;
  const isAddress = (c: Check): boolean => ADDRESSES.has(c.fact.test) && !c.fact.negated && direct(c);
  return g.checks.some(isAddress) ? { ...g, checks: g.checks.map(asHostCheck) } : g;
}

const asHostCheck = (c: Check): Check =>
  c.options === undefined
    ? { ...c, via: [...c.via, AS_HOST] }
    : { ...c, options: c.options.map((o) => o.map(asHostCheck)) };

/** `netloc.split(":")[0]` is the name of the user where there is one: `http://allowed:x@evil.example/`. */
export function userHole(g: Graded, c: Check): Hole | undefined {
  if (c.options !== undefined) {
    for (const x of c.options.flat()) {
      const hole = userHole(g, x);
      if (hole !== undefined) return hole;
    }
    return undefined;
  }
  const { via, fact } = c;
  const netloc = via.findIndex((op) => op.op === "prop" && op.name === "netloc");
  const port = via.findIndex((op, i) => i > netloc && isSplit(op, ":"));
  if (netloc < 0 || port < 0 || via.slice(netloc, port).some((op) => isSplit(op, "@"))) return undefined;
  const first = via[port + 1];
  if (first?.op !== "prop" || first.name !== "0") return undefined;
  if (alphabetExcludes(g, ["@"]) || g.checks.some(refusesUsers)) return undefined;
  return {
    check: fact,
    text: "the host is taken for what stands before the first colon; `http://allowed:x@evil.example/` passes",
  };
}

const isSplit = (op: Op, by: string): boolean => op.op === "flow" && op.flow === "split" && op.detail === by;

/** `"@" in netloc`, `parsed.username` */
const refusesUsers = ({ fact, via }: Check): boolean =>
  fact.negated &&
  ((fact.test === "contains" && fact.text?.includes("@") === true) ||
    (fact.test === "present" && via.some((op) => op.op === "prop" && op.name === "username")));

/** The patterns that a value has to match one of, with the anchors that the call itself brings along. */
export function anchoredPatterns(fact: Check["fact"]): readonly string[] {
  return patternsOf(fact).map((source) => {
    if (fact.test === "matches") return source;
    const begins = source.startsWith("^") ? source : `^${source.replace(/^\\A/, "")}`;
    return fact.test === "full-matches" && !begins.endsWith("$") ? `${begins}$` : begins;
  });
}
