/** The catalogues that rules refer to, by name: weaknesses (CWE) and the OWASP MCP Top 10 of 2025. */

/** MITRE's names of the weaknesses that rules are about. */
const CWE_NAMES: Readonly<Record<number, string>> = {
  15: "External Control of System or Configuration Setting",
  20: "Improper Input Validation",
  22: "Improper Limitation of a Pathname to a Restricted Directory ('Path Traversal')",
  41: "Improper Resolution of Path Equivalence",
  59: "Improper Link Resolution Before File Access ('Link Following')",
  78: "Improper Neutralization of Special Elements used in an OS Command ('OS Command Injection')",
  79: "Improper Neutralization of Input During Web Page Generation ('Cross-site Scripting')",
  88: "Improper Neutralization of Argument Delimiters in a Command ('Argument Injection')",
  89: "Improper Neutralization of Special Elements used in an SQL Command ('SQL Injection')",
  90: "Improper Neutralization of Special Elements used in an LDAP Query ('LDAP Injection')",
  93: "Improper Neutralization of CRLF Sequences ('CRLF Injection')",
  94: "Improper Control of Generation of Code ('Code Injection')",
  95: "Improper Neutralization of Directives in Dynamically Evaluated Code ('Eval Injection')",
  116: "Improper Encoding or Escaping of Output",
  117: "Improper Output Neutralization for Logs",
  183: "Permissive List of Allowed Inputs",
  184: "Incomplete List of Disallowed Inputs",
  200: "Exposure of Sensitive Information to an Unauthorized Actor",
  201: "Insertion of Sensitive Information Into Sent Data",
  208: "Observable Timing Discrepancy",
  209: "Generation of Error Message Containing Sensitive Information",
  250: "Execution with Unnecessary Privileges",
  287: "Improper Authentication",
  295: "Improper Certificate Validation",
  306: "Missing Authentication for Critical Function",
  319: "Cleartext Transmission of Sensitive Information",
  330: "Use of Insufficiently Random Values",
  338: "Use of Cryptographically Weak Pseudo-Random Number Generator (PRNG)",
  346: "Origin Validation Error",
  347: "Improper Verification of Cryptographic Signature",
  350: "Reliance on Reverse DNS Resolution for a Security-Critical Action",
  400: "Uncontrolled Resource Consumption",
  441: "Unintended Proxy or Intermediary ('Confused Deputy')",
  489: "Active Debug Code",
  494: "Download of Code Without Integrity Check",
  502: "Deserialization of Untrusted Data",
  506: "Embedded Malicious Code",
  522: "Insufficiently Protected Credentials",
  526: "Cleartext Storage of Sensitive Information in an Environment Variable",
  532: "Insertion of Sensitive Information into Log File",
  538: "Insertion of Sensitive Information into Externally-Accessible File or Directory",
  598: "Use of GET Request Method With Sensitive Query Strings",
  601: "URL Redirection to Untrusted Site ('Open Redirect')",
  613: "Insufficient Session Expiration",
  643: "Improper Neutralization of Data within XPath Expressions ('XPath Injection')",
  694: "Use of Multiple Resources with Duplicate Identifier",
  770: "Allocation of Resources Without Limits or Throttling",
  778: "Insufficient Logging",
  798: "Use of Hard-coded Credentials",
  829: "Inclusion of Functionality from Untrusted Control Sphere",
  862: "Missing Authorization",
  918: "Server-Side Request Forgery (SSRF)",
  942: "Permissive Cross-domain Security Policy with Untrusted Domains",
  943: "Improper Neutralization of Special Elements in Data Query Logic",
  1007: "Insufficient Visual Distinction of Homoglyphs Presented to User",
  1188: "Initialization of a Resource with an Insecure Default",
  1284: "Improper Validation of Specified Quantity in Input",
  1321: "Improperly Controlled Modification of Object Prototype Attributes ('Prototype Pollution')",
  1327: "Binding to an Unrestricted IP Address",
  1333: "Inefficient Regular Expression Complexity",
  1336: "Improper Neutralization of Special Elements Used in a Template Engine",
  1357: "Reliance on Insufficiently Trustworthy Component",
  1392: "Use of Default Credentials",
  1395: "Dependency on Vulnerable Third-Party Component",
  1427: "Improper Neutralization of Input Used for LLM Prompting",
};

const OWASP_NAMES: Readonly<Record<string, string>> = {
  MCP01: "Token Mismanagement & Secret Exposure",
  MCP02: "Privilege Escalation via Scope Creep",
  MCP03: "Tool Poisoning",
  MCP04: "Software Supply Chain Attacks & Dependency Tampering",
  MCP05: "Command Injection & Execution",
  MCP06: "Intent Flow Subversion",
  MCP07: "Insufficient Authentication & Authorization",
  MCP08: "Lack of Audit and Telemetry",
  MCP09: "Shadow MCP Servers",
  MCP10: "Context Injection & Over-Sharing",
};

/** MITRE's name; undefined for a weakness that no rule of this version is about. */
export function cweName(id: number): string | undefined {
  return CWE_NAMES[id];
}

/** The page of a weakness. */
export function cweUrl(id: number): string {
  return `https://cwe.mitre.org/data/definitions/${id}.html`;
}

/** The name of an entry of the OWASP MCP Top 10. */
export function owaspName(id: string): string | undefined {
  return OWASP_NAMES[id];
}

export const OWASP_URL = "https://owasp.org/www-project-mcp-top-10/";
