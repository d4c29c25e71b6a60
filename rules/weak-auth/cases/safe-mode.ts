// Whether a token is asked for is the operator's choice, made once around the function.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import express, { type RequestHandler } from "express";

const server = new McpServer({ name: "notes", version: "1.0.0" });
server.tool("ping", async () => ({ content: [{ type: "text", text: "pong" }] }));

interface Settings {
  readonly mode: string;
  readonly key: string;
}

function guard(settings: Settings): RequestHandler {
  const isOpen = settings.mode !== "token";
  return (req, res, next) => {
    const token = req.headers.authorization;
    if (isOpen) return next();
    if (token !== settings.key) return void res.status(401).end();
    next();
  };
}

const app = express();
app.use(guard({ mode: process.argv[2] ?? "token", key: process.argv[3] ?? crypto.randomUUID() }));
app.post("/mcp", async (req, res) => {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});
app.listen(3000, "127.0.0.1");
