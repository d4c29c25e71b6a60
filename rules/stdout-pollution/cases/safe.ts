import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";

if (process.argv.includes("--help")) {
  // No message has been exchanged yet.
  console.log("usage: notes");
  process.exit(0);
}

const server = new McpServer({ name: "notes", version: "1.0.0" });
server.tool("ping", async () => {
  console.error("ping was called");
  return { content: [{ type: "text", text: "pong" }] };
});
await server.connect(new StdioServerTransport());
