// The first function looks who it is, the second one refuses whoever is nobody.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import express from "express";

const server = new McpServer({ name: "notes", version: "1.0.0" });
server.tool("ping", async () => ({ content: [{ type: "text", text: "pong" }] }));

const app = express();
app.use(express.json());
const users = new Map([[process.env.API_KEY, "operator"]]);
app.use((req, res, next) => {
  const token = req.headers.authorization?.slice(7);
  if (token) {
    const user = users.get(token);
    if (user === undefined) return void res.status(401).end();
    res.locals.user = user;
  }
  next();
});
app.use((_req, res, next) => {
  if (res.locals.user === undefined) return void res.status(401).end();
  next();
});
app.post("/mcp", async (req, res) => {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});
app.listen(3000, "0.0.0.0");
