// The hook of a plugin holds for the routes of the plugin.
import Fastify from "fastify";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";

const server = new McpServer({ name: "notes", version: "1.0.0" });
server.tool("ping", async () => ({ content: [{ type: "text", text: "pong" }] }));

const app = Fastify();
await app.register(async (scope) => {
  scope.addHook("onRequest", async (request, reply) => {
    if (request.headers["x-api-key"] !== process.env.API_KEY) return reply.code(401).send({ error: "unauthorized" });
  });
  scope.get("/stats", async () => ({ ok: true }));
  scope.post("/mcp", async (request, reply) => {
    const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
    await server.connect(transport);
    await transport.handleRequest(request.raw, reply.raw, request.body);
  });
});
await app.listen({ port: 3000, host: "0.0.0.0" });
