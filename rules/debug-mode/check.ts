/**
 * A web server started with its debug switch on by a constant, or a debugging aid put in front of its routes
 * whatever the environment. A setting that is off by default is what the switch is for, so anything but a
 * constant is silent, and so is what stands under a condition.
 */
import {
  callName,
  constants,
  defineCheck,
  type FunctionCode,
  type Instr,
  instructions,
  type Place,
  type Program,
  placeOf,
} from "../../src/rules/api.js";

interface On {
  readonly at: Place;
  readonly what: string;
}

export const check = defineCheck((program, report) => {
  const [first, ...others] = [...called(program), ...assigned(program)];
  if (first === undefined) return;
  report({
    once: true,
    at: first.at,
    message: `${first.what} with debugging on: whoever makes it fail is shown its internals.`,
    related: others.map((each) => ({ at: each.at, text: "here too" })),
  });
});

function called({ calls }: Program): On[] {
  return calls
    .hosting("debug")
    .filter(({ call, row, value }) =>
      row.at === undefined
        ? calls.conditions(call).length === 0
        : constants(value)?.every((c) => c === true) === true,
    )
    .map(({ call }) => ({ at: call.site, what: `${callName(call.path)} is started` }));
}

const APP = /(^|\.)\w*app(lication)?$/i;
const CONFIG = /(^|\.)\w*app(lication)?\.config$/i;

/** `app.debug = True`, `app.config["DEBUG"] = True`. */
function assigned(program: Program): On[] {
  if (program.deployment.allListeners.length === 0) return [];
  return program
    .functionsNaming(/debug/i)
    .flatMap((code) =>
      [...instructions(code)]
        .filter((instr) => switchesOn(code, instr) && code.conditions(instr).length === 0)
        .map((instr) => ({ at: placeOf(code, instr), what: "The application is set up" })),
    );
}

function switchesOn(code: FunctionCode, instr: Instr): boolean {
  if (instr.op !== "store" && instr.op !== "storei") return false;
  if (code.constant(instr.src) !== true) return false;
  const key = instr.op === "store" ? instr.key : code.constant(instr.key);
  const holder = code.text(instr.obj);
  return (key === "debug" && APP.test(holder)) || (key === "DEBUG" && CONFIG.test(holder));
}
