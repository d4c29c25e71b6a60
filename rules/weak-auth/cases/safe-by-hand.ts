// The same, after the signature was compared.
import { createHmac, timingSafeEqual } from "node:crypto";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import express from "express";

const server = new McpServer({ name: "notes", version: "1.0.0" });
server.tool("ping", async () => ({ content: [{ type: "text", text: "pong" }] }));

const app = express();
app.use((req, res, next) => {
  const [head, part, signature] = (req.headers.authorization ?? "").slice(7).split(".");
  const wanted = createHmac("sha256", process.env.JWT_SECRET ?? "").update(`${head}.${part}`).digest();
  const given = Buffer.from(signature ?? "", "base64url");
  if (given.length !== wanted.length || !timingSafeEqual(given, wanted)) return void res.sendStatus(401);
  const claims = JSON.parse(Buffer.from(part ?? "", "base64url").toString());
  if (claims.exp < Date.now() / 1000) return void res.sendStatus(401);
  next();
});
app.post("/mcp", async (req, res) => {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});
app.listen(3000, "0.0.0.0");
