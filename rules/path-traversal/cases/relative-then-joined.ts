// The path is made relative to the root, held against it, and put behind it again.
import { readFileSync } from "node:fs";
import path from "node:path";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "relative-then-joined", version: "1.0.0" });
const answer = (text: string) => ({ content: [{ type: "text" as const, text }] });
const ROOT = "/srv/notes";
const inputSchema = { name: z.string() };

server.registerTool("read_note", { inputSchema }, async ({ name }) => {
  const rel = path.relative(ROOT, path.resolve(ROOT, name));
  if (rel.startsWith("..") || path.isAbsolute(rel)) throw new Error("outside");
  return answer(readFileSync(path.join(ROOT, rel), "utf8"));
});
server.registerTool("read_unchecked", { inputSchema }, async ({ name }) => {
  const rel = path.relative(ROOT, path.resolve(ROOT, name));
  return answer(readFileSync(path.join(ROOT, rel), "utf8")); // expect: path-traversal
});
await server.connect(new StdioServerTransport());
