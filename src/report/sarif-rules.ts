/** SARIF's view of the rules: descriptions, help, and the properties that code scanning reads. */
import type { ReportingDescriptor, Result } from "sarif";
import type { Confidence, Finding, RuleInfo, Severity } from "../findings/types.js";
import { pageOf } from "./page.js";
import { relationshipsOf } from "./sarif-taxonomies.js";

/** GitHub sorts alerts by this score: over 9 critical, over 7 high, from 4 medium, below low. */
const SECURITY_SEVERITY: Readonly<Record<Severity, string>> = {
  critical: "9.5",
  high: "8.0",
  medium: "5.5",
  low: "3.0",
  info: "0.5",
};

const PRECISION: Readonly<Record<Confidence, string>> = { high: "very-high", medium: "high", low: "medium" };

const LEVEL: Readonly<Record<Severity, "error" | "warning" | "note">> = {
  critical: "error",
  high: "error",
  medium: "warning",
  low: "note",
  info: "note",
};

const RANK: Readonly<Record<Severity, number>> = { critical: 95, high: 75, medium: 50, low: 25, info: 10 };
const RANK_LOSS: Readonly<Record<Confidence, number>> = { high: 0, medium: 5, low: 10 };

/** The SARIF level of a severity: medium and worse are warnings or errors, the rest are notes. */
export function levelOf(severity: Severity): NonNullable<Result["level"]> {
  return LEVEL[severity];
}

/** 0 to 100: what to read first. */
export function rankOf(finding: Pick<Finding, "severity" | "confidence">): number {
  return RANK[finding.severity] - RANK_LOSS[finding.confidence];
}

/** `external/cwe/cwe-078`: the form that code scanning links. */
export function cweTag(cwe: number): string {
  return `external/cwe/cwe-${String(cwe).padStart(3, "0")}`;
}

/** The rule as an entry of `tool.driver.rules`. */
export function describeRule(rule: RuleInfo): ReportingDescriptor {
  return {
    id: rule.id,
    name: nameOf(rule),
    shortDescription: { text: sentence(rule.title) },
    fullDescription: { text: rule.summary },
    help: { text: helpText(rule), markdown: pageOf(rule) },
    defaultConfiguration: { level: levelOf(rule.severity), rank: rankOf(rule) },
    relationships: relationshipsOf(rule),
    properties: {
      tags: ["security", ...rule.cwe.map(cweTag), ...rule.owasp.map((id) => `owasp-mcp/${id}`)],
      precision: PRECISION[rule.confidence],
      "problem.severity": levelOf(rule.severity) === "note" ? "recommendation" : levelOf(rule.severity),
      "security-severity": SECURITY_SEVERITY[rule.severity],
      profile: rule.profile,
    },
  };
}

/** The id as one word, or the title where the id is one already: the name has to differ from the id. */
function nameOf(rule: RuleInfo): string {
  const text = rule.id.includes("-") ? rule.id : rule.title;
  return text
    .split(/[^A-Za-z0-9]+/)
    .map((word) => word.slice(0, 1).toUpperCase() + word.slice(1).toLowerCase())
    .join("");
}

function helpText(rule: RuleInfo): string {
  const cwe = rule.cwe.map((id) => `CWE-${id}`).join(", ");
  return [rule.summary, rule.fix, cwe === "" ? "" : `See ${cwe}.`].filter((part) => part !== "").join("\n\n");
}

function sentence(text: string): string {
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
