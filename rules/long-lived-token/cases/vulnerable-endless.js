import express from "express";
import jwt from "jsonwebtoken";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";

const server = new McpServer({ name: "notes", version: "1.0.0" });
server.tool("ping", async () => ({ content: [{ type: "text", text: "pong" }] }));

const app = express();
app.post("/token", (_req, res) => {
  res.json({ token: jwt.sign({ sub: "guest" }, process.env.JWT_KEY) }); // expect: long-lived-token
});
app.post("/mcp", async (req, res) => {
  jwt.verify(String(req.headers.authorization).slice(7), process.env.JWT_KEY);
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});
app.listen(3000, "127.0.0.1");
