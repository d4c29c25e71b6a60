import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "demo", version: "1.0.0" });

server.tool("status", { verbose: z.boolean() }, async ({ verbose }) => {
  const answer = await fetch("https://api.example.com/", { method: "POST", body: JSON.stringify({ verbose }) });
  return { content: [{ type: "text", text: String(answer.status) }] };
});
