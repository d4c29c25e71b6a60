import { randomUUID } from "node:crypto";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import express, { type Request, type Response } from "express";

interface Entry {
  transport: StreamableHTTPServerTransport;
  active: number;
}

// "is" is in the middle of its name; a session is what the transport calls one.
async function handleExistingSession(entry: Entry, req: Request, res: Response, body?: unknown) {
  if (entry.active > 100) entry.active = 0;
  await entry.transport.handleRequest(req, res, body);
}

// Its name is one of a check, and it hands the request on to what it was given.
async function withSession(entry: Entry, req: Request, res: Response) {
  entry.active += 1;
  res.once("close", () => {
    entry.active -= 1;
  });
  await entry.transport.handleRequest(req, res);
}

const app = express();
app.use(express.json());
const sessions = new Map<string, Entry>();
app.post("/mcp", async (req, res) => {
  const entry = sessions.get(String(req.headers["mcp-session-id"]));
  if (entry) return handleExistingSession(entry, req, res, req.body);
  const server = new McpServer({ name: "stacks", version: "1.0.0" });
  const transport = new StreamableHTTPServerTransport({
    sessionIdGenerator: () => randomUUID(),
    onsessioninitialized: (id) => {
      sessions.set(id, { transport, active: 0 });
    },
  });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});
app.get("/mcp", async (req, res) => {
  const entry = sessions.get(String(req.headers["mcp-session-id"]));
  if (entry) return withSession(entry, req, res);
  res.status(404).end();
});
app.listen(8000, "0.0.0.0"); // expect: missing-auth
