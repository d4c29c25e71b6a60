/**
 * A web server started with its debug switch on by a constant. A setting that is off by default is what
 * the switch is for, so anything but a constant is silent.
 */
import { callName, constants, defineCheck } from "../../src/rules/api.js";

export const check = defineCheck((program, report) => {
  const on = program.calls
    .hosting("debug")
    .filter(({ value }) => constants(value)?.every((c) => c === true) === true);
  const [first, ...others] = on;
  if (first === undefined) return;
  report({
    at: first.call.site,
    message: `${callName(first.call.path)} is started with debugging on: whoever makes it fail is shown its internals.`,
    related: others.map((each) => ({ at: each.call.site, text: "here too" })),
  });
});
