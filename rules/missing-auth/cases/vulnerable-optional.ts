import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { WebStandardStreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js";
import { serve } from "@hono/node-server";
import { Hono } from "hono";

function makeServer(): McpServer {
  const server = new McpServer({ name: "notes", version: "1.0.0" });
  server.tool("ping", async () => ({ content: [{ type: "text", text: "pong" }] }));
  return server;
}

async function overHttp(): Promise<void> {
  const app = new Hono();
  app.all("/mcp", async (c) => {
    const transport = new WebStandardStreamableHTTPServerTransport();
    await makeServer().connect(transport);
    return transport.handleRequest(c.req.raw);
  });
  // One step milder: somebody has to choose this mode, and no address is named.
  serve({ fetch: app.fetch, port: 3000 }); // expect: missing-auth
}

if (process.argv.includes("--http")) await overHttp();
else await makeServer().connect(new StdioServerTransport());
