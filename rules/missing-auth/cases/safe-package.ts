import express from "express";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import { createAuthMiddleware } from "@acme/auth";
const app = express();
app.use(createAuthMiddleware({ audience: "x" }));
app.post("/mcp", async (req, res) => {
  const server = new McpServer({ name: "a", version: "1" });
  const t = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(t); await t.handleRequest(req, res, req.body);
});
app.listen(3000);
