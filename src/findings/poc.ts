/**
 * The call that would reach the dangerous place of a finding: a `tools/call` request with a harmless text of
 * the kind that the finding is about, and the command of the MCP Inspector that sends it. Nobody sends it here.
 *
 * Only the parameter in question is filled in; others that the tool demands are for the reader to add. A text
 * shows that the way is open and does no harm on it, whatever the code does there: it names a file that is not
 * there, a command that prints a word, a quote that ends a statement early, an address of the machine itself on
 * which nobody listens.
 */
import type { Finding } from "./types.js";

export interface Proof {
  readonly tool: string;
  readonly request: Readonly<Record<string, unknown>>;
  /** Arguments of the Inspector's command line behind the command that starts the server. */
  readonly inspector: readonly string[];
  /** What is seen when the way is open. */
  readonly expect: string;
}

const WORD = "mcp-audit-was-here";

/** What is sent for a rule, and what its success looks like. */
const TEXTS: Readonly<Record<string, readonly [string, string]>> = {
  "command-injection": [`${WORD}; echo ${WORD}`, `the answer holds ${WORD} by itself`],
  "argument-injection": ["--version", "the answer is the version of the program that is started"],
  "code-injection": ["6*7", "the answer is made of 42"],
  "template-injection": ["{{6*7}}${6*7}", "the answer holds 42"],
  "path-traversal": [`../${WORD}`, "the answer, or its error, is about a file outside of the folder"],
  "weak-path-guard": [`../${WORD}`, "the answer, or its error, is about a file outside of the folder"],
  ssrf: ["http://127.0.0.1:9/", "the server tries to connect to its own machine"],
  "weak-url-guard": ["http://127.0.0.1:9/", "the server tries to connect to its own machine"],
  "unrestricted-fetch": ["http://127.0.0.1:9/", "the server tries to connect to its own machine"],
  "url-path-injection": [`../${WORD}`, "the request goes to another path"],
  "sql-injection": [
    `${WORD}'"`,
    "the answer is a syntax error of the database, or nothing where an empty list was due",
  ],
  "weak-query-guard": [`SELECT '${WORD}'`, `the answer holds ${WORD}`],
  "unrestricted-query": [`SELECT '${WORD}'`, `the answer holds ${WORD}`],
  "nosql-injection": [
    `{"$eq": "${WORD}"}`,
    "the database takes the operator: nothing is found, and no error is given",
  ],
  "unrestricted-execution": [`echo ${WORD}`, `the answer holds ${WORD}`],
  "open-redirect": ["https://example.org/", "the answer leads to example.org"],
  xss: [`<b>${WORD}</b>`, "the word is shown in bold"],
  "log-injection": [`x\n${WORD}`, `the log has a line of its own with ${WORD}`],
  "prompt-injection-passthrough": [WORD, `the answer holds ${WORD} as it was sent`],
};

/** The call, for a finding that starts from a named parameter of a named tool. */
export function proofOf(finding: Finding): Proof | undefined {
  const known = TEXTS[finding.ruleId];
  const origin = finding.origins.find(
    ({ kind, name, parameter }) => kind === "tool" && name !== "" && parameter !== "",
  );
  if (known === undefined || origin === undefined) return undefined;
  const [text, expect] = known;
  const args = argumentsFor(origin.parameter, text);
  if (args === undefined) return undefined;
  return {
    tool: origin.name,
    request: { jsonrpc: "2.0", id: 1, method: "tools/call", params: { name: origin.name, arguments: args } },
    inspector: [
      ...["--method", "tools/call", "--tool-name", origin.name],
      ...Object.entries(args).flatMap(([key, value]) => [
        "--tool-arg",
        `${key}=${typeof value === "string" ? value : JSON.stringify(value)}`,
      ]),
    ],
    expect,
  };
}

/** `options.files[].path` as `{ options: { files: [{ path: text }] } }`. */
function argumentsFor(parameter: string, text: string): Record<string, unknown> | undefined {
  const keys = parameter.split(".");
  let value: unknown = text;
  for (const key of keys.reverse()) {
    const [, name, list] = /^([^[\]]*)((?:\[\])*)$/.exec(key) ?? [];
    if (name === undefined || name === "__proto__") return undefined;
    for (let i = 0; i < (list ?? "").length; i += 2) value = [value];
    if (name !== "") value = { [name]: value };
  }
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : undefined;
}
