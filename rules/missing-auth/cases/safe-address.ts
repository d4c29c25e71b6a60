// Whoever is not on the list of addresses is refused.
import express from "express";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";

const server = new McpServer({ name: "notes", version: "1.0.0" });
server.tool("ping", async () => ({ content: [{ type: "text", text: "pong" }] }));

const app = express();
const ALLOWED = new Set((process.env.ALLOWED ?? "10.0.0.7").split(","));
app.use((req, res, next) => {
  const address = req.socket.remoteAddress ?? "";
  if (!ALLOWED.has(address)) return void res.status(403).json({ error: "not from here" });
  next();
});
app.post("/mcp", async (req, res) => {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});
app.listen(8080, "0.0.0.0");
