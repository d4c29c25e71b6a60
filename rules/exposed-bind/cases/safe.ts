import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import express from "express";

const server = new McpServer({ name: "notes", version: "1.0.0" });
server.tool("ping", async () => ({ content: [{ type: "text", text: "pong" }] }));

const app = express();
app.post("/mcp", async (req, res) => {
  const transport = new StreamableHTTPServerTransport({
    sessionIdGenerator: undefined,
    enableDnsRebindingProtection: true,
    allowedHosts: ["localhost:3000"],
  });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});

const host = process.env.HOST ?? "127.0.0.1";
if (host === "0.0.0.0") console.error("everybody on the network can use this server");
app.listen(3000, host);
