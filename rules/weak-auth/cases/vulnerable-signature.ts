// The signature of the body is compared, and a wrong one is only written down.
import { createHmac, timingSafeEqual } from "node:crypto";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import express from "express";

const server = new McpServer({ name: "notes", version: "1.0.0" });
server.tool("ping", async () => ({ content: [{ type: "text", text: "pong" }] }));

const app = express();
app.use((req, res, next) => {
  const wanted = createHmac("sha256", process.env.SIGNING_SECRET ?? "").update(String(req.body)).digest();
  const given = Buffer.from(req.get("x-hub-signature-256") ?? "", "hex");
  if (given.length !== wanted.length || !timingSafeEqual(wanted, given)) console.warn("wrong signature"); // expect: weak-auth
  next();
});
app.post("/mcp", async (req, res) => {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});
app.listen(3000, "0.0.0.0");
