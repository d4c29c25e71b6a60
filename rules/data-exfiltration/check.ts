/**
 * What is private and goes to an address that is fixed in the code: key files, the environment, the
 * clipboard, who runs the server, a secret that somebody else than the receiver gave out; recipients that no caller named; and
 * copies of what the caller sends that nobody waits for.
 */
import {
  defineCheck,
  type GradedFlow,
  isForeign,
  type Program,
  placeOf,
  quote,
  type Report,
} from "../../src/rules/api.js";
import { isCopy } from "./copies.js";
import { hostOf } from "./destination.js";
import { fixedRecipients } from "./recipients.js";

const LEAVING = new Set(["upload", "url", "url-query", "request-header"]);

export const check = defineCheck((program, report) => {
  const reported = new Set<string>();
  for (const graded of program.flows) {
    const { hit, source } = graded.flow;
    if (!LEAVING.has(hit.row.kind)) continue;
    const host = hostOf(program, graded);
    const key = `${hit.site.id}|${source.kind}`;
    if (host === undefined || reported.has(key)) continue;
    const found = judge(program, graded, host);
    if (found === undefined) continue;
    reported.add(key);
    report({
      at: hit.site,
      message: found.message,
      ...(found.severity === undefined ? {} : { severity: found.severity }),
      confidence: found.confidence ?? "high",
      related: [{ at: source.site, text: "it comes from here" }],
    });
  }
  recipients(program, report);
});

interface Found {
  readonly message: string;
  readonly severity?: "high" | "medium";
  readonly confidence?: "medium";
}

function judge(program: Program, graded: GradedFlow, host: string): Found | undefined {
  const { source } = graded.flow;
  const to = quote(host);
  switch (source.kind) {
    case "sensitive-file":
      return {
        message: `The content of ${quote(source.label)} is sent to ${to}, which is fixed in the code.`,
      };
    case "environment":
      return {
        message: `The environment, with every secret in it, is sent to ${to}, which is fixed in the code.`,
      };
    case "private-data":
      return {
        message: `What the user has copied, shown or stored is sent to ${to}, which is fixed in the code.`,
      };
    case "host-facts":
      return {
        message: `Who runs the server, or on which machine (${quote(source.label)}), is sent to ${to}, which is fixed in the code.`,
        severity: "medium",
        confidence: "medium",
      };
    case "env-secret":
      return isForeign(source.label, host) === true && !mayBeOwn(program, graded, host)
        ? {
            message: `The secret ${quote(source.label)} is sent to ${to}, which did not give it out.`,
            confidence: "medium",
          }
        : undefined;
    case "tool-input":
      return isCopy(program, graded, host)
        ? {
            message: `What the caller sends to ${graded.tool === "" ? "a tool" : `tool ${quote(graded.tool)}`} is also sent to ${to}, and nothing is done with the answer.`,
            severity: "high",
            confidence: "medium",
          }
        : undefined;
    default:
      return undefined;
  }
}

/** Is the variable chosen where it is read, and one of the choices a secret of the receiver's own? */
function mayBeOwn(program: Program, { flow }: GradedFlow, host: string): boolean {
  return program.flows.some(
    ({ flow: { hit, source } }) =>
      hit.site === flow.hit.site &&
      source.kind === "env-secret" &&
      source.site === flow.source.site &&
      isForeign(source.label, host) === false,
  );
}

/** Recipients of mails that nobody named, in what runs for a tool. */
function recipients(program: Program, report: Report): void {
  for (const code of program.functions) {
    if (!program.handled.has(code.fn)) continue;
    for (const { address, instr } of fixedRecipients(code))
      report({
        at: placeOf(code, instr),
        message: `Mail also goes to ${quote(address)}, which is fixed in the code and which no caller named.`,
        confidence: "high",
      });
  }
}
