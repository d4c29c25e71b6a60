import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";

const server = new McpServer({ name: "notes", version: "1.0.0" });
server.tool("ping", async () => {
  console.log("ping was called"); // expect: stdout-pollution
  return { content: [{ type: "text", text: "pong" }] };
});
await server.connect(new StdioServerTransport());
