import { randomBytes } from "node:crypto";
import express from "express";
import jwt from "jsonwebtoken";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";

const server = new McpServer({ name: "notes", version: "1.0.0" });
server.tool("ping", async () => ({ content: [{ type: "text", text: "pong" }] }));

const key = process.env.JWT_KEY as string;
const app = express();
app.post("/token", (_req, res) => {
  const token = jwt.sign({ sub: "guest" }, key, { expiresIn: "15m" });
  const other = jwt.sign({ sub: "guest", exp: Math.floor(Date.now() / 1000) + 60 * 60 }, key);
  const chosen = jwt.sign({ sub: "guest" }, key, { expiresIn: Number(process.env.LIFETIME) });
  res.json({ access_token: token, expires_in: 900, other, chosen, refresh_token: randomBytes(32).toString("hex") });
});
app.post("/mcp", async (req, res) => {
  jwt.verify(String(req.headers.authorization).slice(7), key);
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});
app.listen(3000, "127.0.0.1");
