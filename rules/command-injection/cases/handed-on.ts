// What is handed to a function that runs later, or by way of the language, and what a query is taken apart into.
import { exec, execSync } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "handed-on", version: "1.0.0" });
const done = { content: [{ type: "text" as const, text: "done" }] };
const isName = (name: string | null) => name !== null && /^[a-z]+$/.test(name);

server.registerTool("list_later", { inputSchema: { name: z.string() } }, async ({ name }) => {
  setTimeout((folder: string) => execSync(`ls ${folder}`), 10, name); // expect: command-injection
  return done;
});

server.registerTool("list_name_later", { inputSchema: { name: z.string() } }, async ({ name }) => {
  if (!isName(name)) throw new Error("no folder");
  setTimeout((folder: string) => execSync(`ls -l ${folder}`), 10, name);
  return done;
});

server.registerTool("list_applied", { inputSchema: { name: z.string() } }, async ({ name }) => {
  Reflect.apply(exec, null, [`ls ${name}`]); // expect: command-injection
  return done;
});

server.registerTool("list_query", { inputSchema: { query: z.string() } }, async ({ query }) => {
  const folder = new URLSearchParams(query).get("folder");
  execSync(`ls ${folder}`); // expect: command-injection
  return done;
});

server.registerTool("list_name_of_query", { inputSchema: { query: z.string() } }, async ({ query }) => {
  const folder = new URLSearchParams(query).get("folder");
  if (!isName(folder)) throw new Error("no folder");
  execSync(`ls ${folder}`);
  return done;
});

server.registerTool("fetch_query", { inputSchema: { query: z.string() } }, async ({ query }) => {
  const text = new URLSearchParams({ query }).toString();
  await fetch(`https://example.org/find?${text}`);
  return done;
});
