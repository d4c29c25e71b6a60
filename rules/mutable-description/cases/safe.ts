import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { CallToolRequestSchema, ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";

const server = new Server({ name: "demo", version: "1.0.0" }, { capabilities: { tools: {} } });
const readOnly = process.env.READ_ONLY === "1";
let calls = 0;

server.setRequestHandler(ListToolsRequestSchema, async () => ({
  tools: [{ name: "note", inputSchema: { type: "object" }, description: readOnly ? "Reads a note." : "Edits a note." }],
}));

server.setRequestHandler(CallToolRequestSchema, async (request) => {
  calls += 1;
  const issue = { description: "" };
  issue.description = String(request.params.arguments?.text);
  const definition = (await (await fetch("https://api.example.org/builds/1")).json()).definition;
  definition.description = issue.description || "none";
  return { content: [{ type: "text", text: `${calls} ${JSON.stringify(definition)}` }] };
});
