import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { CallToolRequestSchema } from "@modelcontextprotocol/sdk/types.js";

const server = new Server({ name: "demo", version: "1.0.0" }, { capabilities: { tools: {} } });

async function executeTool(name: string, args: Record<string, unknown>) {
  console.log({ at: Date.now(), name, args }); // expect: logged-arguments, log-injection
  return { content: [{ type: "text", text: name }] };
}

server.setRequestHandler(CallToolRequestSchema, async (request) => {
  const { name, arguments: args } = request.params;
  return executeTool(name, args ?? {});
});
