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
  type HostingCall,
  instructions,
  isOn,
  type Program,
  placeOf,
  type Report,
  releaseOf,
  saidOf,
} from "../../src/rules/api.js";

export const check = defineCheck((program, report) => {
  const { deployment } = program;
  const open = deployment.listeners.filter((each) => each.protection === "rebinding");
  const first = open[0];
  if (first === undefined) {
    if (unstated(program, report)) return;
    const known = deployment.listeners.some((each) => each.complete && each.protection === "protected");
    if (!known) handshakes(program, report);
    return;
  }
  const weak = deployment.originAgainstHost;
  const optional = first.auth.length > 0;
  const missed = deployment.calls.elsewhere.find(
    ({ row, value }) =>
      row.does === "host-check" && (row.at === undefined || (value !== undefined && isOn(value))),
  );
  const endpoint = first.endpoints[0] ?? first.site;
  report({
    once: true,
    at: endpoint,
    message:
      weak.length > 0
        ? `The server on ${callName(first.path)} compares the Origin header with the Host header; with DNS rebinding a web page chooses both, and no token is asked for.`
        : `The server on ${callName(first.path)} answers requests for any host name without a token${optional ? " unless authentication is configured" : ""}, so a web page can reach it by DNS rebinding${missed === undefined ? "" : `; ${without(missed)}`}.`,
    confidence: optional ? "low" : first.complete ? "high" : "medium",
    related: [
      ...weak.map((each) => ({ at: each.site, text: each.text })),
      ...saidOf(missed?.standing),
      ...open.flatMap((each) => [
        { at: each.site, text: "the port is opened here" },
        ...each.endpoints.map((at) => ({ at, text: "MCP is served here" })),
      ]),
    ],
  });
});

/** What another release of a library would have done. */
function without({ row, standing }: HostingCall): string {
  if (standing === undefined) return "";
  const { range } = standing.condition;
  return row.implied === true
    ? `${releaseOf(standing)} does not check the Host header by itself, as versions ${range} do`
    : `${releaseOf(standing)} passes over the check that the code asks for, which versions ${range} know`;
}

/** A server whose protection hangs on a release that nothing in the tree names. */
function unstated(program: Program, report: Report): boolean {
  const found = program.deployment.listeners.find((each) => each.protection === "assumed");
  const check = found?.hostCheck.find((each) => each.standing !== undefined);
  if (found === undefined || check?.standing === undefined) return false;
  const { of, range } = check.standing.condition;
  report({
    once: true,
    at: found.endpoints[0] ?? found.site,
    message: `Nothing says which version of \`${of}\` the server on ${callName(found.path)} gets: versions ${range} check the Host header by themselves, with others a web page can reach the server by DNS rebinding.`,
    fix: `Require \`${of}\` ${range} in the manifest of the server, or hand over the names that it answers for.`,
    severity: "low",
    confidence: "low",
    related: [
      { at: found.site, text: "the port is opened here" },
      { at: check.site, text: "what would check the header" },
    ],
  });
  return true;
}

/** Subprotocol of MCP over sockets. */
const SUBPROTOCOL = "mcp";
const LOOKS = /origin|host|secur|valid|verif|auth|allow|check/i;

/** Handshakes that are accepted by code that is made to be called by somebody else's server. */
function handshakes(program: Program, report: Report): void {
  for (const code of program.functionsNaming(/subprotocol/)) {
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
