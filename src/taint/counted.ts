/**
 * A function that calls itself with another number than its own is called with any number: a context for each would
 * leave none for what else it is handed.
 *
 *   async _request(method, path, attempt = 0):
 *       ...  return await self._request(method, path, attempt + 1)      whatever the attempt, `method` is "GET"
 */
import { HOLE } from "./lineage.js";
import type { Machine } from "./machine.js";
import { type FnObj, type Prim, plain, type Value } from "./values.js";

interface Slot {
  readonly value: Value;
}

/** The arguments of a call, with those numbers left open that differ from what the running call has. */
export function counted<T extends Slot>(m: Machine, fn: FnObj, slots: readonly T[]): readonly T[] {
  if (!slots.some(({ value }) => value.consts.some(isCount))) return slots;
  const running = m.stack.findLast((s) => s.fn.fn === fn.fn);
  if (running === undefined) return slots;
  return slots.map((slot, i) => {
    const { value } = slot;
    const own = running.args[i]?.consts;
    if (own === undefined || !value.consts.some((c) => isCount(c) && !own.includes(c))) return slot;
    return {
      ...slot,
      value: { ...plain(value), consts: value.consts.filter((c) => !isCount(c)), unknown: true },
    };
  });
}

/** A number, or what becomes of one that nobody knows when another is added to it. */
const isCount = (c: Prim): boolean => typeof c === "number" || (typeof c === "string" && ADDED.test(c));
const ADDED = new RegExp(`^${HOLE}[\\d.]+$`);
