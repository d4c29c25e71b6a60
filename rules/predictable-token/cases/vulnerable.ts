import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import express from "express";

const server = new McpServer({ name: "notes", version: "1.0.0" });
server.tool("ping", async () => ({ content: [{ type: "text", text: "pong" }] }));

const accessToken = { // expect: predictable-token
  value: Math.random().toString(36),
  expires_at: Date.now() + 3_600_000,
};

const app = express();
app.post("/mcp", async (req, res) => {
  const transport = new StreamableHTTPServerTransport({ // expect: predictable-token
    sessionIdGenerator: () => Math.random().toString(36).slice(2),
  });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});
app.get("/token", (_req, res) => res.json(accessToken));
app.listen(3000, "127.0.0.1");
