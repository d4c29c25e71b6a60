// The token is what a pattern finds in the header: that there is one is all that is asked.
import express, { type Request, type Response } from "express";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";

const app = express();
app.use(express.json());

function isAllowed(req: Request, res: Response): boolean {
  const header = req.headers.authorization; // expect: weak-auth
  const found = header?.match(/^Bearer\s+(\S+)$/i);
  const token = found?.[1];
  if (token) return true;
  res.status(401).end();
  return false;
}

app.post("/mcp", async (req, res) => {
  if (!isAllowed(req, res)) return;
  const server = new McpServer({ name: "matched-form", version: "1.0.0" });
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});

app.listen(8080, "0.0.0.0");
