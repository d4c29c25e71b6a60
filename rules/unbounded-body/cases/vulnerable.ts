import { createServer } from "node:http";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";

const server = new McpServer({ name: "notes", version: "1.0.0" });
server.tool("ping", async () => ({ content: [{ type: "text", text: "pong" }] }));

createServer((req, res) => {
  let body = "";
  req.on("data", (chunk) => {
    body += chunk; // expect: unbounded-body
  });
  req.on("end", async () => {
    const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
    await server.connect(transport);
    await transport.handleRequest(req, res, JSON.parse(body));
  });
}).listen(3000, "127.0.0.1");
