// A server that is started in one of two modes, each with its tools: only one of the two is ever registered.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "demo", version: "1.0.0" });

if (process.env.MODE === "exact") {
  server.tool("lookup", "Looks up.", { q: z.string() }, async ({ q }) => ({ content: [{ type: "text", text: q }] }));
} else {
  server.tool("lookup", "Looks up.", { q: z.string() }, async () => ({ content: [] }));
}

switch (process.env.LOCALE) {
  case "de":
    registerGerman(server);
    break;
  default:
    registerEnglish(server);
}

function registerGerman(one: McpServer): void {
  one.tool("spell", "Spells.", { q: z.string() }, async ({ q }) => ({ content: [{ type: "text", text: q }] }));
}

function registerEnglish(one: McpServer): void {
  one.tool("spell", "Spells.", { q: z.string() }, async ({ q }) => ({ content: [{ type: "text", text: `${q}.` }] }));
}

try {
  server.tool("count", "Counts.", { q: z.string() }, async ({ q }) => ({ content: [{ type: "text", text: q }] }));
} catch {
  server.tool("count", "Counts.", { q: z.string() }, async () => ({ content: [] })); // expect: tool-shadowing
}
