import { createRemoteJWKSet, jwtVerify } from "jose";
import express from "express";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";

const keys = createRemoteJWKSet(new URL("https://login.example.com/keys"));
const server = new McpServer({ name: "notes", version: "1.0.0" });
server.tool("ping", async () => ({ content: [{ type: "text", text: "pong" }] }));

const app = express();
app.use(async (req, res, next) => {
  try {
    await jwtVerify(String(req.headers.authorization).slice("Bearer ".length), keys, { audience: "notes" });
    next();
  } catch {
    res.status(401).json({ error: "invalid_token" }); // expect: oauth-metadata
  }
});
app.post("/mcp", async (req, res) => {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});
app.listen(3000, "0.0.0.0");
