// A function that returns a rejected promise refuses its argument, for whoever waits for it.
import { execSync } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "rejected-promise", version: "1.0.0" });
const answer = (text: Buffer) => ({ content: [{ type: "text" as const, text: text.toString() }] });

async function isWord(word: string): Promise<void> {
  if (!/^[\w-]+$/.test(word)) return Promise.reject(new Error("no word"));
}

function wordOf(text: string): Promise<string> {
  if (!/^[\w-]+$/.test(text)) return Promise.reject(new Error("no word"));
  return Promise.resolve(text);
}

server.tool("awaited", { word: z.string() }, async ({ word }) => {
  await isWord(word);
  return answer(execSync(`make ${word}`));
});

server.tool("not-awaited", { word: z.string() }, async ({ word }) => {
  isWord(word);
  return answer(execSync(`make ${word}`)); // expect: command-injection
});

server.tool("given-back", { text: z.string() }, async ({ text }) => answer(execSync(`make ${await wordOf(text)}`)));

server.tool("dealt-with", { word: z.string() }, async ({ word }) => {
  await isWord(word).catch(() => undefined);
  return answer(execSync(`make ${word}`)); // expect: command-injection
});

await server.connect(new StdioServerTransport());
