/**
 * A call by which a web framework is told of a route, in its two forms: `app.post("/x", handle)`, and a decorator
 * that was made by such a call and is applied to the view, `@app.post("/x")`. Which names register is not said here.
 */
import { lastName } from "../taint/machine.js";
import type { CallRecord } from "../taint/record.js";
import type { Value } from "../taint/values.js";

/** The call that made the decorator which this call applies; undefined where it is no such call. */
const makerOf = (call: CallRecord) => (call.path.endsWith("()") ? call.callee.call : undefined);

/** The method's name: `post`. */
export const methodOf = (call: CallRecord): string => lastName(call.path.replace(/\(\)$/, ""));

/** Everything that the framework is given: of a decorator, what it was made with as well. */
export function givenTo(call: CallRecord): readonly Value[] {
  const maker = makerOf(call);
  return [
    ...call.args,
    ...call.names.values(),
    ...(maker?.args ?? []),
    ...(maker === undefined ? [] : maker.names.values()),
  ];
}

/** The object whose method is called; for `@app.post("/x")` the object that `post` was called on. */
export function receiverOf(call: CallRecord): Value | undefined {
  return makerOf(call)?.self ?? (call.self.refs.length > 0 ? call.self : undefined);
}
