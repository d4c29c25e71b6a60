/**
 * Functions that an object of a library keeps under a name, to be called when something is announced under it.
 *
 *   queue.on("job", (target) => run(target));     kept by `queue`
 *   queue.emit("job", target);                    called with what stands behind the name
 *
 * A name that is not known may be any.
 */
import type { Position } from "../models/types.js";
import { type ModelCall, readPosition } from "./arguments.js";
import type { Machine } from "./machine.js";
import { BOTTOM, constStrings, isBottom, joinAll, type Obj, type Value } from "./values.js";

const KEPT = "%kept:";
const ANY = `${KEPT}*`;

const keepers = (call: ModelCall): readonly Obj[] =>
  call.self?.refs.filter((r) => r.kind === "ext" || r.kind === "instance") ?? [];

/** The receiver keeps the functions of a value. */
export function keep(m: Machine, call: ModelCall, name: Position, functions: Value): void {
  const refs = functions.refs.filter((r) => r.kind === "fn");
  if (refs.length === 0) return;
  for (const obj of keepers(call))
    for (const key of keysOf(m, call, name) ?? [ANY]) m.heap.write(obj, key, { ...BOTTOM, refs });
}

/** What the receiver keeps under a name; undefined where that is nothing. */
export function kept(m: Machine, call: ModelCall, name: Position): Value | undefined {
  const keys = keysOf(m, call, name);
  const found = keepers(call).flatMap((obj) => {
    const own = keys ?? [...obj.cells.keys()].filter((key) => key.startsWith(KEPT));
    return [...own, ANY].map((key) => m.heap.read(obj, key));
  });
  const all = joinAll(found);
  return isBottom(all) ? undefined : all;
}

/** Under which names that is; undefined where any may be meant. */
function keysOf(m: Machine, call: ModelCall, name: Position): readonly string[] | undefined {
  const v = readPosition(m, call, name);
  return (v === undefined ? undefined : constStrings(v))?.map((text) => `${KEPT}${text}`);
}
