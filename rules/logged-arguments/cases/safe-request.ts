import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { CallToolRequestSchema, ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";

const low = new Server({ name: "demo", version: "1.0.0" }, { capabilities: { tools: {} } });
const server = new McpServer({ name: "demo", version: "1.0.0" });

// A request that brings no arguments, and of one that does the name only.
low.setRequestHandler(ListToolsRequestSchema, async (request) => {
  console.error(JSON.stringify(request));
  return { tools: [] };
});
low.setRequestHandler(CallToolRequestSchema, async (request) => {
  console.error("call", request.params.name.length, Object.keys(request.params.arguments ?? {}).length);
  return { content: [] };
});

function traced<A extends object>(name: string, run: (given: A) => Promise<string>) {
  return async (args: A) => {
    console.error("call", name, Object.keys(args).length);
    return { content: [{ type: "text" as const, text: await run(args) }] };
  };
}
const inputSchema = { text: z.string().max(80) };
server.registerTool("first", { description: "First.", inputSchema }, traced("first", async ({ text }: { text: string }) => text));
server.registerTool("second", { description: "Second.", inputSchema }, traced("second", async ({ text }: { text: string }) => text));
