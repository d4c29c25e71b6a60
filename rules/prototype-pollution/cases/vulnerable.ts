// Keys of the caller on two levels.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import _ from "lodash";
import { z } from "zod";

const settings: Record<string, Record<string, unknown>> = {};
const server = new McpServer({ name: "cases", version: "1.0.0" });
const done = { content: [{ type: "text" as const, text: "done" }] };

server.tool("set_one", { section: z.string(), key: z.string(), value: z.string() }, async ({ section, key, value }) => {
  const part = settings[section];
  if (part !== undefined) part[key] = value; // expect-missing: prototype-pollution -- the second key is on a property of a known object
  return done;
});

server.tool("set_two", { path: z.string(), value: z.string() }, async ({ path, value }) => {
  _.set(settings, path, value); // expect: prototype-pollution
  return done;
});

function merge(target: Record<string, any>, source: Record<string, any>): void {
  for (const key of Object.keys(source)) {
    if (typeof source[key] === "object") {
      target[key] ??= {};
      merge(target[key], source[key]);
    } else {
      target[key] = source[key]; // expect-missing: prototype-pollution -- a recursive merge over Object.keys
    }
  }
}
server.tool("merge_settings", { values: z.record(z.string(), z.any()) }, async ({ values }) => {
  merge(settings, values);
  return done;
});
