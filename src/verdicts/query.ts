/** Query text: fragments must be bound, quoted by a library or match an identifier; whole queries are judged by their gate. */
import { alphabetExcludes, direct, hasFlow, memberOfSet, replacement } from "./common.js";
import { CLEAR, type Graded, type Hole, type Verdict } from "./types.js";

export function gradeQuery(g: Graded): Verdict {
  if (memberOfSet(g) || hasFlow(g, "sql-quote")) return CLEAR;
  const whole = g.before.trim() === "" && g.after.replace(/[;\s]/g, "") === "";
  if (!whole && alphabetExcludes(g, ["'", '"', ";", " ", "\\", "("])) return CLEAR;
  if (!whole && alphabetExcludes(g, ["'", "\\"]) && g.before.endsWith("'") && g.after.startsWith("'"))
    return CLEAR;
  const holes: Hole[] = [];
  for (const s of g.flow.steps) {
    const r = replacement(s.op);
    if (r !== undefined && (r.pattern === "'" || r.regex?.source.includes("'") === true))
      holes.push({ text: "quotes are escaped by hand", partial: true });
  }
  if (whole) {
    for (const c of g.checks) {
      const { fact } = c;
      const upper = `${(fact.text ?? []).join(" ")} ${fact.regex?.source ?? ""}`;
      if (
        /select|insert|update|delete|drop|with|show|explain|match|create|alter|truncate/i.test(upper) &&
        (direct(c) || c.via.length > 0)
      ) {
        holes.push({ check: fact, text: `\`${fact.label}\` decides by the words of the query` });
        break;
      }
    }
  }
  return {
    status: holes.length > 0 ? "weak" : "open",
    extent: whole ? "whole" : "part",
    based: false,
    holes,
  };
}
