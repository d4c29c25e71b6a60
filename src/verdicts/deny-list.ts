/**
 * Deny-lists of places: a path that is resolved, then refused when it lies in one of some folders
 * (`~/.ssh`, `/etc`). Every other path passes, which may be meant: the worst is held off, nothing is confined.
 *
 * Only the resolved path counts; on any other, `..` and links lead around the list.
 */
import type { Check } from "../taint/checks.js";
import type { Op } from "../taint/lineage.js";
import { HOLE } from "../taint/lineage.js";
import type { Graded } from "./types.js";

/** Operations after which a path names one place only. */
const RESOLVING: ReadonlySet<string> = new Set(["path-resolve", "realpath"]);
/** What leads from a checked path to the one used, or back: a place that contains it, or spelling. */
const NEAR: ReadonlySet<string> = new Set([
  ...RESOLVING,
  "path-normalize",
  "path-dirname",
  "path-expand",
  "path-relative",
  "identity",
  "string",
  "lower",
  "collect",
  "element",
]);

/** The check that refuses some places of the resolved path; for a choice of checks, one of them. */
export function denyList(g: Graded): Check | undefined {
  for (const c of g.checks) {
    const found = refusal(g, c);
    if (found !== undefined) return found;
  }
  return undefined;
}

function refusal(g: Graded, c: Check): Check | undefined {
  if (c.options !== undefined) {
    const each = c.options.map((o) => o.map((x) => refusal(g, x)).find((x) => x !== undefined));
    return each.length > 0 && each.every((x) => x !== undefined) ? each[0] : undefined;
  }
  const { fact } = c;
  if (!fact.negated || !(fact.test === "prefix" || fact.test === "is-within" || fact.test === "in-set"))
    return undefined;
  if (fact.test !== "is-within" && !(fact.text ?? []).some(isPlace)) return undefined;
  if (!c.via.every((op) => (op.op === "flow" && NEAR.has(op.flow)) || addsSeparator(op))) return undefined;
  const before = g.flow.steps.slice(0, c.at).map((s) => s.op);
  return [...before, ...c.via].some(resolves) ? c : undefined;
}

/** Does it refuse some places and nothing that lies below them (`str(path) in DANGEROUS`)? */
export function isExact({ fact, via, options }: Check): boolean {
  if (options !== undefined) return options.every((o) => o.some(isExact));
  return fact.test === "in-set" && !via.some((op) => op.op === "flow" && op.flow === "path-dirname");
}

/** `str(path) + "/"`, so that a folder is among what lies in it. */
const addsSeparator = (op: Op): boolean =>
  op.op === "concat" && op.before === "" && /^(?:[\\/]|\uFFFC)$/.test(op.after);

const resolves = (op: Op): boolean => op.op === "flow" && RESOLVING.has(op.flow);

/** A folder or file by its place: `/etc`, `C:\Windows`, the home folder and what is below it. */
const isPlace = (text: string): boolean =>
  /^([\\/]\w|[a-z]:[\\/]\w)/i.test(text) || (text.startsWith(HOLE) && /[\\/]/.test(text.slice(HOLE.length)));
