/**
 * What a Python function says of one of its parameters, as a schema: the value of the annotation, or the annotation as
 * written, and what the default adds to it (`name: str = Field(pattern=...)`).
 */
import type { Param } from "../ir/types.js";
import { callFunction, NO_ARGS } from "./call.js";
import type { Frame, Machine } from "./machine.js";
import type { Site } from "./site.js";
import { BOTTOM, type FnObj, reference, UNDEFINED, type Value } from "./values.js";

/** `at` and `owner` tell the schemas of parameters of the same name apart. */
export function declaredSchema(
  m: Machine,
  frame: Frame,
  fn: FnObj,
  p: Param,
  at: Site,
  owner: number,
): Value {
  const [annotation = BOTTOM, fallback = BOTTOM] = [p.annotation, p.defaultThunk].map((id) =>
    id === undefined ? BOTTOM : thunkValue(m, frame, fn, id),
  );
  const written = p.type === undefined ? BOTTOM : reference(m.heap.described(fn.module, p.type));
  const type = annotation.refs.length > 0 ? annotation : written;
  const field = fallback.refs.filter((r) => r.kind === "ext" && r.call !== undefined);
  if (field.length === 0) return type;
  const made = m.heap.extCall(`%field.${p.name}[]`, at, owner, `%field.${p.name}`, undefined);
  if (made.call?.args.length === 0) made.call.args.push(type, { ...BOTTOM, refs: field });
  return reference(made);
}

function thunkValue(m: Machine, frame: Frame, fn: FnObj, id: number): Value {
  const thunk = fn.module.functions[id];
  return thunk === undefined
    ? BOTTOM
    : callFunction(
        m,
        frame,
        m.heap.fn(fn.module, thunk, fn.env),
        UNDEFINED,
        NO_ARGS,
        m.site(fn.module, thunk.span),
      );
}
