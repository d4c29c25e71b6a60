/**
 * A server for the network, with callers told apart or not, and nothing in its code that limits them. Where
 * everybody may call everything (missing-auth) that is the smaller worry and goes unsaid.
 */
import { callName, defineCheck } from "../../src/rules/api.js";

export const check = defineCheck((program, report) => {
  const { deployment } = program;
  const { listeners } = deployment;
  if (listeners.some((each) => each.protection === "open")) return;
  const first = listeners.find((each) => each.exposure === "all");
  if (first === undefined || deployment.rateLimit.length > 0) return;
  report({
    once: true,
    at: first.site,
    message: `${callName(first.path)} listens on all interfaces, and nothing in the code limits how many requests a caller may send.`,
    // Callers that are known can be told to stop; most put the limit into a proxy.
    ...(first.protection === "protected" ? { profile: "pedantic" } : {}),
  });
});
