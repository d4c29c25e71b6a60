/** Configured servers that are reached over `http://` or `ws://` on another host. */
import { defineCheck } from "../../src/rules/api.js";

const LOCAL =
  /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[?::1\]?|host\.docker\.internal|10(?:\.\d+){3}|192\.168(?:\.\d+){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}|[^.]+|.*\.(?:local|internal|lan|svc|cluster\.local|test))$/i;
const LOOPBACK = /^(?:localhost|.*\.localhost|127(?:\.\d+){3}|0\.0\.0\.0|\[?::1\]?|host\.docker\.internal)$/i;

export const check = defineCheck((program, report) => {
  for (const { url, args, headers, name, env } of program.artifacts.clients.flatMap(
    (client) => client.servers,
  )) {
    // Bridges such as mcp-remote take the address as an argument.
    for (const address of url === undefined ? args : [url]) {
      const host = /^(?:http|ws):\/\/(?:[^@/]*@)?(\[[^\]]*\]|[^/:?#]+)/i.exec(address.text)?.[1];
      if (host === undefined || LOOPBACK.test(host) || /[$<{]/.test(host)) continue;
      const secret = headers.length > 0 || env.some((each) => /token|key|secret|password/i.test(each.name));
      report({
        at: address.at,
        message: `\`${name}\` is reached at ${host} without encryption: whoever is on the way can read${secret ? " its credentials" : ""} and change what tools say.`,
        ...(LOCAL.test(host) ? { severity: "low" as const, profile: "pedantic" as const } : {}),
      });
    }
  }
});
