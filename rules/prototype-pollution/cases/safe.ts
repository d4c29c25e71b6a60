// Maps, single levels, fixed keys, refused keys.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const settings: Record<string, Record<string, unknown>> = { view: {}, edit: {} };
const names: Record<string, string> = {};
const table = new Map<string, string>();
const server = new McpServer({ name: "cases", version: "1.0.0" });
const done = { content: [{ type: "text" as const, text: "done" }] };

server.tool("set_one", { section: z.enum(["view", "edit"]), key: z.enum(["color", "size"]), value: z.string() }, async ({ section, key, value }) => {
  (settings[section] as Record<string, unknown>)[key] = value;
  return done;
});

server.tool("set_name", { id: z.string(), name: z.string() }, async ({ id, name }) => {
  names[id] = name;
  table.set(id, name);
  return done;
});

server.tool("set_two", { section: z.string(), key: z.string(), value: z.string() }, async ({ section, key, value }) => {
  if (["__proto__", "constructor", "prototype"].includes(section)) throw new Error("refused");
  const part = settings[section];
  if (part !== undefined) part[key] = value;
  return done;
});
