/**
 * A port that everybody can reach by default, where what tells callers apart is off until somebody turns it
 * on, or is only a check of the Host header, which any client can send. Where nothing at all is there, it is
 * missing-auth; where callers are always told apart, listening everywhere is what was meant.
 */
import { callName, defineCheck, saidOf, whereItListens } from "../../src/rules/api.js";

export const check = defineCheck((program, report) => {
  const { listeners } = program.deployment;
  if (listeners.some((each) => each.protection === "open")) return;
  const exposed = listeners.filter(
    (each) => each.protection === "optional-auth" || each.protection === "host-check-only",
  );
  const first = exposed.find((each) => each.stated) ?? exposed[0];
  if (first === undefined) return;
  const why =
    first.protection === "optional-auth"
      ? "and authentication is off until it is configured"
      : "and only the Host header of requests is checked, which every client outside a browser chooses freely";
  report({
    once: true,
    at: first.site,
    message: `${callName(first.path)} ${whereItListens(first)}, ${why}.`,
    confidence: first.stated ? "high" : "medium",
    related: [
      ...first.addresses.map((at) => ({ at, text: "the address of all interfaces" })),
      ...saidOf(first.standing),
      ...(first.protection === "optional-auth" ? first.auth : first.hostCheck)
        .slice(0, 2)
        .map((each) => ({ at: each.site, text: each.text })),
      ...exposed
        .filter((each) => each !== first)
        .map((each) => ({ at: each.site, text: "another port like this" })),
    ],
  });
});
