import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import express from "express";

const server = new McpServer({ name: "notes", version: "1.0.0" });
server.tool("ping", async () => ({ content: [{ type: "text", text: "pong" }] }));

const app = express();
app.use((req, res, next) => {
  const { origin, host } = req.headers;
  // With DNS rebinding both carry the name that the page chose.
  if (origin && new URL(origin).host !== host) {
    res.status(403).end();
    return;
  }
  next();
});
app.post("/mcp", async (req, res) => { // expect: dns-rebinding
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});

app.listen(3000, "localhost");
