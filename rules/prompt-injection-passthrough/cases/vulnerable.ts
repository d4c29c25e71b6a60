// Text of another host as the result.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";

const server = new McpServer({ name: "cases", version: "1.0.0" });

server.registerTool("headlines", { description: "Returns today's headlines" }, async () => {
  const page = await fetch("https://news.example.com/today.txt");
  return { content: [{ type: "text", text: await page.text() }] }; // expect: prompt-injection-passthrough
});
