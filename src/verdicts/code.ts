/** Code that is run: text of a caller in it, or nothing else. */
import { alphabetExcludes } from "./alphabet.js";
import { direct, memberOfSet } from "./evidence.js";
import { isCodeOfItsOwn, isLiteral } from "./script.js";
import { heldToComputing } from "./syntax-nodes.js";
import { CLEAR, type Graded, type Verdict } from "./types.js";

/** Nothing is known that would hold it off, but for a list that it is one of. */
export function simple(g: Graded): Verdict {
  if (memberOfSet(g)) return CLEAR;
  return {
    status: "open",
    extent: g.before === "" && g.after === "" ? "whole" : "part",
    based: false,
    holes: [],
  };
}

export function gradeCode(g: Graded): Verdict {
  if (memberOfSet(g) || alphabetExcludes(g, ["a", "e", "_"]) || alphabetExcludes(g, ["(", "[", "`"]))
    return CLEAR;
  const { row, site } = g.flow.hit;
  const around = g.kind === "browser-code" ? "javascript" : site.module.language;
  const language = row.script ?? around;
  const run = RUNS_TEXT.test(g.before);
  const literal = isLiteral(g, language);
  if (literal && !run) return CLEAR;
  const nodes = around === "python" ? heldToComputing(g) : undefined;
  if (nodes === "held") return CLEAR;
  const own = literal || isCodeOfItsOwn(g, language);
  const v: Verdict = { ...simple(g), extent: own ? "whole" : "part" };
  if (nodes !== undefined) return { ...v, status: "weak", holes: [nodes] };
  const gate = g.checks.find(
    (c) =>
      direct(c) &&
      c.fact.negated &&
      (c.fact.test === "contains" || c.fact.test === "matches" || c.fact.test === "in-set"),
  );
  return gate === undefined
    ? v
    : {
        ...v,
        status: "weak",
        holes: [{ check: gate.fact, text: `\`${gate.fact.label}\` refuses some words only` }],
      };
}

/** What runs the literal behind it as a program of its own. */
const RUNS_TEXT = /(?<![\w$.])(?:eval|exec|Function)\(\s*$/;
