// Schemas that are made of a function: a test of their own, or what is made of the value before it is looked at.
import { execSync } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "custom-schemas", version: "1.0.0" });
const done = { content: [{ type: "text" as const, text: "done" }] };

const isName = (value: unknown): boolean => typeof value === "string" && /^[a-z]+$/.test(value);

server.tool("list", "Lists a folder.", { name: z.custom<string>(isName) }, async ({ name }) => {
  execSync(`ls ${name}`);
  return done;
});
server.tool("list_text", "Lists a folder.", { name: z.custom<string>((v) => typeof v === "string") }, async ({ name }) => {
  execSync(`ls ${name}`); // expect: command-injection
  return done;
});
server.tool(
  "list_kept",
  "Lists a folder.",
  { name: z.preprocess((v) => String(v).replace(/[^a-z]/g, ""), z.string()) },
  async ({ name }) => {
    execSync(`ls ${name}`);
    return done;
  },
);
server.tool(
  "list_trimmed",
  "Lists a folder.",
  { name: z.preprocess((v) => String(v).trim(), z.string()) },
  async ({ name }) => {
    execSync(`ls ${name}`); // expect: command-injection
    return done;
  },
);

await server.connect(new StdioServerTransport());
