import { appendFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "settings", version: "1.0.0" });
const path = join(process.cwd(), ".env");

server.tool("refused", { token: z.string() }, async ({ token }) => {
  if (/[\r\n]/.test(token)) throw new Error("one line, please");
  writeFileSync(path, `TOKEN=${token}\n`);
  return { content: [{ type: "text", text: "saved" }] };
});

server.tool("declared", { token: z.string().regex(/^[\w.-]+$/) }, async ({ token }) => {
  writeFileSync(path, `TOKEN=${token}\n`);
  return { content: [{ type: "text", text: "saved" }] };
});

server.tool("removed", { token: z.string() }, async ({ token }) => {
  appendFileSync(join(homedir(), ".npmrc"), `//registry/:_authToken=${token.replace(/[\r\n]/g, "")}\n`);
  return { content: [{ type: "text", text: "saved" }] };
});

server.tool("quoted", { token: z.string() }, async ({ token }) => {
  writeFileSync(path, `TOKEN=${JSON.stringify(token)}\n`);
  return { content: [{ type: "text", text: "saved" }] };
});

server.tool("chosen", { mode: z.enum(["debug", "quiet"]), port: z.number() }, async ({ mode, port }) => {
  writeFileSync(path, `MODE=${mode}\nPORT=${port}\n`);
  return { content: [{ type: "text", text: "saved" }] };
});

/** Text is what such a file is for. */
server.tool("remember", { note: z.string() }, async ({ note }) => {
  appendFileSync(join(homedir(), "notes.md"), `- ${note}\n`);
  return { content: [{ type: "text", text: "saved" }] };
});

/** A name that only looks like one of them. */
server.tool("describe", { text: z.string() }, async ({ text }) => {
  writeFileSync(join(process.cwd(), "docs.env.md"), text);
  return { content: [{ type: "text", text: "saved" }] };
});
