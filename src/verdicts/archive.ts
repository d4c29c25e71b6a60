/**
 * Archives that are unpacked under the names they hold. The archive itself may come from anywhere as long as each of
 * those names was held back: what was checked of a member's name counts as if it were a path that is used.
 */
import type { Check } from "../taint/checks.js";
import type { Op } from "../taint/lineage.js";
import { gradePath } from "./path.js";
import type { Graded, Verdict } from "./types.js";

/** Properties that hold the name of a member. */
const NAMES: ReadonlySet<string> = new Set(["name", "filename", "path", "entryName", "fileName"]);

export function gradeArchive(g: Graded): Verdict {
  const own = gradePath(g);
  if (own.status === "clear") return own;
  const named = g.checks.filter((c) => nameAt(g, c) !== undefined);
  let best = own;
  for (const verdict of [
    // Together: `name.startswith("/") or ".." in name` are two checks of one name.
    ...(named[0] === undefined ? [] : [asPath(g, named[0], named)]),
    // Each by itself, of the very path that was made of the name: `realpath(join(base, name))`.
    ...named.map((c) => asPath(g, c, [c], c.via.length)),
  ]) {
    if (verdict.status === "clear") return verdict;
    if (verdict.status === "weak" && best.status === "open") best = verdict;
  }
  return best;
}

/** Number of the operations of a check up to a member's name; undefined where it is about something else. */
function nameAt(g: Graded, c: Check): number | undefined {
  const first = c.options?.[0]?.[0];
  if (c.options !== undefined) return first === undefined ? undefined : nameAt(g, first);
  const unpacked = c.via.findLastIndex((op) => op.op === "flow" && op.flow === "unpack");
  const before = g.flow.steps.slice(0, c.at).some((s) => s.op.op === "flow" && s.op.flow === "unpack");
  if (unpacked < 0 && !before) return undefined;
  const name = c.via.findLastIndex((op) => op.op === "prop" && NAMES.has(op.name));
  const element = c.via.findLastIndex((op) => op.op === "flow" && op.flow === "element");
  return Math.max(unpacked, name, element) + 1;
}

/** The verdict on the path that a member's name, or what was made of it, would be. */
function asPath(g: Graded, c: Check, checks: readonly Check[], upTo = nameAt(g, c) ?? 0): Verdict {
  const way = (each: Check): readonly Op[] => each.options?.[0]?.[0]?.via ?? each.via;
  const made = way(c).slice(0, upTo);
  const steps = [...g.flow.steps.slice(0, c.at), ...made.map((op) => ({ op, site: undefined }))];
  const moved = (each: Check): Check => ({
    ...each,
    at: steps.length,
    via: each.via.slice(upTo),
    ...(each.options === undefined ? {} : { options: each.options.map((o) => o.map(moved)) }),
  });
  return gradePath({
    ...g,
    flow: { ...g.flow, steps },
    checks: checks.map(moved),
    answers: new Map(),
  });
}
