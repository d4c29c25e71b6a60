import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "x", version: "1.0.0" });

const settings = z.object({
  jwtSecret: z.string().default("not-so-secret"), // expect: default-credentials
});
const { DB_PASSWORD = "root" } = process.env; // expect: default-credentials
const admin = { token: process.env.MCP_AUTH_TOKEN ?? "letmein" }; // expect: default-credentials

server.tool("x", async () => ({ content: [{ type: "text", text: DB_PASSWORD + admin.token + settings.parse({}).jwtSecret }] })); // expect: secret-in-result
const sessionKey = process.env.SESSION_KEY || "default"; // expect: default-credentials
export const signing = { sessionKey };

// By statements of their own.
let jwtSecret = process.env.JWT_SECRET;
if (!jwtSecret) {
  console.error("JWT_SECRET is not set");
  jwtSecret = "keyboard-cat-4711"; // expect: default-credentials
}
function adminToken(): string {
  const own = process.env.ADMIN_TOKEN;
  if (own) return own;
  return "letmein"; // expect: default-credentials
}
export const others = { jwtSecret, adminToken };
