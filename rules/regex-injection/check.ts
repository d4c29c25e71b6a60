/**
 * Patterns of the program itself that take exponentially long on some texts, where they are matched with a value
 * of the caller's: a parameter of a tool or of something that it calls, or a part of a request.
 */
import { type BranchRecord, defineCheck, isExponential, quote } from "../../src/rules/api.js";

export const check = defineCheck(async (program, report) => {
  const reached = new Set(program.tools.flatMap((tool) => [...tool.functions]));
  const said = new Set<string>();
  for (const branch of program.branches) {
    const { fact, node, fn } = branch;
    const pattern = patternOf(branch);
    if (pattern === undefined || (node.root.kind === "param" && !reached.has(fn))) continue;
    const key = `${fact.site.id}|${pattern.source}`;
    if (said.has(key)) continue;
    said.add(key);
    if (!(await isExponential(pattern.source, pattern.flags))) continue;
    report({
      at: fact.site,
      severity: "medium",
      profile: "default",
      message: `The pattern ${quote(pattern.source)} is matched with what the caller sends; there are short texts on which that takes longer than anybody waits, and blocks the server meanwhile.`,
      fix: "Write the pattern so that no part of a text fits in two ways under a repetition, limit the length of the text before, or use an engine with linear run time.",
    });
  }
});

function patternOf({ fact }: BranchRecord): { readonly source: string; readonly flags: string } | undefined {
  if (fact.regex !== undefined) return fact.regex;
  const text = fact.text?.length === 1 ? fact.text[0] : undefined;
  return text !== undefined && /^(?:start-|full-)?matches$/.test(fact.test)
    ? { source: text, flags: "" }
    : undefined;
}
