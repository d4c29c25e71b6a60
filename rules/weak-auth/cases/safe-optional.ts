// Whoever sends no token is nobody, and what needs somebody asks for that.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import express from "express";

const app = express();
app.use(express.json());
app.use((req, res, next) => {
  const token = req.headers.authorization?.split(" ")[1];
  if (token && token !== process.env.API_KEY) {
    return void res.status(401).json({ error: "unauthorized" });
  }
  res.locals.isOwner = token !== undefined;
  next();
});
app.post("/mcp", async (req, res) => {
  const server = new McpServer({ name: "notes", version: "1.0.0" });
  server.tool("ping", async () => ({ content: [{ type: "text", text: "pong" }] }));
  server.tool("status", async () => {
    if (!res.locals.isOwner) throw new Error("only for the owner");
    return { content: [{ type: "text", text: process.version }] };
  });
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});
app.listen(3000, "127.0.0.1");
