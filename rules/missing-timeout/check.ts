/** Programs that a tool starts and hosts that it asks, with no limit on how long that may take. One finding a server. */
import { callName, defineCheck, isOn } from "../../src/rules/api.js";

export const check = defineCheck((program, report) => {
  const waiting = program.calls
    .hosting("wait")
    .filter(
      ({ call, row, value }) =>
        row.default !== "limited" &&
        program.handled.has(call.fn) &&
        (value === undefined || !isOn(value)) &&
        call.rest.refs.length === 0 &&
        !call.rest.unknown,
    );
  const [first, ...others] = waiting;
  if (first === undefined) return;
  const more =
    others.length === 0
      ? ""
      : ` ${others.length === 1 ? "One other call does" : `${others.length} other calls do`} the same.`;
  report({
    once: true,
    at: first.call.site,
    message: `${callName(first.call.path)} waits as long as the other side takes, and the tool's caller with it.${more}`,
    related: others.map(({ call }) => ({
      at: call.site,
      text: `${callName(call.path)} without a time limit`,
    })),
  });
});
