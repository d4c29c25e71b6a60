/**
 * Locked dependencies that OSV knows to be vulnerable. This rule asks nobody: who runs the audit does, when that
 * is wanted (`--deps`), and hands over the answers. One finding for each package and version of a lock file, as
 * grave as the gravest advisory.
 */
import {
  defineCheck,
  isSeverityAtLeast,
  type KnownVulnerability,
  type Severity,
} from "../../src/rules/api.js";

/** Advisories that are named; the rest is counted. */
const MOST_NAMED = 3;

export const check = defineCheck((program, report) => {
  const groups = new Map<string, KnownVulnerability[]>();
  for (const each of program.vulnerabilities) {
    const key = `${each.path}|${each.line}|${each.name}|${each.version}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [each]);
    else group.push(each);
  }
  for (const group of groups.values()) {
    const [first] = group as [KnownVulnerability, ...KnownVulnerability[]];
    const span = { line: first.line, col: 0, endLine: first.line, endCol: 0 };
    report({
      at: { path: first.path, span },
      message: `\`${first.name}\` ${first.version} is known to be vulnerable: ${group.slice(0, MOST_NAMED).map(advisory).join("; ")}${
        group.length > MOST_NAMED ? `; and ${group.length - MOST_NAMED} more` : ""
      }.`,
      severity: group.map(({ severity }) => severity ?? "medium").reduce(graver),
    });
  }
});

function advisory({ id, aliases, summary, fixed }: KnownVulnerability): string {
  const cve = aliases.find((alias) => alias.startsWith("CVE-"));
  const about = summary === "" ? "" : ` (${summary.replace(/[.]$/, "")})`;
  const mended = fixed.length === 0 ? "with no fixed version" : `fixed in ${fixed.at(-1)}`;
  return `${cve ?? id}${about}, ${mended}`;
}

const graver = (a: Severity, b: Severity): Severity => (isSeverityAtLeast(a, b) ? a : b);
