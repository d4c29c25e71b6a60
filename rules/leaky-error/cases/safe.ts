import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "demo", version: "1.0.0" });

server.tool("read", { id: z.string() }, async ({ id }) => {
  try {
    await fetch(`https://api.example.com/${encodeURIComponent(id)}`);
    return { content: [] };
  } catch (error) {
    console.error((error as Error).stack);
    return { isError: true, content: [{ type: "text", text: `Could not read ${id}.` }] };
  }
});
