// The address is a setting that is tidied up; its default is this machine, where web pages still reach it.
import { createServer } from "node:http";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";

const host = (process.env.HOST ?? "LOCALHOST").toLowerCase();

const server = new McpServer({ name: "tidied", version: "1.0.0" });
server.registerTool("ping", { inputSchema: {} }, async () => ({ content: [{ type: "text", text: "pong" }] }));

const http = createServer(async (request, response) => {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  await transport.handleRequest(request, response);
});
http.listen(3000, host);
