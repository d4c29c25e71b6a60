/**
 * Clients that are told not to ask: every tool of a server, every server, or tools whose names say that they
 * run, write, delete or send. Asking is what stands between a poisoned text and a call.
 */
import { defineCheck, listed } from "../../src/rules/api.js";

const EVERYTHING = /^(?:\*|\.\*|all|mcp__\*)$/i;
const DANGEROUS =
  /(?:^|[_\-.])(?:exec|execute|run|shell|bash|terminal|command|cmd|eval|write|edit|delete|remove|drop|destroy|kill|send|publish|deploy|push|merge|transfer|pay|create_or_update|install|upload|move|put|patch)(?:$|[_\-.])|(?:[a-z](?:Command|Shell|Delete|Execute|Write|Send)|^(?:exec|execute|run|write|delete|send)[A-Z])/;

export const check = defineCheck((program, report) => {
  for (const client of program.artifacts.clients) {
    for (const server of client.servers) {
      const all = server.approved.find(({ text }) => EVERYTHING.test(text));
      if (all !== undefined) {
        report({
          at: all.at,
          message: `Every tool of \`${server.name}\`, also those of later versions, runs without being asked about.`,
          severity: "high",
        });
        continue;
      }
      const dangerous = server.approved.filter(({ text }) => DANGEROUS.test(text));
      const [first] = dangerous;
      if (first !== undefined)
        report({
          at: first.at,
          message: `${listed(dangerous.map(({ text }) => text))} of \`${server.name}\` may change or run things without being asked about.`,
        });
    }
    for (const { text, at } of client.approvals) {
      const servers = text.startsWith("enableAllProjectMcpServers");
      report({
        at,
        message: `\`${text}\` lets ${servers ? "the servers of any project start" : "tools run"} without being asked about.`,
        ...(servers ? {} : { severity: "high" as const }),
      });
    }
  }
});
