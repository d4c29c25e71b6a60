/**
 * Properties that are operations or checks: `Path(x).name` takes the last segment, `address.is_private`
 * tests the address. What they do is said by model rows with `read`; the receiver has to be of a known
 * library type.
 */
import type { ReadModel } from "../models/call-model.js";
import { libraryType } from "./library-types.js";
import type { Frame, Machine } from "./machine.js";
import type { Site } from "./site.js";
import { testPred } from "./tested.js";
import {
  BOOL,
  BOTTOM,
  constant,
  type ExtObj,
  isBottom,
  join,
  type Obj,
  reference,
  UNKNOWN,
  type Value,
  withPred,
} from "./values.js";

/** Flow operations after which nothing of the text is left. */
const ENDS: ReadonlySet<string> = new Set(["number", "boolean", "hash"]);

/** The value of `from.key` where models say what reading it does; undefined where they do not. */
export function modelledProperty(
  m: Machine,
  f: Frame,
  from: Value,
  key: string,
  site: Site,
): Value | undefined {
  let model: ReadModel | undefined;
  const models = m.model(f.module.language);
  for (const r of from.refs) if (r.kind === "ext") model ??= models.property(r.path, key);
  if (model === undefined) return undefined;
  if (model.guards.length > 0) {
    const preds = model.guards.map((row) => testPred(from, row.test, undefined, key, site));
    return withPred(BOOL, {
      whenTrue: preds.flatMap((p) => p.whenTrue),
      whenFalse: preds.flatMap((p) => p.whenFalse),
    });
  }
  let out: Value = BOTTOM;
  for (const row of model.flows) {
    const op = row.op ?? "string";
    if (ENDS.has(op)) continue;
    const clears = row.clears === undefined ? {} : { clears: row.clears };
    const taints = from.taints.map((n) =>
      m.lineage.extend(n, { op: "flow", flow: op, label: key, ...clears }, site),
    );
    out = join(out, { ...BOTTOM, taints });
  }
  for (const row of model.types) {
    if (row.returns === AS_GIVEN) {
      for (const r of from.refs) out = join(out, given(r, key));
      continue;
    }
    if (row.returns === "this") {
      out = join(out, from);
      continue;
    }
    if (row.part !== true) {
      out = join(out, libraryType(m, f, row.returns, site));
      continue;
    }
    const path = models.canonical(row.returns);
    for (const r of from.refs) if (r.kind === "ext") out = join(out, partOf(m, r, key, path, site));
  }
  return isBottom(out) ? UNKNOWN : out;
}

/** In `returns`: what the call that made the object was given under the name that is read. */
const AS_GIVEN = "kw:*";

const given = (r: Obj, key: string): Value =>
  (r.kind === "ext" ? r.call?.names.get(key) : undefined) ?? BOTTOM;

/** A part of a library's object, which remembers that object and under which name it was read. */
function partOf(m: Machine, whole: ExtObj, key: string, path: string, site: Site): Value {
  const part = m.heap.extCall(path, site, `${whole.id}.${key}`, path, reference(whole));
  if (part.call?.args.length === 0) part.call.args.push(constant(key));
  return reference(part);
}
