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
// Made up when nothing is set, refused where it matters, and a setting that is no secret.
let sessionSecret = process.env.SESSION_SECRET;
if (!sessionSecret) sessionSecret = randomBytes(32).toString("hex");
let jwtSecret = process.env.JWT_SECRET;
if (!jwtSecret) {
  if (process.env.NODE_ENV === "production") throw new Error("JWT_SECRET is not set");
  jwtSecret = "for-trying-out";
}
let region = process.env.REGION;
if (!region) region = "eu-central-1";
function adminToken(): string {
  const own = process.env.ADMIN_TOKEN;
  if (own) return own;
  return "";
}
export const settings = { sessionSecret, jwtSecret, region, adminToken };
server.tool("y", async () => ({ content: [{ type: "text", text: sessionOf() }] }));
