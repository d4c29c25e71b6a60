import { randomBytes } from "node:crypto";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";

const server = new McpServer({ name: "x", version: "1.0.0" });

const secret = process.env.SESSION_SECRET ?? randomBytes(32).toString("hex");
const token = process.env.AUTH_TOKEN || process.env.MCP_TOKEN || "";
const tokenHeader = process.env.TOKEN_HEADER || "x-auth-token";
const key = process.env.WEATHER_API_KEY || "your-api-key";

server.tool("x", async () => ({ content: [{ type: "text", text: secret + token + tokenHeader + key }] })); // expect: secret-in-result

// The key of an entry in a table, and the name of the one that is used when none is given.
const sessions = new Map<string, string>();
function sessionOf(sessionKey?: string): string {
  const entry = sessionKey || "default";
  return sessions.get(entry) ?? "";
}
server.tool("y", async () => ({ content: [{ type: "text", text: sessionOf() }] }));
