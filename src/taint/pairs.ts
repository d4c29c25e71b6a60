/**
 * Lists that are gone over together, so that what belongs together stays together.
 *
 *   for i, tool in enumerate(tools)           each tool with a number of which nothing is known
 *   for name, tool in zip(names, tools)       the first name with the first tool, where places are known
 *
 * Which number an element has is not kept.
 */
import type { ModelCall } from "./arguments.js";
import { iterate } from "./collections.js";
import type { Machine } from "./machine.js";
import { type DataObj, isBottom, reference, UNKNOWN, type Value } from "./values.js";

/** Of longer lists (`[0] * 100000`) it is not kept which element stands where. */
const MOST = 256;

/** A list of pairs of a number and an element. */
export function numbered(m: Machine, call: ModelCall, v: Value): Value {
  const made = listFor(m, call);
  const elements = iterate(m, call.frame, v, "values", call.site);
  if (elements.outcomes === undefined) add(m, call, made, [UNKNOWN, elements], "*");
  else for (const [i, o] of elements.outcomes.entries()) add(m, call, made, [UNKNOWN, o.value], String(i));
  return reference(made);
}

/** A list of what stands at the same place of the lists that are handed over. */
export function zipped(m: Machine, call: ModelCall): Value {
  const lists = call.args.positional;
  const made = listFor(m, call);
  if (lists.length === 0) {
    // `zip(*pairs)`: lists of what stands in the pairs, which of them at which place is not kept.
    const inner = iterate(m, call.frame, call.args.rest ?? UNKNOWN, "values", call.site);
    add(m, call, made, [{ ...inner, outcomes: undefined }], "*");
    return reference(made);
  }
  const arrays = lists.map((v) => placesKnown(m, v));
  if (arrays.every((a) => a !== undefined)) {
    const shortest = Math.min(...arrays.map((a) => a.length));
    for (let i = 0; i < shortest; i++)
      add(
        m,
        call,
        made,
        arrays.map((a) => m.heap.read(a, String(i))),
        String(i),
      );
    return reference(made);
  }
  const elements = lists.map((v) => ({
    ...iterate(m, call.frame, v, "values", call.site),
    outcomes: undefined,
  }));
  add(m, call, made, elements, "*");
  return reference(made);
}

/** A list all of whose elements stand at a known place. */
function placesKnown(m: Machine, v: Value): DataObj | undefined {
  const only = v.refs.length === 1 && v.taints.length === 0 && !v.unknown ? v.refs[0] : undefined;
  return only?.kind === "array" && only.length > 0 && only.length <= MOST && isBottom(m.heap.read(only, "*"))
    ? only
    : undefined;
}

function listFor(m: Machine, call: ModelCall): DataObj {
  return m.heap.data("array", call.site, `z${call.frame.summary.heapContext}`);
}

function add(m: Machine, call: ModelCall, to: DataObj, parts: readonly Value[], at: string): void {
  const together = m.heap.data("array", call.site, `z${at}.${call.frame.summary.heapContext}`);
  for (const [i, part] of parts.entries()) m.heap.write(together, String(i), isBottom(part) ? UNKNOWN : part);
  together.length = parts.length;
  m.heap.write(to, at, reference(together));
  if (at !== "*") to.length = Math.max(to.length, Number(at) + 1);
}
