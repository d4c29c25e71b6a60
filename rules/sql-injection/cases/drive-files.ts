// Files of Drive are asked for in a language of its own: quotes and backslashes stand behind a backslash.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { google } from "googleapis";
import { z } from "zod";

const folder = process.env.NOTES_FOLDER;
const drive = google.drive({ version: "v3" });
const server = new McpServer({ name: "drive-files", version: "1.0.0" });
const inputSchema = { name: z.string() };
const told = (files: unknown) => ({ content: [{ type: "text" as const, text: JSON.stringify(files) }] });

const escaped = (text: string) => text.replace(/\\/g, "\\\\").replace(/'/g, "\\'");
const halfEscaped = (text: string) => text.replace(/'/g, "\\'");

server.registerTool("find_note", { description: "Finds a note.", inputSchema }, async ({ name }) => {
  const q = `name contains '${name}' and '${folder}' in parents`;
  return told((await drive.files.list({ q, pageSize: 5 })).data.files); // expect: sql-injection
});

server.registerTool("find_half_escaped", { description: "Finds a note.", inputSchema }, async ({ name }) => {
  const q = `name contains '${halfEscaped(name)}' and '${folder}' in parents`;
  return told((await drive.files.list({ q, pageSize: 5 })).data.files); // expect: sql-injection
});

server.registerTool("find_escaped", { description: "Finds a note.", inputSchema }, async ({ name }) => {
  const q = `name contains '${escaped(name)}' and '${folder}' in parents`;
  return told((await drive.files.list({ q, pageSize: 5 })).data.files);
});

await server.connect(new StdioServerTransport());
