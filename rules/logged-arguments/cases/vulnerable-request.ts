import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { CallToolRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";

const low = new Server({ name: "demo", version: "1.0.0" }, { capabilities: { tools: {} } });
const lower = new Server({ name: "demo", version: "1.0.0" }, { capabilities: { tools: {} } });
const server = new McpServer({ name: "demo", version: "1.0.0" });

// The request as a whole, and its parameters spread into another object.
low.setRequestHandler(CallToolRequestSchema, async (request) => {
  console.error(JSON.stringify(request)); // expect: logged-arguments
  return { content: [] };
});
lower.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
  console.error(JSON.stringify({ at: Date.now(), ...params })); // expect: logged-arguments
  return { content: [] };
});

// What several tools are wrapped in.
function traced<A>(name: string, run: (given: A) => Promise<string>) {
  return async (args: A) => {
    console.error("call", name, JSON.stringify(args)); // expect: logged-arguments
    return { content: [{ type: "text" as const, text: await run(args) }] };
  };
}
const inputSchema = { text: z.string().max(80) };
server.registerTool("first", { description: "First.", inputSchema }, traced("first", async ({ text }: { text: string }) => text));
server.registerTool("second", { description: "Second.", inputSchema }, traced("second", async ({ text }: { text: string }) => text));
