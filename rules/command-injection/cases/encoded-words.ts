// Percent-encoding leaves nothing that a shell acts on; single quotes end where the value begins to tell.
import { exec, spawn } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "encoded-words", version: "1.0.0" });
const done = { content: [{ type: "text" as const, text: "done" }] };
const inputSchema = { words: z.string() };

server.registerTool("show_results", { description: "Shows results.", inputSchema }, async ({ words }) => {
  const query = new URLSearchParams({ q: words });
  spawn("cmd", ["/c", "start", `https://example.org/search?${query.toString()}`]);
  return done;
});

server.registerTool("show_page", { description: "Shows a page.", inputSchema }, async ({ words }) => {
  exec(`xdg-open "https://example.org/${encodeURIComponent(words)}"`);
  return done;
});

server.registerTool("show_quoted", { description: "Shows a page.", inputSchema }, async ({ words }) => {
  exec(`xdg-open 'https://example.org/${encodeURIComponent(words)}'`); // expect: command-injection
  return done;
});

await server.connect(new StdioServerTransport());
