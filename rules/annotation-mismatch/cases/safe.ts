import { randomUUID } from "node:crypto";
import { appendFileSync, mkdirSync, renameSync, unlinkSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { chromium } from "playwright";
import { z } from "zod";

const FOLDER = "/srv/notes";
const server = new McpServer({ name: "demo", version: "1.0.0" });
const done = { content: [{ type: "text" as const, text: "done" }] };

// Its own files are no change that a user has to be asked about.
function audit(entry: unknown) {
  appendFileSync("/var/log/notes.log", JSON.stringify(entry));
}
mkdirSync(FOLDER, { recursive: true });
const cache = new Map<string, string>();

server.registerTool(
  "peek",
  {
    description: "Shows a note.",
    inputSchema: { name: z.string() },
    annotations: { readOnlyHint: true, openWorldHint: true },
  },
  async ({ name }) => {
    audit({ name });
    cache.delete(name);
    await fetch("https://api.notes.app/search", { method: "POST", body: JSON.stringify({ name }) });
    return done;
  },
);

server.registerTool(
  "remove",
  {
    description: "Removes a note.",
    inputSchema: { name: z.string() },
    annotations: { readOnlyHint: false, destructiveHint: true, idempotentHint: true },
  },
  async ({ name }) => {
    unlinkSync(join(FOLDER, basename(name)));
    return done;
  },
);

server.registerTool(
  "write",
  {
    description: "Writes a note.",
    inputSchema: { name: z.string(), text: z.string() },
    annotations: { readOnlyHint: false, destructiveHint: false },
  },
  async ({ name, text }) => {
    writeFileSync(join(FOLDER, basename(name)), text);
    return done;
  },
);

// A picture that goes into the answer is no file.
server.registerTool(
  "look",
  {
    description: "Takes a picture.",
    inputSchema: { whole: z.boolean() },
    annotations: { readOnlyHint: true, openWorldHint: true },
  },
  async ({ whole }) => {
    const page = await (await chromium.launch()).newPage();
    const picture = await page.screenshot({ fullPage: whole });
    return { content: [{ type: "image" as const, data: picture.toString("base64"), mimeType: "image/png" }] };
  },
);

const anyone = inferred("list");
function inferred(name: string) {
  if (name.split("-").some((word) => word === "delete")) return { readOnlyHint: false, destructiveHint: true };
  return { readOnlyHint: true };
}

// What it says depends on its name: nobody knows which of both it is.
server.registerTool(
  "delete-item",
  {
    description: "Deletes an item.",
    inputSchema: { id: z.string().regex(/^[a-z]+$/) },
    annotations: inferred(`${process.env.PREFIX}-item`),
  },
  async ({ id }) => {
    await fetch(`https://api.notes.app/items/${id}`, { method: "DELETE", headers: { x: String(anyone) } });
    return done;
  },
);

// The only file that goes is the temporary one, which the function made itself.
function writeAtOnce(file: string, text: string) {
  const part = `${file}.${randomUUID()}.tmp`;
  try {
    writeFileSync(part, text, { flag: "wx" });
    renameSync(part, file);
  } catch (error) {
    unlinkSync(part);
    throw error;
  }
}

server.registerTool(
  "create_note",
  {
    description: "Creates a note.",
    inputSchema: { name: z.string().regex(/^[a-z]+$/), text: z.string() },
    annotations: { readOnlyHint: false, destructiveHint: false },
  },
  async ({ name, text }) => {
    writeAtOnce(join(FOLDER, name), text);
    return done;
  },
);
