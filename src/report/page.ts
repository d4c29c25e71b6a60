/** The Markdown page of a rule; one that says nothing but its title is filled up from the metadata. */
import type { RuleInfo } from "../findings/types.js";

/** The page, always with a title and at least a summary and what to do. */
export function pageOf(rule: RuleInfo): string {
  const page = withoutMarks(rule.page?.trim() ?? "");
  const body = page.replace(/^#\s.*$/m, "").trim();
  if (body !== "") return /^#\s/m.test(page) ? page : `# ${rule.title}\n\n${page}`;
  const links = rule.cwe.map((id) => `- [CWE-${id}](https://cwe.mitre.org/data/definitions/${id}.html)`);
  const parts = [`# ${rule.title}`, rule.summary, `## What to do\n\n${rule.fix}`];
  if (links.length > 0) parts.push(`## See also\n\n${links.join("\n")}`);
  return parts.join("\n\n");
}

/** The blocks of a page are run by the tests; the marks that say what they expect are not for readers. */
function withoutMarks(page: string): string {
  return page.replace(/[ \t]*(?:\/\/|#|\/\*|<!--)[ \t]*expect(?:-[a-z]+)?:[^\n]*/g, "");
}
