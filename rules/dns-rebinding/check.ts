/**
 * MCP on the loopback interface without a token: any web page that the user opens can point a host name of
 * its own at 127.0.0.1 and talk to the server. Only a check of Host or Origin against the server's own names
 * stops that. Comparing the two with each other does not: the page chooses both.
 */
import { callName, defineCheck } from "../../src/rules/api.js";

export const check = defineCheck((program, report) => {
  const { deployment } = program;
  const open = deployment.listeners.filter((each) => each.protection === "rebinding");
  const first = open[0];
  if (first === undefined) return;
  const weak = deployment.originAgainstHost;
  const endpoint = first.endpoints[0] ?? first.site;
  report({
    at: endpoint,
    message:
      weak.length > 0
        ? `The server on ${callName(first.path)} compares the Origin header with the Host header; with DNS rebinding a web page chooses both, and no token is asked for.`
        : `The server on ${callName(first.path)} answers requests for any host name without a token, so a web page can reach it by DNS rebinding.`,
    confidence: first.complete ? "high" : "medium",
    related: [
      ...weak.map((each) => ({ at: each.site, text: each.text })),
      ...open.flatMap((each) => [
        { at: each.site, text: "the port is opened here" },
        ...each.endpoints.map((at) => ({ at, text: "MCP is served here" })),
      ]),
    ],
  });
});
