// Keys of the caller on two levels.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import _ from "lodash";
import { z } from "zod";

const settings: Record<string, Record<string, unknown>> = {};
const server = new McpServer({ name: "cases", version: "1.0.0" });
const done = { content: [{ type: "text" as const, text: "done" }] };

server.tool("set_one", { section: z.string(), key: z.string(), value: z.string() }, async ({ section, key, value }) => {
  const part = settings[section];
  if (part !== undefined) part[key] = value; // expect: prototype-pollution
  return done;
});

server.tool("set_two", { path: z.string(), value: z.string() }, async ({ path, value }) => {
  _.set(settings, path, value); // expect: prototype-pollution
  return done;
});

function merge(target: Record<string, any>, source: Record<string, any>): void {
  for (const key of Object.keys(source)) {
    if (typeof source[key] === "object") {
      target[key] ??= {}; // expect: prototype-pollution
      merge(target[key], source[key]);
    } else {
      target[key] = source[key]; // expect: prototype-pollution
    }
  }
}
server.tool("merge_settings", { values: z.record(z.string(), z.any()) }, async ({ values }) => {
  merge(settings, values);
  return done;
});

const combine = (to: any, from: any): any => {
  for (const key in from) {
    if (from[key] && typeof from[key] === "object") to[key] = combine(to[key] || {}, from[key]); // expect: prototype-pollution
    else to[key] = from[key]; // expect: prototype-pollution
  }
  return to;
};
server.tool("combine", { patch: z.string() }, async ({ patch }) => {
  combine(settings, JSON.parse(patch));
  return done;
});

// Assignments within an expression.
server.tool("assigned", { section: z.string(), key: z.string(), value: z.string() }, async ({ section, key, value }) => {
  (settings[section] ??= {})[key] = value; // expect: prototype-pollution
  const part = settings[section] || (settings[section] = {});
  part[key] = value; // expect: prototype-pollution
  return done;
});

// A path, walked step by step.
server.tool("walk", { path: z.string(), value: z.string() }, async ({ path, value }) => {
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  let at: any = settings;
  for (const key of keys) at = at[key];
  at[last] = value; // expect: prototype-pollution
  return done;
});
server.tool("walk_by_index", { path: z.string(), value: z.string() }, async ({ path, value }) => {
  const keys = path.split(".");
  let at: any = settings;
  for (let i = 0; i < keys.length - 1; i++) {
    if (!at[keys[i] ?? ""]) at[keys[i] ?? ""] = {}; // expect: prototype-pollution
    at = at[keys[i] ?? ""];
  }
  at[keys[keys.length - 1] ?? ""] = value; // expect: prototype-pollution
  return done;
});
server.tool("reduce", { path: z.string(), value: z.string() }, async ({ path, value }) => {
  const keys = path.split(".");
  const last = keys.pop() ?? "";
  keys.reduce((at: any, key) => (at[key] = at[key] || {}), settings)[last] = value; // expect: prototype-pollution
  return done;
});

// The second name is looked at and not the first; or what every object inherits counts as there.
server.tool("second", { section: z.string(), key: z.string(), value: z.string() }, async ({ section, key, value }) => {
  if (key === "__proto__" || key === "constructor") throw new Error("refused");
  const part = settings[section];
  if (part !== undefined) part[key] = value; // expect: prototype-pollution
  return done;
});
server.tool("inherited", { section: z.string(), key: z.string(), value: z.string() }, async ({ section, key, value }) => {
  if (!(section in settings)) throw new Error("no such section");
  const part = settings[section];
  if (part !== undefined) part[key] = value; // expect: prototype-pollution
  return done;
});

// The names are those of another object, or the object that is read is another one by then.
function fill(part: Record<string, any>, names: Record<string, any>): void {
  for (const key in names) {
    const inner = part[key];
    if (typeof inner === "object") fill(inner, names[key]);
    else part[key] = names[key]; // expect: prototype-pollution
  }
}
server.tool("fill", { values: z.record(z.string(), z.any()) }, async ({ values }) => {
  fill({ view: {} }, values);
  return done;
});
