/**
 * Requests with credentials to another machine over `http://` or `ws://`, where the address is a constant.
 * The server's own port is another matter: what encrypts it usually stands in front of it.
 */
import { callName, defineCheck, type Program, type Value } from "../../src/rules/api.js";

const PLAIN = /^(?:http|ws):\/\/([^/:?#\s]+)/i;
const NEAR =
  /^(localhost|0\.0\.0\.0|127\.|10\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|169\.254\.|\[|host\.docker\.internal$)|(^|\.)(local|internal|localhost|lan|svc|test|example|invalid|home)$|example\.(com|org|net)$|^[^.]+$|[\uFFFB\uFFFC]/i;
const CREDENTIAL = /^(proxy-)?authorization$|api[-_]?key|(^|[-_])(token|secret|password|cookie|auth)$/i;
const IN_QUERY = /[?&](api_?key|key|token|access_token|secret|password)=/i;
const USERINFO = /^\w+:\/\/[^/@\s]+:[^/@\s]+@/;

export const check = defineCheck((program, report) => {
  for (const call of program.calls.all) {
    for (const row of program.calls.model(call)?.sinks ?? []) {
      if (row.kind !== "url") continue;
      const value = program.calls.read(call, row.arg);
      const url = value === undefined ? undefined : plainUrl(program, value);
      if (url === undefined) continue;
      const carries =
        IN_QUERY.test(url) ||
        USERINFO.test(url) ||
        [...call.args, ...call.names.values()].some((v) => hasCredential(v, 0)) ||
        call.names.has("auth");
      if (!carries) continue;
      const host = PLAIN.exec(url)?.[1] ?? "";
      report({
        at: call.site,
        message: `${callName(call.path)} sends credentials to ${host} over a connection that is not encrypted.`,
      });
      return;
    }
  }
});

function plainUrl(program: Program, v: Value): string | undefined {
  return program.deployment.settings.texts(v).find((text) => {
    const host = PLAIN.exec(text)?.[1];
    return host !== undefined && !NEAR.test(host.replace(/^.*@/, ""));
  });
}

/** Does an argument hold a header or parameter that is a credential? */
function hasCredential(v: Value, depth: number): boolean {
  return v.refs.some(
    (r) =>
      r.kind === "object" &&
      [...r.cells].some(
        ([key, cell]) =>
          (CREDENTIAL.test(key) && !key.startsWith("%")) ||
          (depth < 2 && hasCredential(cell.value, depth + 1)),
      ),
  );
}
