// Without a token the verification throws, and what catches it lets pass.
import { createRemoteJWKSet, jwtVerify } from "jose";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import express from "express";

const server = new McpServer({ name: "notes", version: "1.0.0" });
server.tool("ping", async () => ({ content: [{ type: "text", text: "pong" }] }));

const app = express();
const keys = createRemoteJWKSet(new URL("https://auth.example.com/jwks"));
app.use(async (req, res, next) => {
  try {
    const [, token] = (req.headers.authorization ?? "").split(" ");
    await jwtVerify(token, keys, { audience: "notes" }); // expect: weak-auth
    next();
  } catch {
    next();
  }
});
app.post("/mcp", async (req, res) => {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});
app.listen(3000, "0.0.0.0");
