// Behind dashes, what the caller sends is the name of an option.
import { execFileSync } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "option-names", version: "1.0.0" });
const answer = (text: Buffer) => ({ content: [{ type: "text" as const, text: text.toString() }] });

server.registerTool("log", { inputSchema: { flag: z.string() } }, async ({ flag }) =>
  answer(execFileSync("git", ["log", `--${flag}`])), // expect: argument-injection
);
server.registerTool("dump", { inputSchema: { options: z.record(z.string(), z.string()) } }, async ({ options }) => {
  const given = Object.entries(options).map(([name, value]) => `--${name}=${value}`);
  return answer(execFileSync("pg_dump", given)); // expect: argument-injection
});
server.registerTool("log_in_form", { inputSchema: { form: z.enum(["oneline", "stat"]) } }, async ({ form }) =>
  answer(execFileSync("git", ["log", `--${form}`])),
);
server.registerTool("some_entries", { inputSchema: { count: z.number().int() } }, async ({ count }) =>
  answer(execFileSync("git", ["log", `-${count}`])),
);
server.registerTool("by_author", { inputSchema: { author: z.string() } }, async ({ author }) =>
  answer(execFileSync("git", ["log", `--author=${author}`])),
);
await server.connect(new StdioServerTransport());
