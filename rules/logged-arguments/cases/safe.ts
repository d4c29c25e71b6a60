import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { CallToolRequestSchema } from "@modelcontextprotocol/sdk/types.js";

const server = new Server({ name: "demo", version: "1.0.0" }, { capabilities: { tools: {} } });
const redact = (args: Record<string, unknown>) => Object.keys(args);

// Arguments of a program, not of a tool.
function main(args: string[]) {
  console.error("started with", args);
}

server.setRequestHandler(CallToolRequestSchema, async (request) => {
  const { name, arguments: args } = request.params;
  console.error(name, redact(args ?? {}), args?.limit); // expect: log-injection
  return { content: [{ type: "text", text: name }] };
});
main(process.argv);
