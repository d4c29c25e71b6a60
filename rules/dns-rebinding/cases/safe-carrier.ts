// The transport is made once, outside of the function that answers; what it is told holds there.
import { randomUUID } from "node:crypto";
import { createServer } from "node:http";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";

const server = new McpServer({ name: "demo", version: "1.0.0" });
server.registerTool("ping", { description: "Answers." }, async () => ({ content: [{ type: "text", text: "pong" }] }));

const transport = new StreamableHTTPServerTransport({
  sessionIdGenerator: () => randomUUID(),
  enableDnsRebindingProtection: true,
  allowedHosts: ["127.0.0.1:3000"],
});
await server.connect(transport);
createServer((request, response) => transport.handleRequest(request, response)).listen(3000, "127.0.0.1");
