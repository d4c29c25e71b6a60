// Health checks pass, and so does everything where the operator wants no key.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import express from "express";

const server = new McpServer({ name: "notes", version: "1.0.0" });
server.tool("ping", async () => ({ content: [{ type: "text", text: "pong" }] }));

const app = express();
app.use(express.json());
app.use((req, res, next) => {
  if (req.path === "/health" || !process.env.API_KEY) return next();
  const token = req.headers.authorization?.split(" ")[1];
  if (!token || token !== process.env.API_KEY) {
    return void res.status(401).json({ error: "unauthorized" });
  }
  next();
});
app.post("/mcp", async (req, res) => {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});
app.listen(3000, "0.0.0.0");
