import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import express, { type Request, type Response } from "express";
import { accounts } from "./accounts.js";

interface Accounts {
  requireUser(req: Request): Promise<void>;
}

// It hands the request on to somebody who refuses strangers, as both names say.
async function withSession(known: Accounts, req: Request, res: Response, next: () => Promise<void>) {
  res.setHeader("cache-control", "no-store");
  await known.requireUser(req);
  await next();
}

const app = express();
app.use(express.json());
const server = new McpServer({ name: "stacks", version: "1.0.0" });
app.post("/mcp", (req, res) =>
  withSession(accounts, req, res, async () => {
    const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: undefined });
    await server.connect(transport);
    await transport.handleRequest(req, res, req.body);
  }),
);
app.listen(8000, "0.0.0.0");
