// Sound containment in its usual forms, single segments, fixed choices.
import fs from "node:fs";
import { readFile, realpath, writeFile } from "node:fs/promises";
import path from "node:path";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const ROOT = path.resolve("/srv/files");
const server = new McpServer({ name: "cases", version: "1.0.0" });
const text = (value: string) => ({ content: [{ type: "text" as const, text: value }] });

// throws, value keeps its name
server.tool("read_one", { name: z.string() }, async ({ name }) => {
  const file = fs.realpathSync(path.resolve(ROOT, name));
  if (file !== ROOT && !file.startsWith(ROOT + path.sep)) {
    throw new Error("outside");
  }
  return text(await readFile(file, "utf8"));
});

// returning transformer
async function validatePath(requested: string): Promise<string> {
  const file = await realpath(path.resolve(ROOT, requested));
  const relative = path.relative(ROOT, file);
  if (relative.startsWith("..") || path.isAbsolute(relative)) throw new Error("outside");
  return file;
}
server.tool("read_two", { name: z.string() }, async ({ name }) => {
  const file = await validatePath(name);
  return text(await readFile(file, "utf8"));
});

// boolean guard and an early answer
function isInside(file: string): boolean {
  return file.startsWith(ROOT + path.sep);
}
server.tool("read_three", { name: z.string() }, async ({ name }) => {
  const file = await realpath(path.join(ROOT, name));
  if (!isInside(file)) return text("not allowed");
  return text(await readFile(file, "utf8"));
});

// a single segment
server.tool("read_four", { name: z.string() }, async ({ name }) => {
  return text(await readFile(path.join(ROOT, path.basename(name)), "utf8"));
});

// an anchored pattern without separators and dots at the start
server.tool("read_five", { id: z.string().regex(/^[a-z0-9-]+$/) }, async ({ id }) => {
  return text(await readFile(path.join(ROOT, `${id}.md`), "utf8"));
});

// fixed choices, numbers
server.tool("read_six", { page: z.enum(["about", "help"]), number: z.number() }, async ({ page, number }) => {
  return text(await readFile(path.join(ROOT, page, `${number}.md`), "utf8"));
});

// the path is fixed, only the content is the caller's
server.tool("save", { content: z.string() }, async ({ content }) => {
  await writeFile(path.join(ROOT, "inbox.md"), content);
  return text("saved");
});

// a table of known files
const PAGES = new Map([["about", "/srv/files/about.md"]]);
server.tool("read_seven", { page: z.string() }, async ({ page }) => {
  const file = PAGES.get(page);
  if (file === undefined) throw new Error("no such page");
  return text(await readFile(file, "utf8"));
});
