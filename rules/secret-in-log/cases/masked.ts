/** What a log does not show of an object: overwritten, left out, masked; and what it does show all the same. */
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";

const server = new McpServer({ name: "demo", version: "1.0.0" });
const config = { url: "u", apiKey: process.env.ACME_API_KEY };

server.tool("overwritten", {}, async () => {
  console.error({ ...config, apiKey: config.apiKey ? "set" : "missing" });
  console.error({ apiKey: "***", ...config }); // expect: secret-in-log
  console.error({ ...config, url: "***" }); // expect: secret-in-log
  return { content: [] };
});

server.tool("replaced", {}, async () => {
  console.error(JSON.stringify(config, (key, value) => (key === "apiKey" ? undefined : value)));
  console.error(JSON.stringify(config, (key, value) => (/key|token/i.test(key) ? "***" : value)));
  console.error(JSON.stringify(config, (key, value) => (key === "url" ? undefined : value))); // expect: secret-in-log
  console.error(JSON.stringify(config, ["url"]));
  console.error(JSON.stringify(config, ["apiKey"])); // expect: secret-in-log
  console.error(JSON.stringify(config, null, 2)); // expect: secret-in-log
  return { content: [] };
});

server.tool("gone-through", {}, async () => {
  const shown: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(config)) if (key !== "apiKey") shown[key] = value;
  console.error(shown);
  const all: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(config)) if (key !== "url") all[key] = value;
  console.error(all); // expect: secret-in-log
  return { content: [] };
});

server.tool("address", {}, async () => {
  const address = new URL(process.env.DATABASE_URL ?? "");
  address.password = "***";
  console.error(address.href);
  const named = new URL(process.env.DATABASE_URL ?? "");
  named.username = "***";
  console.error(named.href); // expect: secret-in-log
  return { content: [] };
});
