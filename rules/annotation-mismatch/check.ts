/**
 * Holds the annotations of each tool against what the code that runs for it does. The way from the handler
 * to the call is the evidence. Only what an annotation states outright can be wrong: its defaults say the worst.
 */
import {
  callName,
  defineCheck,
  grouped,
  listed,
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

/** A tool whose code does what one of its annotations denies. */
interface Contradiction {
  readonly tool: Tool;
  readonly claim: Claim;
  readonly effect: Effect;
  readonly reached: ReachedCall;
}

export const check = defineCheck((program, report) => {
  const free = freeCalls(program);
  const contradictions: Contradiction[] = [];
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
      const plainest = plainestOf(claim, found);
      if (plainest !== undefined) contradictions.push({ tool, claim, ...plainest });
    }
  }
  for (const [first, ...others] of byCause(contradictions))
    if (first !== undefined) contradict(report, first, others);
});

/** As many tools of a server that deny its dealings with the world are one habit. */
const HABIT = 4;

/** Tools whose claim the same call contradicts are one cause, and so is a server that takes the world for closed. */
function byCause(all: readonly Contradiction[]): Iterable<readonly Contradiction[]> {
  const hinted = grouped(all, ({ claim, effect }) => `${claim.hint}|${effect.does}|${effect.sure}`);
  return [...hinted.values()].flatMap((some) =>
    some.length >= HABIT && some[0]?.claim.hint === "openWorldHint"
      ? [some]
      : [...grouped(some, ({ reached }) => `${reached.call.site.id}`).values()],
  );
}

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

/** What contradicts the claim most plainly. */
function plainestOf<T extends { readonly effect: Effect }>(claim: Claim, found: readonly T[]): T | undefined {
  const fitting = claim.against.flatMap((does) => found.filter(({ effect }) => effect.does === does));
  return fitting.find(({ effect }) => effect.sure) ?? fitting[0];
}

function contradict(
  report: Report,
  { tool, claim, effect, reached }: Contradiction,
  others: readonly Contradiction[],
): void {
  const named = reached.way.filter(({ callee }) => callee !== "");
  const way = named.map(({ callee }) => callee).filter((name) => !name.startsWith("%"));
  const through =
    way.length === 0
      ? ""
      : ` through ${way
          .map((name) => `\`${name}()\``)
          .slice(-4)
          .join(", ")}`;
  report({
    at: tool.site,
    message: `Tool \`${tool.name ?? "?"}\` says that it ${claim.says} (\`${claim.hint}: ${claim.value}\`), but ${callName(reached.call.path)}, which it reaches${through}, ${effect.text}.${alsoSaidBy(others)}`,
    confidence: effect.sure ? "high" : "low",
    ...(claim.pedantic === true ? { profile: "pedantic" as const, severity: "low" as const } : {}),
    related: [
      { at: reached.call.site, text: `it ${effect.text} here` },
      ...named.map(({ site, callee }) => ({ at: site, text: `on the way to \`${callee}()\`` })),
      ...others.map((other) => ({
        at: other.tool.site,
        text: `tool \`${other.tool.name ?? "?"}\` says the same`,
      })),
    ],
  });
}

/** " Tools `a`, `b` and 4 more say the same against their code." */
function alsoSaidBy(others: readonly Contradiction[]): string {
  if (others.length === 0) return "";
  const names = listed(others.map(({ tool }) => tool.name ?? "?"));
  return others.length === 1
    ? ` Tool ${names} says the same against its code.`
    : ` Tools ${names} say the same against their code.`;
}
