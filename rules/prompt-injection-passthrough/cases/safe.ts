// Numbers and fixed texts.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";

const server = new McpServer({ name: "cases", version: "1.0.0" });

server.registerTool("is_up", { description: "Tells whether the site is up" }, async () => {
  const page = await fetch("https://news.example.com/today.txt");
  return { content: [{ type: "text", text: page.ok ? "up" : "down" }] };
});
