// Without the variable everybody is let in.
import express from "express";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";

const server = new McpServer({ name: "notes", version: "1.0.0" });
server.tool("ping", async () => ({ content: [{ type: "text", text: "pong" }] }));

const app = express();
const expected = process.env.MCP_TOKEN;
app.use((req, res, next) => {
  if (!expected) return next();
  if (req.headers.authorization !== `Bearer ${expected}`) return void res.sendStatus(401);
  next();
});
app.post("/mcp", async (req, res) => {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});
app.listen(3000, "0.0.0.0"); // expect: exposed-bind
