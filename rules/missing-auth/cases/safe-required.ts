import express, { type Request, type Response } from "express";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";

const server = new McpServer({ name: "ci", version: "1.0.0" });
let current: string | undefined;

function tokenOf(req: Request): string | undefined {
  return req.header("authorization")?.match(/^Bearer\s+(.+)$/i)?.[1];
}

// The token is read in one function and required in another.
async function serve(req: Request, res: Response, handler: () => Promise<void>) {
  const token = tokenOf(req);
  if (token === undefined) {
    res.writeHead(401).end();
    return;
  }
  current = token;
  await handler();
}

export const tokenInUse = () => current;

const app = express();
app.use(express.json());
app.post(
  "/mcp",
  (req, res) =>
    void serve(req, res, async () => {
      const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
      await server.connect(transport);
      await transport.handleRequest(req, res, req.body);
    }),
);
app.listen(8000, "0.0.0.0");
