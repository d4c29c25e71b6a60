/**
 * Functions that an object of a library keeps under a name, to be called when something is announced under it.
 *
 *   queue.on("job", (target) => run(target));     kept by `queue`
 *   queue.emit("job", target);                    called with what stands behind the name
 *
 * A name that is not known may be any. Messages to other processes and threads have two ends: both stand for one channel
 * of the program (`worker.postMessage(job)` and `parentPort.on("message", run)`).
 */
import type { CallbackRow, Position } from "../models/types.js";
import { type ModelCall, readPosition } from "./arguments.js";
import type { Machine } from "./machine.js";
import { BOTTOM, constStrings, isBottom, joinAll, type Obj, type Value } from "./values.js";

const KEPT = "%kept:";
const ANY = `${KEPT}*`;

const keepers = (m: Machine, call: ModelCall, { channel }: CallbackRow): readonly Obj[] =>
  channel !== undefined
    ? [m.ext(`%channel.${channel}`)]
    : (call.self?.refs.filter((r) => r.kind === "ext" || r.kind === "instance") ?? []);

/** The receiver keeps the functions of a value. */
export function keep(m: Machine, call: ModelCall, row: CallbackRow, functions: Value): void {
  const refs = functions.refs.filter((r) => r.kind === "fn");
  if (refs.length === 0) return;
  for (const obj of keepers(m, call, row))
    for (const key of keysOf(m, call, row.keeps) ?? [ANY]) m.heap.write(obj, key, { ...BOTTOM, refs });
}

/** What the receiver keeps under the name that is announced; undefined where that is nothing. */
export function kept(m: Machine, call: ModelCall, row: CallbackRow): Value | undefined {
  const keys = row.announces === undefined ? keysOf(m, call, row.runs) : [`${KEPT}${row.announces}`];
  const found = keepers(m, call, row).flatMap((obj) => {
    const own = keys ?? [...obj.cells.keys()].filter((key) => key.startsWith(KEPT));
    return [...own, ANY].map((key) => m.heap.read(obj, key));
  });
  const all = joinAll(found);
  return isBottom(all) ? undefined : all;
}

/** Under which names that is; undefined where any may be meant. */
function keysOf(m: Machine, call: ModelCall, name: Position | undefined): readonly string[] | undefined {
  const v = name === undefined ? undefined : readPosition(m, call, name);
  return (v === undefined ? undefined : constStrings(v))?.map((text) => `${KEPT}${text}`);
}
