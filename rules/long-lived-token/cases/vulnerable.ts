import express from "express";
import jwt from "jsonwebtoken";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";

const server = new McpServer({ name: "notes", version: "1.0.0" });
server.tool("ping", async () => ({ content: [{ type: "text", text: "pong" }] }));

const app = express();
app.post("/token", (req, res) => {
  const token = jwt.sign({ sub: req.body.user }, process.env.JWT_KEY as string, { expiresIn: "30d" }); // expect: long-lived-token
  res.json({ token });
});
app.post("/mcp", async (req, res) => {
  jwt.verify(String(req.headers.authorization).slice(7), process.env.JWT_KEY as string);
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});
app.listen(3000, "127.0.0.1");
