/** CWE and the OWASP MCP Top 10 as SARIF taxonomies, with the entries that the rules of a run refer to. */
import type { ReportingDescriptor, ReportingDescriptorRelationship, ToolComponent } from "sarif";
import type { RuleInfo } from "../findings/types.js";
import { cweName, cweUrl, OWASP_URL, owaspName } from "./taxonomies.js";

const CWE = "CWE";
const OWASP = "OWASP MCP Top 10";

/** The taxonomies in the order that references count on. */
export function taxonomiesOf(rules: readonly RuleInfo[]): ToolComponent[] {
  const weaknesses = [...new Set(rules.flatMap((rule) => rule.cwe))].sort((a, b) => a - b);
  const risks = [...new Set(rules.flatMap((rule) => rule.owasp))].sort();
  return [
    {
      name: CWE,
      organization: "MITRE",
      shortDescription: { text: "The MITRE Common Weakness Enumeration." },
      informationUri: "https://cwe.mitre.org/",
      isComprehensive: false,
      taxa: weaknesses.map((id) => entry(String(id), cweName(id), cweUrl(id))),
    },
    {
      name: OWASP,
      organization: "OWASP",
      version: "2025",
      shortDescription: { text: "The ten most important risks of MCP deployments, by OWASP." },
      informationUri: OWASP_URL,
      isComprehensive: false,
      taxa: risks.map((id) => entry(id, owaspName(id), OWASP_URL)),
    },
  ];
}

function entry(id: string, name: string | undefined, helpUri: string): ReportingDescriptor {
  return { id, ...(name === undefined ? {} : { name, shortDescription: { text: `${name}.` } }), helpUri };
}

/** What a rule says of itself in those terms. */
export function relationshipsOf(rule: RuleInfo): ReportingDescriptorRelationship[] {
  const to = (id: string, name: string, index: number): ReportingDescriptorRelationship => ({
    target: { id, toolComponent: { name, index } },
    kinds: ["relevant"],
  });
  return [...rule.cwe.map((id) => to(String(id), CWE, 0)), ...rule.owasp.map((id) => to(id, OWASP, 1))];
}

/** References to the taxonomies, for the driver. */
export const SUPPORTED_TAXONOMIES = [
  { name: CWE, index: 0 },
  { name: OWASP, index: 1 },
];
