// A part of a URL that is set: the host decides who is asked, the path does not.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "set-parts", version: "1.0.0" });
const inputSchema = { part: z.string() };
const HOSTS = new Set(["api.example.com", "cdn.example.com"]);
const answer = (text: string) => ({ content: [{ type: "text" as const, text }] });

server.registerTool("status_of", { inputSchema }, async ({ part }) => {
  const url = new URL("https://api.example.com/status");
  url.hostname = part;
  return answer(await (await fetch(url)).text()); // expect: ssrf
});

server.registerTool("status_at", { inputSchema }, async ({ part }) => {
  const url = new URL("https://api.example.com/status");
  url.host = part;
  return answer(await (await fetch(url.toString())).text()); // expect: ssrf
});

server.registerTool("status_of_known", { inputSchema }, async ({ part }) => {
  if (!HOSTS.has(part)) throw new Error("unknown host");
  const url = new URL("https://api.example.com/status");
  url.hostname = part;
  return answer(await (await fetch(url)).text());
});

server.registerTool("page", { inputSchema }, async ({ part }) => {
  const url = new URL("https://api.example.com/status");
  url.pathname = `/pages/${encodeURIComponent(part)}`;
  url.hash = part;
  return answer(await (await fetch(url)).text());
});

await server.connect(new StdioServerTransport());
