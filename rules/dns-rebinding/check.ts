/**
 * MCP on the loopback interface without a token: any web page that the user opens can point a host name of
 * its own at 127.0.0.1 and talk to the server. Only a check of Host or Origin against the server's own names
 * stops that. Comparing the two with each other does not: the page chooses both.
 *
 * Sockets are worse: browsers open them to any host for any page and only say so in the Origin header. A
 * program that accepts MCP over sockets on behalf of others is asked for a check of that handshake.
 */
import {
  callName,
  defineCheck,
  instructions,
  type Program,
  placeOf,
  type Report,
} from "../../src/rules/api.js";

export const check = defineCheck((program, report) => {
  const { deployment } = program;
  const open = deployment.listeners.filter((each) => each.protection === "rebinding");
  const first = open[0];
  if (first === undefined) {
    const known = deployment.listeners.some((each) => each.complete && each.protection === "protected");
    if (!known) handshakes(program, report);
    return;
  }
  const weak = deployment.originAgainstHost;
  const optional = first.auth.length > 0;
  const endpoint = first.endpoints[0] ?? first.site;
  report({
    once: true,
    at: endpoint,
    message:
      weak.length > 0
        ? `The server on ${callName(first.path)} compares the Origin header with the Host header; with DNS rebinding a web page chooses both, and no token is asked for.`
        : `The server on ${callName(first.path)} answers requests for any host name without a token${optional ? " unless authentication is configured" : ""}, so a web page can reach it by DNS rebinding.`,
    confidence: optional ? "low" : first.complete ? "high" : "medium",
    related: [
      ...weak.map((each) => ({ at: each.site, text: each.text })),
      ...open.flatMap((each) => [
        { at: each.site, text: "the port is opened here" },
        ...each.endpoints.map((at) => ({ at, text: "MCP is served here" })),
      ]),
    ],
  });
});

/** Subprotocol of MCP over sockets. */
const SUBPROTOCOL = "mcp";
const LOOKS = /origin|host|secur|valid|verif|auth|allow|check/i;

/** Handshakes that are accepted by code that is made to be called by somebody else's server. */
function handshakes(program: Program, report: Report): void {
  for (const code of program.functions) {
    let looks = false;
    for (const instr of instructions(code)) {
      if (instr.op !== "call") continue;
      const callee = code.text(instr.callee);
      looks ||= LOOKS.test(callee);
      const named = instr.args.find((arg) => arg.name === "subprotocol");
      if (named === undefined || code.constant(named.value) !== SUBPROTOCOL || !callee.endsWith(".accept"))
        continue;
      if (looks) return;
      report({
        at: placeOf(code, instr),
        message:
          "The handshake of the socket is accepted whatever its Origin and Host headers say; browsers open sockets to any host for any page, so a web page can speak MCP with the server.",
      });
      return;
    }
  }
}
