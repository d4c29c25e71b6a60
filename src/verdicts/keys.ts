/**
 * Names under which values are stored deep in an object: none may lead to the object that all others come from.
 *
 *   if (!Object.hasOwn(store, key)) throw      an object's own names
 *   if (!(key in store)) throw                 `__proto__` is in every object
 */
import type { Check } from "../taint/checks.js";
import type { Graded } from "./types.js";

/** Is the name that leads there refused? */
export const refusesProto = (g: Graded): boolean => g.checks.some(refuses);

function refuses(c: Check): boolean {
  if (c.options !== undefined) return c.options.every((o) => o.some(refuses));
  const { negated, text, regex } = c.fact;
  return negated && ((text ?? []).includes("__proto__") || regex?.source.includes("__proto__") === true);
}

/** Without the checks that are passed by what every object inherits. */
export const withoutInherited = (g: Graded): Graded => ({
  ...g,
  checks: g.checks.filter((c) => !asksInherited(c)),
});

const asksInherited = (c: Check): boolean =>
  c.options === undefined
    ? c.fact.test === "in-set" && c.fact.label === "in"
    : c.options.some((o) => o.some(asksInherited));
