/**
 * Abilities of a tool of which its name and description give no hint: running programs, reaching other hosts,
 * changing files. Words are a weak witness, so this is for reviewers.
 */
import { callName, defineCheck, quote, type ReachedCall, type Tool } from "../../src/rules/api.js";

interface Ability {
  readonly does: string;
  readonly kinds: ReadonlySet<string>;
  /** Words that announce it. */
  readonly told: RegExp;
  /** Only for tools that speak of nothing else than this. */
  readonly only?: RegExp;
}

const LOCAL =
  /\b(?:calculat\w*|arithmetic|math|adds?|subtract\w*|multipl\w*|divid\w*|sums?|counts?|convert\w*|format\w*|parses?|hash\w*|encod\w*|decod\w*|random|uuid|sorts?|revers\w*|regex|base64|upper|lower|echo|greet\w*|roman|palindrome|fibonacci|prime|json|text|string|local|current time|clock|dice)\b/i;

/** Calls whose models say what they could do with a text; as they are used they wait, connect or prepare. */
const HARMLESS =
  /(?:^|\.)(?:setTimeout|setInterval|connect|mkdtemp\w*|mkdir\w*|makedirs|AsyncClient|Client|Request)$/;

const ABILITIES: readonly Ability[] = [
  {
    does: "runs programs",
    kinds: new Set(["os-command", "program", "code"]),
    told: /run|exec|command|shell|script|process|program|launch|start|build|test|install|deploy|git|docker|kubectl|terminal|eval|compile|simulator|device|browser|convert|open|code|cli|scan|lint|render|format|search|screenshot|record|play/i,
  },
  {
    does: "reaches other hosts",
    kinds: new Set(["url", "upload"]),
    told: /fetch|url|http|web|api|internet|online|remote|download|upload|send|mail|search|server|service|site|page|cloud|network|request|post|weather|currency|exchange|rate|translate|issue|repo|account|user|channel|message|news|stock|market|flight|map|place|city|query|database/i,
    only: LOCAL,
  },
  {
    does: "changes files",
    kinds: new Set(["file-write", "file-delete"]),
    told: /writ|sav|creat|delet|remov|updat|edit|stor|export|download|mov|renam|copy|generat|output|put|set|add|append|log|record|file|convert|screenshot|install|init|clone|sync|upload|build|render|modif|clear|clean|reset/i,
  },
];

export const check = defineCheck((program, report) => {
  for (const tool of program.tools) {
    const words = `${(tool.name ?? "").replace(/[_-]/g, " ").replace(/([a-z])([A-Z])/g, "$1 $2")} ${tool.description ?? ""}`;
    if (words.trim() === "") continue;
    for (const ability of ABILITIES) {
      if (ability.told.test(words) || ability.only?.test(words) === false) continue;
      const reached = firstOf(tool, ability, (call) => program.calls.kinds(call));
      if (reached === undefined) continue;
      report({
        at: tool.site,
        message: `Tool ${quote(tool.name ?? "?")} ${ability.does} by ${callName(reached.call.path)}, of which its name and description give no hint.`,
        related: [
          { at: reached.call.site, text: `it ${ability.does} here` },
          ...reached.way.map(({ site, callee }) => ({ at: site, text: `on the way to \`${callee}()\`` })),
        ],
      });
    }
  }
});

function firstOf(
  tool: Tool,
  { kinds }: Ability,
  kindsOf: (call: ReachedCall["call"]) => readonly string[],
): ReachedCall | undefined {
  return tool.calls.find(
    ({ call }) => !HARMLESS.test(call.path) && kindsOf(call).some((kind) => kinds.has(kind)),
  );
}
