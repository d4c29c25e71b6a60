/** `base / part` of two paths in Python: what is known of the path that it gives. */
import type { Machine } from "./machine.js";
import type { Site } from "./site.js";
import { BOTTOM, constStrings, type ExtObj, join, type Obj, plain, reference, type Value } from "./values.js";

const MAX_DIVISIONS = 5;

/** How many divisions a path was made by; too many once the same one is among them (a loop). */
function divisions(path: ExtObj, site: Site): number {
  let n = 0;
  for (
    let at: Obj | undefined = path;
    at?.kind === "ext" && at.call !== undefined && n <= MAX_DIVISIONS;
    n++
  ) {
    if (at.site === site) return MAX_DIVISIONS + 1;
    at = at.call.self?.refs[0];
  }
  return n;
}

/** A path below another one: known to be a path still, and by which constant it goes on. */
function partOf(m: Machine, base: ExtObj, part: Value, site: Site): ExtObj {
  if (constStrings(part) === undefined || divisions(base, site) > MAX_DIVISIONS) return base;
  const made = m.heap.extCall(base.path, site, base.id, base.path, reference(base));
  if (made.call?.args.length === 0) made.call.args.push(plain(part));
  return made;
}

/** `base / part` of two paths. */
export function pathDivision(m: Machine, left: Value, right: Value, site: Site): Value {
  let out: Value = BOTTOM;
  if (right.taints.length > 0) {
    const base = left.taints.length > 0 ? "unknown" : "fixed";
    out = join(out, {
      refs: [],
      consts: [],
      taints: right.taints.map((n) =>
        m.lineage.extend(n, { op: "flow", flow: "path-join", label: "/", base }, site),
      ),
      unknown: false,
    });
  }
  if (left.taints.length > 0) {
    out = join(out, {
      refs: [],
      consts: [],
      taints: left.taints.map((n) =>
        m.lineage.extend(n, { op: "flow", flow: "path-join", label: "/", base: "none" }, site),
      ),
      unknown: false,
    });
  }
  // Still a path object: its methods are those of the left operand's kind.
  const path = left.refs.filter((r) => r.kind === "ext");
  out = join(out, {
    refs: path.length > 0 ? path.map((r) => partOf(m, r, right, site)) : [m.ext("pathlib.Path()")],
    consts: [],
    taints: [],
    unknown: false,
  });
  return out;
}
