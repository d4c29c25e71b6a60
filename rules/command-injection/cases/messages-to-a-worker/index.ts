// What is sent to a worker arrives at who listens there.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";
import { Worker } from "node:worker_threads";

const server = new McpServer({ name: "messages-to-a-worker", version: "1.0.0" });
const answer = (text: string) => ({ content: [{ type: "text" as const, text }] });
const worker = new Worker(new URL("./worker.js", import.meta.url));

server.registerTool("count", { inputSchema: { file: z.string() } }, async ({ file }) => {
  worker.postMessage({ file, name: file.replace(/[^a-z]/g, "") });
  return answer("queued");
});
await server.connect(new StdioServerTransport());
