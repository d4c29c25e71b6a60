import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import express from "express";
const app = express();
const sessions = new Map();
app.post("/mcp", async (req, res) => {
  const sessionId = `session-${Date.now()}`; // expect: predictable-token
  const expiresAt = Date.now() + 1000;
  const server = new McpServer({ name: "a", version: "1" });
  const t = new StreamableHTTPServerTransport({ sessionIdGenerator: () => sessionId });
  sessions.set(sessionId, { t, expiresAt });
  await server.connect(t); await t.handleRequest(req, res, req.body);
});
app.listen(3000, "127.0.0.1");
