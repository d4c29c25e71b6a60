// Some paths are for everybody, MCP is not among them.
import express, { type NextFunction, type Request, type Response } from "express";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";

const server = new McpServer({ name: "notes", version: "1.0.0" });
server.tool("ping", async () => ({ content: [{ type: "text", text: "pong" }] }));

async function handle(req: Request, res: Response): Promise<void> {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
}

const PUBLIC = ["/health", "/favicon.ico"];

function known(req: Request, res: Response, next: NextFunction) {
  if (PUBLIC.includes(req.path) || req.path.startsWith("/docs")) return next();
  if (req.headers["x-api-key"] !== process.env.API_KEY) return res.status(401).json({ error: "unauthorized" });
  return next();
}

const app = express();
app.use(known);
app.post("/mcp", handle);
app.listen(3000, "0.0.0.0");
