// Amounts with a limit, in the schema or in the code.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "cases", version: "1.0.0" });

server.tool("make", { size: z.number().max(1000), seconds: z.number() }, async ({ size, seconds }) => {
  const buffer = Buffer.alloc(size);
  await new Promise((resolve) => setTimeout(resolve, Math.min(seconds, 10) * 1000));
  if (seconds > 60) throw new Error("too long");
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  return { content: [{ type: "text", text: String(buffer.length) }] };
});
