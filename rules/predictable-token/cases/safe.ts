import { randomBytes, randomUUID } from "node:crypto";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StreamableHTTPServerTransport } from "@modelcontextprotocol/sdk/server/streamableHttp.js";
import express from "express";

const server = new McpServer({ name: "notes", version: "1.0.0" });
server.tool("ping", async () => {
  // Ids that guard nothing.
  const requestId = `req-${Date.now()}-${Math.random().toString(36).slice(2)}`;
  const delay = 100 + Math.random() * 50;
  return { content: [{ type: "text", text: `${requestId} ${delay}` }] };
});

// What cannot be guessed stands in a variable of its own.
const unique = randomUUID();
export const sessionId = `session_${Date.now()}_${unique}`;
const accessToken = randomBytes(32).toString("hex");

// The clock says how long it is good for.
class Session {
  private accessToken?: { access_token: string; expires_at: number };
  async refresh(): Promise<void> {
    const answer = await fetch("https://auth.acme.io/token", { method: "POST" });
    const given = (await answer.json()) as { access_token: string; expires_in: number };
    this.accessToken = { access_token: given.access_token, expires_at: Date.now() + given.expires_in * 1000 };
  }
  get token(): string | undefined {
    return this.accessToken?.access_token;
  }
}
export const session = new Session();

const app = express();
app.post("/mcp", async (req, res) => {
  const transport = new StreamableHTTPServerTransport({ sessionIdGenerator: () => randomUUID() });
  await server.connect(transport);
  await transport.handleRequest(req, res, req.body);
});
app.get("/token", (_req, res) => res.json({ accessToken, expiresAt: Date.now() + 3_600_000 }));
app.listen(3000, "127.0.0.1");
