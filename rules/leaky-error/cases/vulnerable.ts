import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "demo", version: "1.0.0" });

const failed = (error: unknown) => {
  const details = error instanceof Error ? `${error.message}\n${error.stack}` : "unknown";
  return { isError: true, content: [{ type: "text" as const, text: details }] };
};

server.tool("read", { id: z.string() }, async ({ id }) => {
  try {
    await fetch(`https://api.example.com/${encodeURIComponent(id)}`);
    return { content: [] };
  } catch (error) {
    return failed(error); // expect: leaky-error, leaky-error
  }
});
