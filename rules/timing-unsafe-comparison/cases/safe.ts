import { createHash, timingSafeEqual } from "node:crypto";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import express from "express";

const server = new McpServer({ name: "notes", version: "1.0.0" });
server.tool("ping", async () => ({ content: [{ type: "text", text: "pong" }] }));

const digest = (text: string): Buffer => createHash("sha256").update(text).digest();

const app = express();
app.use((req, res, next) => {
  const [scheme, token] = (req.headers.authorization ?? "").split(" ");
  // The scheme is no secret.
  if (scheme !== "Bearer" || token === undefined) {
    res.status(401).end();
    return;
  }
  if (!timingSafeEqual(digest(token), digest(process.env.MCP_TOKEN ?? ""))) {
    res.status(401).end();
    return;
  }
  next();
});
app.post("/mcp", async (req, res) => {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});
app.listen(3000, "0.0.0.0");
