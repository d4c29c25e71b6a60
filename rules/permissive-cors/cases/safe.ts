import { timingSafeEqual } from "node:crypto";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import cors from "cors";
import express from "express";

const server = new McpServer({ name: "notes", version: "1.0.0" });
server.tool("ping", async () => ({ content: [{ type: "text", text: "pong" }] }));

const wanted = Buffer.from(`Bearer ${process.env.MCP_TOKEN}`);

const app = express();
// Every page may ask, but none knows the token, and browsers send nothing along.
app.use(cors({ origin: "*", exposedHeaders: ["mcp-session-id"] }));
app.use((req, res, next) => {
  const given = Buffer.from(req.headers.authorization ?? "");
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) {
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
app.listen(3000, "127.0.0.1");
