// A promise that is made beside the function that keeps it.
import { execSync } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "promise-with-resolvers", version: "1.0.0" });
const done = { content: [{ type: "text" as const, text: "done" }] };
const word = z.string().max(80);

server.registerTool("kept", { description: "Lists.", inputSchema: { word } }, async ({ word }) => {
  const { promise, resolve } = Promise.withResolvers<string>();
  resolve(word);
  execSync(`ls ${await promise}`, { timeout: 5000 }); // expect: command-injection
  return done;
});

server.registerTool("checked", { description: "Lists.", inputSchema: { word } }, async ({ word }) => {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  if (/^[a-z]+$/.test(word)) resolve(word);
  else reject(new Error("no word"));
  execSync(`ls ${await promise}`, { timeout: 5000 });
  return done;
});

// The check has no say in it.
server.registerTool("beside", { description: "Lists.", inputSchema: { word } }, async ({ word }) => {
  const waiting = Promise.withResolvers<string>();
  if (!/^[a-z]+$/.test(word)) console.error("no word");
  waiting.resolve(word);
  execSync(`ls ${await waiting.promise}`, { timeout: 5000 }); // expect: command-injection
  return done;
});

await server.connect(new StdioServerTransport());
