import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "demo", version: "1.0.0" });

server.tool("post", { text: z.string() }, async ({ text }) => {
  const body = { channel: "C1", text, unfurl_links: false };
  const answer = await fetch("https://slack.com/api/chat.postMessage", { method: "POST", body: JSON.stringify(body) });
  await fetch("https://slack.com/api/reactions.add", { method: "POST", body: text });
  return { content: [{ type: "text", text: String(answer.status) }] };
});
