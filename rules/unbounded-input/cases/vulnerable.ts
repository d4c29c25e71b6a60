// Amounts without a limit.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "cases", version: "1.0.0" });

server.tool("make", { size: z.number(), width: z.number(), seconds: z.number() }, async ({ size, width, seconds }) => {
  const buffer = Buffer.alloc(size); // expect: unbounded-input
  const line = "-".repeat(width); // expect: unbounded-input
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000)); // expect: unbounded-input
  return { content: [{ type: "text", text: `${buffer.length} ${line.length}` }] };
});
