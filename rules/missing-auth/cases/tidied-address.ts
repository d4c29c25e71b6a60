// The address is a setting that is tidied up; its default is every interface.
import { createServer } from "node:http";
import { env } from "node:process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";

const host = (env["HOST"] ?? "0.0.0.0").trim();

const server = new McpServer({ name: "tidied", version: "1.0.0" });
server.registerTool("ping", { inputSchema: {} }, async () => ({ content: [{ type: "text", text: "pong" }] }));

const http = createServer(async (request, response) => {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  await transport.handleRequest(request, response);
});
http.listen(3000, host); // expect: missing-auth
