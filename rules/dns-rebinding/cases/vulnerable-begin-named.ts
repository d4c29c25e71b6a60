// The text that the host has to begin with stands outside of the function.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import express from "express";

const server = new McpServer({ name: "notes", version: "1.0.0" });
server.tool("ping", async () => ({ content: [{ type: "text", text: "pong" }] }));

const OWN = "localhost";

const app = express();
app.use((req, res, next) => {
  if (!req.headers.host?.startsWith(OWN)) return void res.sendStatus(403);
  next();
});
app.post("/mcp", async (req, res) => { // expect: dns-rebinding
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});

app.listen(3000, "127.0.0.1");
