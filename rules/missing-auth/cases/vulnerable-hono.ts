import { Hono } from "hono";
import { serve } from "@hono/node-server";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPTransport } from "@hono/mcp";
const app = new Hono();
const server = new McpServer({ name: "a", version: "1" });
server.tool("a", async () => ({ content: [] }));
app.all("/mcp", async (c) => { const t = new StreamableHTTPTransport(); await server.connect(t); return t.handleRequest(c); });
serve({ fetch: app.fetch, port: 3000, hostname: "0.0.0.0" }); // expect: missing-auth
