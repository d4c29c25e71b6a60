/**
 * What a comment says to this program: which rules it suppresses, where, and why.
 *
 *   // mcp-audit-ignore-next-line command-injection, ssrf -- only the build calls this
 *   exec(cmd) // mcp-audit-ignore command-injection -- see above
 *   # mcp-audit-ignore-file missing-timeout -- a script for one run
 *   # mcp-audit-ignore-start log-injection -- output for people
 *   # mcp-audit-ignore-end
 *
 * A comment that begins otherwise says nothing. Which comments there are, the parsers know.
 */
import { nearest } from "../rules/nearest.js";

/** Every text with a directive in it has this. */
export const MARK = "mcp-audit-";

export type Form = "line" | "next-line" | "file" | "start" | "end";

export interface Directive {
  readonly form: Form;
  /** As written, e.g. "mcp-audit-ignore-next-line". */
  readonly keyword: string;
  readonly rules: readonly string[];
  readonly reason?: string;
}

export interface Misspelled {
  /** Why it has no effect, as a clause that follows the place. */
  readonly mistake: string;
}

const FORMS: Readonly<Record<string, Form>> = {
  "mcp-audit-ignore": "line",
  "mcp-audit-ignore-line": "line",
  "mcp-audit-ignore-next-line": "next-line",
  "mcp-audit-ignore-file": "file",
  "mcp-audit-ignore-start": "start",
  "mcp-audit-ignore-end": "end",
};

/** Comments are short; of a longer one the rest is no directive. */
const LONGEST = 2000;
const MOST_RULES = 100;

/** The directive in the text of a comment (without its delimiters), if it is one. */
export function parseDirective(comment: string): Directive | Misspelled | undefined {
  const text = comment
    .slice(0, LONGEST)
    .replace(/^[\s*!#/-]+/, "")
    .trimEnd();
  const keyword = /^mcp-audit-[\w-]*/.exec(text)?.[0];
  if (keyword === undefined) return undefined;
  const form = FORMS[keyword];
  if (form === undefined) return misspelled(keyword);
  const [names = "", ...after] = text
    .slice(keyword.length)
    .replace(/\s*\*+$/, "")
    .split(/(?:^|\s)--(?:\s|$)/);
  const reason = after.join(" -- ").replaceAll(/\s+/g, " ").trim();
  const rules = names.split(/[\s,:]+/).filter((name) => name !== "");
  return {
    form,
    keyword,
    rules: [...new Set(rules)].slice(0, MOST_RULES),
    ...(reason === "" ? {} : { reason }),
  };
}

/** Only what is clearly meant for this program is a mistake; the name of its files and folders is none. */
function misspelled(keyword: string): Misspelled | undefined {
  if (!/^mcp-audit-(?:ignore|disable|suppress|skip|allow|noqa|nosec)/.test(keyword)) return undefined;
  const near = nearest(keyword, Object.keys(FORMS))[0] ?? "mcp-audit-ignore-next-line";
  return { mistake: `\`${keyword}\` is no comment that mcp-audit knows; did you mean \`${near}\`?` };
}
