/**
 * A web server started with its debug switch on by a constant, or a debugging aid put in front of its routes
 * whatever the environment. A setting that is off by default is what the switch is for, so anything but a
 * constant is silent, and so is an aid that stands under a condition.
 */
import { callName, constants, defineCheck } from "../../src/rules/api.js";

export const check = defineCheck((program, report) => {
  const { calls } = program;
  const on = calls
    .hosting("debug")
    .filter(({ call, row, value }) =>
      row.at === undefined
        ? calls.conditions(call).length === 0
        : constants(value)?.every((c) => c === true) === true,
    );
  const [first, ...others] = on;
  if (first === undefined) return;
  report({
    at: first.call.site,
    message: `${callName(first.call.path)} is started with debugging on: whoever makes it fail is shown its internals.`,
    related: others.map((each) => ({ at: each.call.site, text: "here too" })),
  });
});
