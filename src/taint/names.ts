/**
 * Names that a loop goes over, one outcome for each: `tools[name]` and `getattr(api, name)` then meet their own.
 *
 * Short lists of constants are held by the value itself.
 */
import type { Machine } from "./machine.js";
import { constant, isBottom, MAX_CONSTS, MAX_LISTED, onlyConst, type Value } from "./values.js";

const MAX_NAMES = 128;

/** A name that stands for what it names. */
export function namedEach(m: Machine, all: Value, names: readonly string[]): Value {
  if (names.length < 2 || names.length > MAX_LISTED) return all;
  const outcomes = names.map((name) => ({ value: constant(name), facts: [], tag: m.heap.nameTag(name) }));
  return { ...all, outcomes };
}

/** The names in a list of names, where they are too many for a value to hold them. */
export function manyNames(m: Machine, { refs, taints, unknown }: Value): readonly string[] | undefined {
  const [list] = refs;
  if (list?.kind !== "array" || refs.length > 1 || taints.length > 0 || unknown) return undefined;
  if (list.length <= MAX_CONSTS || list.length > MAX_NAMES || !isBottom(m.heap.read(list, "*")))
    return undefined;
  const names: string[] = [];
  for (let i = 0; i < list.length; i++) {
    const name = onlyConst(m.heap.read(list, String(i)))?.value;
    if (typeof name !== "string" || !/^[A-Za-z_]\w*$/.test(name)) return undefined;
    names.push(name);
  }
  return names;
}
