// Who it is is found out here and asked for there.
import jwt from "jsonwebtoken";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import express from "express";

const server = new McpServer({ name: "notes", version: "1.0.0" });
server.tool("ping", async () => ({ content: [{ type: "text", text: "pong" }] }));

const app = express();
app.use((req, res, next) => {
  try {
    res.locals.user = jwt.verify(String(req.headers.authorization).slice(7), process.env.JWT_SECRET ?? "");
  } catch (err) {
    console.error("bad token", err);
  }
  next();
});
app.use((_req, res, next) => {
  if (!res.locals.user) return void res.status(404).end();
  next();
});
app.post("/mcp", async (req, res) => {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});
app.listen(3000, "0.0.0.0");
