/**
 * A header or token of the caller compared with a secret by an ordinary operator. Comparisons with constants
 * that are no secrets (a scheme name, an empty text) are not meant. One finding a server.
 */
import { defineCheck, type Place, type Program, placeOf } from "../../src/rules/api.js";

const TOKEN = /authorization|token|api[-_]?key|secret|bearer|signature/i;

export const check = defineCheck((program, report) => {
  const [first, ...others] = places(program);
  if (first === undefined) return;
  report({
    once: true,
    at: first.at,
    message: `\`${first.name}\` of the request is compared with an operator that stops at the first difference; the time it takes tells how much of a guess is right.`,
    related: others.map((each) => ({ at: each.at, text: `\`${each.name}\` is compared here` })),
  });
});

function places(program: Program): { readonly at: Place; readonly name: string }[] {
  const { evidence } = program.deployment;
  const out: { at: Place; name: string }[] = [];
  for (const read of evidence.headerReads()) {
    if (read.kind !== "auth") continue;
    for (const use of read.uses) {
      if (use.how !== "compared" || use.instr === undefined || use.other === undefined) continue;
      const code = program.codeOf(read.module, use.fn);
      const other = code.constant(use.other);
      if (isPlain(other) || code.text(use.other) === "undefined" || code.text(use.other) === "None") continue;
      out.push({ at: placeOf(code, use.instr), name: read.name });
    }
  }
  // Compared in another function than the one that reads the header.
  for (const { fact, node } of program.branches) {
    if (
      fact.test !== "equals" ||
      !/^(===?|!==?)$/.test(fact.label) ||
      (fact.text?.every((text) => text.length < 12) ?? false)
    )
      continue;
    if ((fact.against?.taints.length ?? 0) > 0) continue;
    const name = evidence.headersOf(node).find((each) => TOKEN.test(each));
    const { module, span } = fact.site;
    if (
      name !== undefined &&
      !out.some(
        (each) => "path" in each.at && each.at.path === module.path && each.at.span.line === span.line,
      )
    )
      out.push({ at: { path: module.path, span }, name });
  }
  return out;
}

/** A constant that is no secret. */
function isPlain(value: unknown): boolean {
  return value !== undefined && (typeof value !== "string" || value.length < 12);
}
