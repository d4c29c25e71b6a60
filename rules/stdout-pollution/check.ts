/**
 * Printing to standard output in the functions that run when a tool is called, in a server that speaks its
 * protocol there. What is printed before the server starts (a usage text, a set-up dialogue) is not meant.
 */
import { defineCheck, type FunctionCode, type Instr, instructions, placeOf } from "../../src/rules/api.js";

const PRINTS =
  /^(console\.(log|info|debug|table|dir|group)|process\.stdout\.write|sys\.stdout\.write|print)$/;

/** A word in the text of each file that prints, or that changes what printing does. */
const WORDS = /console|stdout|print/;

export const check = defineCheck((program, report) => {
  if (!program.deployment.transports.some((each) => each.kind === "stdio")) return;
  const found: { readonly code: FunctionCode; readonly instr: Instr; readonly text: string }[] = [];
  for (const code of program.functionsNaming(WORDS)) {
    // `console.log = console.error` mends all of them.
    for (const instr of instructions(code)) {
      if (instr.op === "store" && instr.key === "log" && code.text(instr.obj) === "console") return;
      if (instr.op === "store" && instr.key === "stdout" && code.text(instr.obj) === "sys") return;
      if (instr.op !== "call" || !program.handled.has(code.fn)) continue;
      const text = code.text(instr.callee);
      if (PRINTS.test(text) && !instr.args.some((arg) => arg.name === "file"))
        found.push({ code, instr, text });
    }
  }
  const [first, ...others] = found;
  if (first === undefined) return;
  report({
    once: true,
    at: placeOf(first.code, first.instr),
    message: `\`${first.text}()\` prints to standard output while a tool runs; over stdio that is where the protocol's messages go.`,
    related: others.map((each) => ({ at: placeOf(each.code, each.instr), text: `\`${each.text}()\`` })),
  });
});
