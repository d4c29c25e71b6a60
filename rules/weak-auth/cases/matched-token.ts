// The token is what a pattern finds in the header: compared with the one that is asked for.
import { timingSafeEqual } from "node:crypto";
import express, { type Request, type Response } from "express";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";

const TOKEN = Buffer.from(String(process.env.NOTES_TOKEN));
const app = express();
app.use(express.json());

function isAllowed(req: Request, res: Response): boolean {
  const header = req.headers.authorization;
  const found = header?.match(/^Bearer\s+(\S+)$/i);
  const token = Buffer.from(found?.[1] ?? "");
  if (token.length === TOKEN.length && timingSafeEqual(token, TOKEN)) return true;
  res.status(401).end();
  return false;
}

app.post("/mcp", async (req, res) => {
  if (!isAllowed(req, res)) return;
  const server = new McpServer({ name: "matched-token", version: "1.0.0" });
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});

app.listen(8080, "0.0.0.0");
