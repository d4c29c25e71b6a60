// Where the first element is that fails a test: nowhere, at the beginning, which is false, or elsewhere.
import { execSync } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "found-index", version: "1.0.0" });
const done = { content: [{ type: "text" as const, text: "done" }] };
const WORD = /^[a-z]+$/;
const names = z.array(z.string());

server.registerTool("nowhere", { description: "Lists folders.", inputSchema: { names } }, async ({ names }) => {
  const at = names.findIndex((name) => !WORD.test(name));
  if (at >= 0) throw new Error(names[at]);
  execSync(`ls ${names.join(" ")}`);
  return done;
});

// The first of them is found at a place that is false.
server.registerTool("found_first", { description: "Lists folders.", inputSchema: { names } }, async ({ names }) => {
  const at = names.findIndex((name) => !WORD.test(name));
  if (at) throw new Error("no folder");
  execSync(`ls ${names.join(" ")}`); // expect: command-injection
  return done;
});

await server.connect(new StdioServerTransport());
