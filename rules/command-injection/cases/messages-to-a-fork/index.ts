// What is sent to a fork arrives at who listens there.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";
import { fork } from "node:child_process";

const server = new McpServer({ name: "messages-to-a-fork", version: "1.0.0" });
const answer = (text: string) => ({ content: [{ type: "text" as const, text }] });
const child = fork(new URL("./child.js", import.meta.url));

server.registerTool("count", { inputSchema: { file: z.string(), unit: z.enum(["l", "w"]) } }, async ({ file, unit }) => {
  child.send({ file, unit });
  return answer("queued");
});
await server.connect(new StdioServerTransport());
