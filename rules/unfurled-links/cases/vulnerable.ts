import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "demo", version: "1.0.0" });

class Slack {
  async post(channel: string, text: string) {
    // expect-next: unfurled-links
    const answer = await fetch("https://slack.com/api/chat.postMessage", {
      method: "POST",
      body: JSON.stringify({ channel, text }),
    });
    return answer.json();
  }
}
const slack = new Slack();

server.tool("post", { channel: z.string(), text: z.string() }, async ({ channel, text }) => {
  return { content: [{ type: "text", text: JSON.stringify(await slack.post(channel, text)) }] };
});
