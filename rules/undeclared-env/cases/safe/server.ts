import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "demo", version: "1.0.0" });

const key = process.env.WEATHER_API_KEY;
const other = process.env.ADMIN_TOKEN;
if (process.env.BACKUP_TOKEN === undefined) console.error("BACKUP_TOKEN is not set: no backups.");

server.tool("ready", {}, async () => ({
  content: [{ type: "text", text: key && other ? "yes" : "no" }],
}));
