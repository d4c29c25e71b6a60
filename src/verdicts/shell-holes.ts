/** Checks and escapes of shell text that hold off something, but not enough. */
import type { Fact } from "../taint/facts.js";
import { regexOf, replacement } from "./alphabet.js";
import { direct } from "./evidence.js";
import { patternInfo } from "./pattern.js";
import type { Graded, Hole } from "./types.js";

/** What a shell does not take as it stands. */
export const META: readonly string[] = [";", "&", "|", "`", "$", "(", ")", "<", ">", "\n", "'", '"'];

export function shellHoles(g: Graded): Hole[] {
  const holes: Hole[] = [];
  for (const c of g.checks) {
    const { fact } = c;
    const loose = direct(c) ? loosePattern(fact) : undefined;
    if (loose !== undefined) holes.push({ check: fact, text: loose });
    if (fact.negated && (fact.test === "contains" || fact.test === "matches") && direct(c)) {
      const looks =
        (fact.text ?? []).some((t) => META.includes(t)) || /[;&|`$]/.test(fact.regex?.source ?? "");
      if (looks)
        holes.push({
          check: fact,
          text: `\`${fact.label}\` refuses some shell operators only; others still work`,
        });
    }
    if (
      !fact.negated &&
      (fact.test === "in-set" || fact.test === "equals" || fact.test === "prefix") &&
      c.via.some(
        (op) =>
          op.op === "flow" && (op.flow === "split" || op.flow === "element" || op.flow === "shell-split"),
      )
    ) {
      holes.push({
        check: fact,
        text: "only the first word of the command is checked; what follows a separator is not",
      });
    }
  }
  for (const s of g.flow.steps) {
    const r = replacement(s.op);
    if (
      r !== undefined &&
      (r.pattern === '"' || r.regex?.source === '"' || /\["'`\$|"/.test(r.regex?.source ?? ""))
    )
      holes.push({
        text: "quotes are escaped by hand; `$(...)` and backticks still work inside double quotes",
        partial: true,
      });
    if (s.op.op === "flow" && s.op.flow === "json")
      holes.push({
        text: "`JSON.stringify` is no shell quoting; `$(...)` still works inside double quotes",
        partial: true,
      });
  }
  return holes;
}

/** What a pattern of harmless characters leaves unsaid about the rest of the text. */
function loosePattern(fact: Fact): string | undefined {
  const re = fact.negated ? undefined : regexOf(fact);
  const info = re === undefined ? undefined : patternInfo(re.source, re.flags);
  if (re === undefined || info === undefined || META.some(info.allows)) return undefined;
  if (info.anchored || fact.test === "full-matches") return undefined;
  if (re.flags.includes("m"))
    return `\`${fact.label}\` asks one line of the text only: the pattern begins and ends at each line`;
  if (fact.test === "start-matches" && patternInfo(`^(?:${re.source})`, re.flags)?.anchored === true)
    return undefined;
  if (fact.test === "start-matches" || info.anchoredStart)
    return `\`${fact.label}\` asks for the begin of the text only: anything may stand behind it`;
  return fact.test === "matches"
    ? `\`${fact.label}\` asks whether there is such a part in the text: anything may stand around it`
    : undefined;
}
