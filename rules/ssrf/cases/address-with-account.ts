// The address of a service is sent with the account to use there: no tool is for fetching that.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "address-with-account", version: "1.0.0" });
const answer = (text: string) => ({ content: [{ type: "text" as const, text }] });
const creds = z.object({ url: z.string(), token: z.string() });
const page = z.object({ url: z.string(), title: z.string() });

server.registerTool(
  "queue_messages_get",
  { description: "Messages of a queue.", inputSchema: { queue_creds: creds } },
  async ({ queue_creds }) => {
    const response = await fetch(`${queue_creds.url}/v2/messages`); // expect: ssrf
    return answer(String(response.status));
  },
);

server.registerTool(
  "page_get",
  { description: "Text of a page.", inputSchema: { page } },
  async ({ page }) => {
    const response = await fetch(page.url); // expect: unrestricted-fetch
    return answer(await response.text());
  },
);

await server.connect(new StdioServerTransport());
