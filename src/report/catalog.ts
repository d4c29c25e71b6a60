/** The list of rules and the page of one, for a terminal. */
import { SEVERITIES } from "../findings/order.js";
import type { RuleInfo } from "../findings/types.js";
import { countOf } from "../words.js";
import { renderMarkdown } from "./markdown.js";
import { pageOf } from "./page.js";
import { columns, pad, Style, type StyleOptions } from "./text-style.js";

/** One line a rule, worst first. */
export function renderRules(rules: readonly RuleInfo[], options: StyleOptions): string {
  const style = new Style(options);
  const sorted = [...rules].sort(
    (a, b) => SEVERITIES.indexOf(b.severity) - SEVERITIES.indexOf(a.severity) || (a.id < b.id ? -1 : 1),
  );
  const widest = Math.max(0, ...sorted.map((rule) => columns(rule.id)));
  const lines = sorted.map((rule) => {
    const profile = rule.profile === "default" ? "" : style.paint.dim(`  (profile ${rule.profile})`);
    const severity = style.severity(rule.severity, pad(rule.severity, 9));
    return `${severity} ${style.paint.bold(pad(rule.id, widest))}  ${style.show(rule.title)}${profile}`;
  });
  return `${lines.join("\n")}\n\n${countOf(rules.length, "rule")}. \`mcp-audit explain RULE\` prints the page of one.\n`;
}

/** The page of a rule with its metadata at the end. */
export function renderPage(rule: RuleInfo, options: StyleOptions): string {
  const style = new Style(options);
  const facts = [
    `\`${rule.id}\``,
    `severity ${rule.severity}`,
    `confidence ${rule.confidence}`,
    `profile ${rule.profile}`,
    ...rule.cwe.map((cwe) => `CWE-${cwe}`),
    ...rule.owasp.map((id) => `OWASP ${id}`),
  ].join(` ${style.glyph.dot} `);
  return `${renderMarkdown(pageOf(rule), style)}\n\n${style.wrap(style.sentence(facts), "", "")}\n`;
}
