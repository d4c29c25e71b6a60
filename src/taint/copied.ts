/** A mapping that is made of another one: what is put into it later is not in the other. */
import type { FlowRow } from "../models/types.js";
import type { ModelCall } from "./arguments.js";
import type { Machine } from "./machine.js";
import { copyProperties } from "./object-literals.js";
import { asStored } from "./stored.js";
import { BOTTOM, joinAll, plain, type Value } from "./values.js";

/** `dict(defaults, retries=3)`, `settings.copy()`; of what is no mapping of the program, the value itself. */
export function copied(m: Machine, call: ModelCall, row: FlowRow, v: Value): Value {
  const { positional, names, kwRest } = call.args;
  const whole = row.from === "*";
  const given = whole ? joinAll([...positional, ...(kwRest === undefined ? [] : [kwRest])]) : plain(v);
  const mappings = given.refs.filter((r) => r.kind === "object");
  const added = whole ? names : new Map<string, Value>();
  if (mappings.length + added.size === 0) return given;
  const made = m.heap.data("object", call.site, `cp${call.frame.summary.heapContext}`);
  copyProperties(m, { ...BOTTOM, refs: mappings }, made, [...added.keys()]);
  for (const [name, value] of added) m.heap.write(made, name, asStored(m, call.frame, value));
  return { ...given, refs: [...given.refs.filter((r) => r.kind !== "object"), made] };
}
