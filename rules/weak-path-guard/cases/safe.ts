// The same checks without their holes.
import { readFile, realpath } from "node:fs/promises";
import path from "node:path";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const ROOT = "/srv/files";
const server = new McpServer({ name: "cases", version: "1.0.0" });
const text = (value: string) => ({ content: [{ type: "text" as const, text: value }] });

server.tool("read_one", { name: z.string() }, async ({ name }) => {
  const file = await realpath(path.resolve(ROOT, name));
  if (!file.startsWith(ROOT + path.sep)) throw new Error("outside");
  return text(await readFile(file, "utf8"));
});

async function inside(name: string): Promise<string | undefined> {
  const file = await realpath(path.resolve(ROOT, name));
  const relative = path.relative(ROOT, file);
  return relative.startsWith("..") || path.isAbsolute(relative) ? undefined : file;
}
server.tool("read_two", { name: z.string() }, async ({ name }) => {
  const file = await inside(name);
  if (file === undefined) return text("not allowed");
  return text(await readFile(file, "utf8"));
});

// decoded first, then a single segment
server.tool("read_three", { name: z.string() }, async ({ name }) => {
  const decoded = decodeURIComponent(name);
  return text(await readFile(path.join(ROOT, path.basename(decoded)), "utf8"));
});

// several bases, each with its separator
const BASES = [ROOT, "/srv/shared"];
server.tool("read_four", { file: z.string() }, async ({ file }) => {
  const real = await realpath(path.resolve(file));
  if (!BASES.some((base) => real.startsWith(base + path.sep))) throw new Error("outside");
  return text(await readFile(real, "utf8"));
});
