import { createRemoteJWKSet, jwtVerify } from "jose";
import express from "express";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";

const keys = createRemoteJWKSet(new URL("https://login.example.com/keys"));
const server = new McpServer({ name: "notes", version: "1.0.0" });
server.tool("ping", async () => ({ content: [{ type: "text", text: "pong" }] }));

const METADATA = "/.well-known/oauth-protected-resource";
const app = express();
app.get(METADATA, (_req, res) => {
  res.json({ resource: "https://notes.example.com/mcp", authorization_servers: ["https://login.example.com"] });
});
app.use("/mcp", async (req, res, next) => {
  try {
    await jwtVerify(String(req.headers.authorization).slice("Bearer ".length), keys, { audience: "notes" });
    next();
  } catch {
    res.setHeader("WWW-Authenticate", `Bearer resource_metadata="https://notes.example.com${METADATA}"`);
    res.status(401).json({ error: "invalid_token" });
  }
});
app.post("/mcp", async (req, res) => {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});
app.listen(3000, "0.0.0.0");
