import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import express from "express";
import { search } from "./client.js";

function makeServer(apiKey: string | undefined): McpServer {
  const server = new McpServer({ name: "search", version: "1.0.0" });
  server.tool("latest", async () => ({ content: [{ type: "text", text: await search(apiKey) }] }));
  return server;
}

const app = express();
app.post("/mcp", async (req, res) => {
  const apiKey = (req.headers["x-api-key"] as string | undefined) ?? process.env.SEARCH_API_KEY; // expect: weak-auth
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await makeServer(apiKey).connect(transport);
  await transport.handleRequest(req, res, req.body);
});
app.listen(3000, "0.0.0.0");
