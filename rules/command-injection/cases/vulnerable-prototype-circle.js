// Objects that are each other's prototypes: what neither has is nowhere.
const { execSync } = require("node:child_process");
const { McpServer } = require("@modelcontextprotocol/sdk/server/mcp.js");
const { z } = require("zod");
const server = new McpServer({ name: "demo", version: "1" });
const first = {};
const second = Object.create(first);
Object.setPrototypeOf(first, second);
server.tool("list_folder", "Lists a folder.", { p: z.string() }, async ({ p }) => {
  first.missing?.(p);
  return { content: [{ type: "text", text: execSync("ls " + p + second.suffix).toString() }] }; // expect: command-injection
});
