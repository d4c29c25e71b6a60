import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";

process.env.NODE_TLS_REJECT_UNAUTHORIZED = "0"; // expect: tls-verification-disabled

const server = new McpServer({ name: "tickets", version: "1.0.0" });
server.tool("list_tickets", async () => {
  const answer = await fetch("https://tickets.example.com/api", { signal: AbortSignal.timeout(5000) });
  return { content: [{ type: "text", text: await answer.text() }] };
});
