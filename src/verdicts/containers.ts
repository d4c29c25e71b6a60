/**
 * Checks that were made of a map, where what arrives is one of its keys or values: `def read(source)` that
 * takes a path or a map of files tests the path, and the map goes past those tests. Not about lists, whose
 * elements are taken like those of a text.
 */
import type { Check } from "../taint/checks.js";
import type { Flow, Step } from "../taint/flows.js";
import type { Op } from "../taint/lineage.js";

const OF_MAPS: ReadonlySet<string> = new Set(["keys", "values", "entries"]);
const TAKES_PARTS: ReadonlySet<string> = new Set(["split", "parse-json", "element", ...OF_MAPS]);

const flowOf = (op: Op): string => (op.op === "flow" ? op.flow : "");

/** The flow without such checks. */
export function withoutContainerChecks(flow: Flow): Flow {
  const last = flow.steps.findLastIndex((s) => OF_MAPS.has(flowOf(s.op)));
  if (last < 0) return flow;
  const checks = flow.checks.flatMap((c) => kept(flow.steps, c) ?? []);
  return { ...flow, checks };
}

/** The check, or what is left of a choice of checks; undefined where nothing is. */
function kept(steps: readonly Step[], c: Check): Check | undefined {
  if (c.options === undefined) return isOfMap(steps, c) ? undefined : c;
  const options = c.options.map((o) => o.flatMap((x) => kept(steps, x) ?? []));
  return options.some((o) => o.length === 0) ? undefined : { ...c, options };
}

function isOfMap(steps: readonly Step[], c: Check): boolean {
  if (c.fact.each === true || c.via.some((op) => flowOf(op) === "element" || OF_MAPS.has(flowOf(op))))
    return false;
  const next = steps.slice(c.at).find((s) => TAKES_PARTS.has(flowOf(s.op)));
  return next !== undefined && OF_MAPS.has(flowOf(next.op));
}
