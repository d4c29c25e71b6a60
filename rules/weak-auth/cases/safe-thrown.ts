// Without a token the verification throws, and what catches it refuses.
import express from "express";
import { createRemoteJWKSet, jwtVerify } from "jose";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";

const server = new McpServer({ name: "notes", version: "1.0.0" });
server.tool("ping", async () => ({ content: [{ type: "text", text: "pong" }] }));

const app = express();
const keys = createRemoteJWKSet(new URL("https://auth.example.com/jwks"));
app.use(async (req, res, next) => {
  try {
    const [, token] = (req.headers.authorization ?? "").split(" ");
    await jwtVerify(token, keys, { audience: "notes" });
    next();
  } catch {
    res.sendStatus(401);
  }
});
app.post("/mcp", async (req, res) => {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});
app.listen(3000, "0.0.0.0");
