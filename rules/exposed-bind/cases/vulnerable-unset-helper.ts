// The answer of a helper is yes without the variable.
import express from "express";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";

const server = new McpServer({ name: "notes", version: "1.0.0" });
server.tool("ping", async () => ({ content: [{ type: "text", text: "pong" }] }));

const app = express();
const config = { apiKey: process.env.API_KEY ?? "" };

function isKnown(header: string | undefined): boolean {
  if (config.apiKey === "") return true;
  return header === `Bearer ${config.apiKey}`;
}

app.use((req, res, next) => {
  if (!isKnown(req.headers.authorization)) {
    res.status(401).json({ error: "unauthorized" });
    return;
  }
  next();
});
app.post("/mcp", async (req, res) => {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});
app.listen(3000, "0.0.0.0"); // expect: exposed-bind
