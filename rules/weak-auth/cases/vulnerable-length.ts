// Some token is given, and its length is all that is looked at.
import { StreamableHTTPTransport } from "@hono/mcp";
import { serve } from "@hono/node-server";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { Hono } from "hono";
import { bearerAuth } from "hono/bearer-auth";

const server = new McpServer({ name: "notes", version: "1.0.0" });
server.registerTool("ping", {}, async () => ({ content: [{ type: "text", text: "pong" }] }));

const app = new Hono();
app.use("/mcp", bearerAuth({ verifyToken: async (token) => token.length > 8 })); // expect: weak-auth
app.all("/mcp", async (c) => {
  const transport = new StreamableHTTPTransport();
  await server.connect(transport);
  return transport.handleRequest(c);
});
serve({ fetch: app.fetch, port: 3000, hostname: "0.0.0.0" });
