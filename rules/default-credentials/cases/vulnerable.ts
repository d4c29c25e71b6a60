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
