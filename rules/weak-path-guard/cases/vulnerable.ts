// Checks of the right shape, each with its hole.
import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const ROOT = "/srv/files";
const server = new McpServer({ name: "cases", version: "1.0.0" });
const text = (value: string) => ({ content: [{ type: "text" as const, text: value }] });

// a prefix without its separator
server.tool("read_one", { name: z.string() }, async ({ name }) => {
  const file = path.resolve(ROOT, name);
  if (!file.startsWith(ROOT)) throw new Error("outside");
  return text(await readFile(file, "utf8")); // expect: weak-path-guard
});

// the value is checked before it is resolved
server.tool("read_two", { file: z.string() }, async ({ file }) => {
  if (!file.startsWith(`${ROOT}/`)) throw new Error("outside");
  return text(await readFile(file, "utf8")); // expect: weak-path-guard
});

// dots are looked for, absolute paths pass
server.tool("read_three", { file: z.string() }, async ({ file }) => {
  if (file.includes("..")) throw new Error("outside");
  return text(await readFile(path.resolve(ROOT, file), "utf8")); // expect: weak-path-guard
});

// a list of forbidden directories confines nothing
server.tool("save", { file: z.string() }, async ({ file }) => {
  if (file.startsWith("/etc") || file.startsWith("/usr")) throw new Error("not there");
  await writeFile(file, "x"); // expect: path-traversal
  return text("saved");
});

// decoded after the check
server.tool("read_four", { name: z.string() }, async ({ name }) => {
  if (name.includes("..") || path.isAbsolute(name)) throw new Error("outside");
  return text(await readFile(path.join(ROOT, decodeURIComponent(name)), "utf8")); // expect: weak-path-guard
});

// in a helper, as a boolean
function isAllowed(file: string): boolean {
  return [ROOT, "/srv/shared"].some((base) => path.resolve(file).startsWith(base));
}
server.tool("read_five", { file: z.string() }, async ({ file }) => {
  if (!isAllowed(file)) return text("not allowed");
  return text(await readFile(file, "utf8")); // expect: weak-path-guard
});
