// A variable that the caller names is the environment, unless the names are a choice of the schema.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "named-variables", version: "1.0.0" });
const answer = (value: unknown) => ({ content: [{ type: "text" as const, text: String(value) }] });
const Shown = z.enum(["LANG", "TZ"]);
const SHOWN = ["LANG", "TZ"];
const variable = (name: string) => process.env[name] ?? "";
const anyVariable = (name: string) => process.env[name] ?? "";

function listed(name: string): string {
  if (!SHOWN.includes(name)) throw new Error(`${name} is not shown`);
  return name;
}

server.registerTool("locale", { inputSchema: { name: Shown } }, async ({ name }) => answer(process.env[name]));
server.registerTool("shown", { inputSchema: { name: z.string() } }, async ({ name }) => answer(process.env[listed(name)]));
server.registerTool("by_helper", { inputSchema: { name: Shown } }, async ({ name }) => answer(variable(name)));
server.registerTool("parsed", { inputSchema: { name: z.string() } }, async ({ name }) =>
  answer(process.env[Shown.parse(name)]),
);
server.registerTool("service", { inputSchema: { name: z.enum(["LANG", "SERVICE_TOKEN"]) } }, async ({ name }) =>
  answer(process.env[name]), // expect: secret-in-result
);
server.registerTool("any", { inputSchema: { name: z.string() } }, async ({ name }) => answer(anyVariable(name))); // expect: secret-in-result
server.registerTool("suffixed", { inputSchema: { name: Shown } }, async ({ name }) =>
  answer(process.env[name.toLowerCase()]),
);
server.registerTool("parts", { inputSchema: { name: z.string() } }, async ({ name }) => answer(process.env[`MY_${name}`])); // expect: secret-in-result
server.registerTool("host_of", { inputSchema: { name: z.string() } }, async ({ name }) => answer(process.env[`SHOP_${name}_HOST`]));
server.registerTool("key_of", { inputSchema: { name: z.string() } }, async ({ name }) => answer(process.env[`SHOP_${name}_KEY`])); // expect: secret-in-result
server.registerTool("address", { inputSchema: { host: z.string() } }, async ({ host }) =>
  answer(process.env[`NOTES_${host}_HOST`.toUpperCase()]),
);
server.registerTool("word", { inputSchema: { host: z.string() } }, async ({ host }) =>
  answer(process.env[`NOTES_${host}_PASS`]), // expect: secret-in-result
);
server.registerTool("glued", { inputSchema: { host: z.string() } }, async ({ host }) =>
  answer(process.env[`${host}EY`]), // expect: secret-in-result
);

await server.connect(new StdioServerTransport());
