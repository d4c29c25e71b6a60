// Handlers that are made for each definition of a tool, and found by its name.
import { readFileSync } from "node:fs";
import path from "node:path";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { CallToolRequestSchema, ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";

type Handler = (args: { file: string }) => string;

const server = new Server({ name: "prompts", version: "1.0.0" }, { capabilities: { tools: {} } });
const FOLDER = "/srv/prompts";
const inputSchema = { type: "object", properties: { file: { type: "string" } } };
const READING = [
  { name: "run_prompt", description: "Runs a prompt.", inputSchema },
  { name: "show_prompt", description: "Shows a prompt.", inputSchema },
];
const NAMING = [{ name: "size_of_prompt", description: "Tells the size of a prompt.", inputSchema }];

function reader(name: string): Handler {
  return ({ file }) => name + readFileSync(path.join(FOLDER, file), "utf8"); // expect: path-traversal
}

function carefulReader(name: string): Handler {
  return ({ file }) => `${name}: ${readFileSync(path.join(FOLDER, path.basename(file))).length}`;
}

const READERS = new Map(READING.map((tool) => [tool.name, reader(tool.name)]));
const OTHERS: Record<string, Handler> = Object.fromEntries(
  NAMING.map((tool) => [tool.name, carefulReader(tool.name)]),
);

server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: [...READING, ...NAMING] }));
server.setRequestHandler(CallToolRequestSchema, async ({ params }) => {
  const handler = READERS.get(params.name) ?? OTHERS[params.name];
  if (handler === undefined) throw new Error(params.name);
  return { content: [{ type: "text", text: handler(params.arguments as { file: string }) }] };
});
