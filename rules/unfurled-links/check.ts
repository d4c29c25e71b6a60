/**
 * Messages made of the caller's text that go to a chat which fetches links, without the option that stops it.
 * Which calls these are and what the option is called is said by the models.
 */
import { defineCheck, type FunctionCode, instructions, quote } from "../../src/rules/api.js";

export const check = defineCheck((program, report) => {
  const reported = new Set<number>();
  for (const { flow, tool } of program.flows) {
    const { row, site, summary } = flow.hit;
    const fn = summary?.fn.fn;
    if (row.unfurls === undefined || fn === undefined || reported.has(site.id)) continue;
    if (isSet(program.codeOf(site.module, fn), row.unfurls)) continue;
    reported.add(site.id);
    report({
      at: site,
      message: `${tool === "" ? "A tool" : `Tool ${quote(tool)}`} posts text of the caller to a chat that fetches the links in it, and \`${row.unfurls}\` is not switched off: a link carries data out without a click.`,
      related: [{ at: flow.source.site, text: "the text comes from here" }],
    });
  }
});

/** Does the function that sends name the option, other than to switch it on? */
function isSet(code: FunctionCode, option: string): boolean {
  for (const instr of instructions(code)) {
    if (
      instr.op === "object" &&
      instr.entries.some((entry) => entry.key === option && code.constant(entry.value) !== true)
    )
      return true;
    if (
      instr.op === "call" &&
      instr.args.some((arg) => arg.name === option && code.constant(arg.value) !== true)
    )
      return true;
    if (instr.op === "store" && instr.key === option && code.constant(instr.src) !== true) return true;
  }
  return false;
}
