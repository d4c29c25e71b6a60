// The headers of the request that called a tool, as its handler is told of them.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";

const HOSTS = ["a.example.com", "b.example.com"];
const server = new McpServer({ name: "header-of-the-context", version: "1.0.0" });

server.registerTool("items", { description: "Items.", inputSchema: {} }, async (_args, extra) => {
  const host = extra.requestInfo?.headers["x-upstream-host"];
  const response = await fetch(`https://${host}/api/items`); // expect: ssrf
  return { content: [{ type: "text", text: await response.text() }] };
});

server.registerTool("known_items", { description: "Items.", inputSchema: {} }, async (_args, extra) => {
  const host = String(extra.requestInfo?.headers["x-upstream-host"]);
  if (!HOSTS.includes(host)) throw new Error("no such host");
  const response = await fetch(`https://${host}/api/items`);
  return { content: [{ type: "text", text: await response.text() }] };
});
