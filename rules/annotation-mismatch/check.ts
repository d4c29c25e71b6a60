/**
 * Holds the annotations of each tool against what the code that runs for it does. The way from the handler
 * to the call is the evidence. Only what an annotation states outright can be wrong: its defaults say the worst.
 */
import {
  callName,
  defineCheck,
  type Program,
  type ReachedCall,
  type Report,
  type Tool,
} from "../../src/rules/api.js";
import { type Does, type Effect, effectsOf } from "./effects.js";

interface Claim {
  readonly hint: string;
  readonly value: boolean;
  readonly says: string;
  /** What contradicts it, the plainest first. */
  readonly against: readonly Does[];
  readonly pedantic?: boolean;
}

const CLAIMS: readonly Claim[] = [
  { hint: "readOnlyHint", value: true, says: "changes nothing", against: ["deletes", "executes", "writes"] },
  { hint: "destructiveHint", value: false, says: "destroys nothing", against: ["deletes", "executes"] },
  {
    hint: "openWorldHint",
    value: false,
    says: "stays in a closed world",
    against: ["executes", "reaches out"],
  },
  {
    hint: "idempotentHint",
    value: true,
    says: "does nothing more when it is called again",
    against: ["adds"],
    pedantic: true,
  },
];

export const check = defineCheck((program, report) => {
  const free = freeCalls(program);
  for (const tool of program.tools) {
    const claims = CLAIMS.filter((claim) => hintOf(tool, claim.hint) === claim.value);
    if (claims.length === 0) continue;
    const found = tool.calls
      .filter(({ ambiguous }) => !ambiguous)
      .flatMap((reached) =>
        effectsOf(program, reached, free.has(`${tool.name}|${reached.call.site.id}`)).map((effect) => ({
          effect,
          reached,
        })),
      );
    for (const claim of claims) {
      // What is read-only destroys nothing: said once.
      if (claim.hint === "destructiveHint" && hintOf(tool, "readOnlyHint") === true) continue;
      contradict(report, tool, claim, found);
    }
  }
});

/** The same under the names of Python's classes. */
function hintOf(tool: Tool, hint: string): unknown {
  return tool.annotations[hint] ?? tool.annotations[hint.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`)];
}

/** Calls that run what the caller sends, by tool and place. */
function freeCalls(program: Program): ReadonlySet<string> {
  const out = new Set<string>();
  for (const { flow, verdict, tool } of program.flows)
    if (
      ["os-command", "code", "program"].includes(flow.hit.row.kind) &&
      flow.source.kind === "tool-input" &&
      verdict.extent === "whole"
    )
      out.add(`${tool}|${flow.hit.site.id}`);
  return out;
}

function contradict(
  report: Report,
  tool: Tool,
  claim: Claim,
  found: readonly { effect: Effect; reached: ReachedCall }[],
): void {
  const fitting = claim.against.flatMap((does) => found.filter(({ effect }) => effect.does === does));
  const first = fitting.find(({ effect }) => effect.sure) ?? fitting[0];
  if (first === undefined) return;
  const { effect, reached } = first;
  const way = reached.way.map(({ callee }) => callee).filter((name) => name !== "" && !name.startsWith("%"));
  const through =
    way.length === 0
      ? ""
      : ` through ${way
          .map((name) => `\`${name}()\``)
          .slice(-4)
          .join(", ")}`;
  report({
    at: tool.site,
    message: `Tool \`${tool.name ?? "?"}\` says that it ${claim.says} (\`${claim.hint}: ${claim.value}\`), but ${callName(reached.call.path)}, which it reaches${through}, ${effect.text}.`,
    confidence: effect.sure ? "high" : "low",
    ...(claim.pedantic === true ? { profile: "pedantic" as const, severity: "low" as const } : {}),
    related: [
      { at: reached.call.site, text: `it ${effect.text} here` },
      ...reached.way.map(({ site, callee }) => ({ at: site, text: `on the way to \`${callee}()\`` })),
    ],
  });
}
