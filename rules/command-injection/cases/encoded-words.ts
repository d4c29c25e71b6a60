// Encodings leave nothing that a shell acts on, until they are undone; of percent-encoding, single quotes stay.
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

server.registerTool("count_bytes", { description: "Counts.", inputSchema }, async ({ words }) => {
  const bytes = Buffer.from(words);
  exec(`echo ${bytes.toString("base64")} | base64 -d | wc -c`);
  exec(`echo ${Buffer.from(words, "utf8").toString("hex")} | xxd -r -p | wc -c`);
  return done;
});

server.registerTool("count_letters", { description: "Counts.", inputSchema }, async ({ words }) => {
  const bytes = Buffer.from(words, "base64");
  exec(`echo ${bytes.toString("utf8")} | wc -c`); // expect: command-injection
  exec(`echo ${bytes} | wc -w`); // expect: command-injection
  return done;
});

server.registerTool("count_decoded", { description: "Counts.", inputSchema }, async ({ words }) => {
  const letters = Buffer.from(words).toString("base64");
  exec(`echo ${atob(letters)} | wc -c`); // expect: command-injection
  return done;
});

await server.connect(new StdioServerTransport());
