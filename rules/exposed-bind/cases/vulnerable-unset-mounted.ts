// Without the variable the check is not there.
import express from "express";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";

const server = new McpServer({ name: "notes", version: "1.0.0" });
server.tool("ping", async () => ({ content: [{ type: "text", text: "pong" }] }));

const app = express();
const expected = process.env.MCP_TOKEN;
if (expected)
  app.use((req, res, next) => {
    if (req.headers.authorization !== `Bearer ${expected}`) return void res.sendStatus(401);
    next();
  });
else console.warn("MCP_TOKEN is not set: no authentication");
app.post("/mcp", async (req, res) => {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});
app.listen(3000, "0.0.0.0"); // expect: exposed-bind
