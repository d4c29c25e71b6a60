// Maps, single levels, fixed keys, refused keys.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const settings: Record<string, Record<string, unknown>> = { view: {}, edit: {} };
const names: Record<string, string> = {};
const table = new Map<string, string>();
const tables = new Map<string, Record<string, unknown>>();
const bare: Record<string, Record<string, unknown>> = Object.create(null);
const REFUSED = new Set(["__proto__", "constructor", "prototype"]);
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

// The first name decides where something is stored.
server.tool("first", { section: z.enum(["view", "edit"]), key: z.string(), value: z.string() }, async ({ section, key, value }) => {
  const part = settings[section];
  if (part !== undefined) part[key] = value;
  return done;
});
server.tool("own", { section: z.string(), key: z.string(), value: z.string() }, async ({ section, key, value }) => {
  if (!Object.hasOwn(settings, section)) throw new Error("no such section");
  const part = settings[section];
  if (part !== undefined) part[key] = value;
  return done;
});
server.tool("bare", { section: z.string(), key: z.string(), value: z.string() }, async ({ section, key, value }) => {
  bare[section] ??= Object.create(null) as Record<string, unknown>;
  const part = bare[section];
  if (part !== undefined) part[key] = value;
  return done;
});
server.tool("mapped", { section: z.string(), key: z.string(), value: z.string() }, async ({ section, key, value }) => {
  const part = tables.get(section) ?? {};
  part[key] = value;
  tables.set(section, part);
  return done;
});
server.tool("counted", { row: z.number().int(), column: z.number().int(), value: z.string() }, async ({ row, column, value }) => {
  const rows: string[][] = [[], []];
  const cells = rows[row];
  if (cells !== undefined) cells[column] = value;
  return done;
});

function merge(target: Record<string, any>, source: Record<string, any>): void {
  for (const key of Object.keys(source)) {
    if (REFUSED.has(key)) continue;
    if (typeof source[key] === "object") {
      target[key] ??= {};
      merge(target[key], source[key]);
    } else {
      target[key] = source[key];
    }
  }
}
server.tool("merge_settings", { values: z.record(z.string(), z.any()) }, async ({ values }) => {
  merge(settings, values);
  return done;
});

const combine = (to: any, from: any): any => {
  for (const key in from) {
    if (!Object.prototype.hasOwnProperty.call(to, key)) continue;
    if (from[key] && typeof from[key] === "object") combine(to[key], from[key]);
    else to[key] = from[key];
  }
  return to;
};
server.tool("combine", { patch: z.string() }, async ({ patch }) => {
  combine(settings, JSON.parse(patch));
  return done;
});

server.tool("walk", { path: z.string(), value: z.string() }, async ({ path, value }) => {
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  let at: any = settings;
  for (const key of keys) {
    if (/^(__proto__|constructor|prototype)$/.test(key)) throw new Error("refused");
    at = at[key];
  }
  at[last] = value;
  return done;
});
server.tool("walk_checked", { path: z.string(), value: z.string() }, async ({ path, value }) => {
  const keys = path.split(".");
  if (keys.some((key) => REFUSED.has(key))) throw new Error("refused");
  const last = keys.pop() ?? "";
  let at: any = settings;
  for (const key of keys) at = at[key] ??= {};
  at[last] = value;
  return done;
});
server.tool("reduce", { path: z.string().regex(/^[a-z]+(\.[a-z]+)*$/), value: z.string() }, async ({ path, value }) => {
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  keys.reduce((at: any, key) => (at[key] = at[key] || {}), settings)[last] = value;
  return done;
});

// An object is gone through by its own names, at each level.
function hide(part: Record<string, any>): void {
  for (const key in part) {
    const inner = part[key];
    if (key.includes("secret")) part[key] = "***";
    else if (inner && typeof inner === "object") hide(inner);
  }
}
function shorten(part: Record<string, any>): void {
  for (const key of Object.keys(part)) {
    if (typeof part[key] === "string") part[key] = part[key].slice(0, 80);
    else if (typeof part[key] === "object") shorten(part[key]);
  }
}
server.tool("hide", { values: z.record(z.string(), z.any()) }, async ({ values }) => {
  hide(values);
  shorten(values);
  return done;
});
