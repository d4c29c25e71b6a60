/**
 * Checks that were made of a map, where what arrives is one of its keys or values: `def read(source)` that
 * takes a path or a map of files tests the path, and the map goes past those tests. Not about lists, whose
 * elements are taken like those of a text.
 *
 * A text that is parsed as JSON is such a container as well: with what it begins and ends (`text.startsWith("{")`)
 * says nothing of what stands in it.
 */
import type { Check } from "../taint/checks.js";
import type { Flow, Step } from "../taint/flows.js";
import type { Op } from "../taint/lineage.js";

const OF_MAPS: ReadonlySet<string> = new Set(["keys", "values", "entries"]);
const TAKES_PARTS: ReadonlySet<string> = new Set(["split", "parse-json", "element", ...OF_MAPS]);

/** Tests of the ends of a text. */
const OF_ENDS: ReadonlySet<string> = new Set(["prefix", "suffix", "start-matches"]);

const flowOf = (op: Op): string => (op.op === "flow" ? op.flow : "");

/** The flow without such checks. */
export function withoutContainerChecks(flow: Flow): Flow {
  if (!flow.steps.some(({ op }) => OF_MAPS.has(flowOf(op)) || flowOf(op) === "parse-json")) return flow;
  const checks = flow.checks.flatMap((c) => kept(flow.steps, c) ?? []);
  return { ...flow, checks };
}

/** The check, or what is left of a choice of checks; undefined where nothing is. */
function kept(steps: readonly Step[], c: Check): Check | undefined {
  if (c.options === undefined) return isOfContainer(steps, c) ? undefined : c;
  const options = c.options.map((o) => o.flatMap((x) => kept(steps, x) ?? []));
  return options.some((o) => o.length === 0) ? undefined : { ...c, options };
}

function isOfContainer(steps: readonly Step[], c: Check): boolean {
  if (c.fact.each === true || c.via.some((op) => flowOf(op) === "element" || OF_MAPS.has(flowOf(op))))
    return false;
  const next = steps.slice(c.at).find((s) => TAKES_PARTS.has(flowOf(s.op)));
  if (next === undefined) return false;
  return OF_MAPS.has(flowOf(next.op)) || (flowOf(next.op) === "parse-json" && OF_ENDS.has(c.fact.test));
}
