// A promise is kept only where resolve is called; what was checked by then holds for who waits.
import { readFileSync, realpath } from "node:fs";
import path from "node:path";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "kept-promise", version: "1.0.0" });
const done = { content: [{ type: "text" as const, text: "done" }] };
const BASE = "/srv/data";

function inside(name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const file = path.resolve(BASE, name);
    if (!file.startsWith(BASE + path.sep)) {
      reject(new Error("outside"));
      return;
    }
    resolve(file);
  });
}

function goesOn(name: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const file = path.resolve(BASE, name);
    if (!file.startsWith(BASE + path.sep)) reject(new Error("outside"));
    const other = path.resolve(BASE, `${name}.txt`);
    resolve(other);
  });
}

function answer(name: string) {
  return new Promise((resolve) => {
    realpath(path.resolve(BASE, name), (error, real) => {
      if (error || !real.startsWith(BASE + path.sep)) return resolve({ ok: false });
      resolve({ ok: true, file: real });
    });
  });
}

server.registerTool(
  "read_inside",
  { description: "Reads.", inputSchema: { name: z.string() } },
  async ({ name }) => {
    readFileSync(await inside(name));
    return done;
  },
);

server.registerTool(
  "read_other",
  { description: "Reads.", inputSchema: { name: z.string() } },
  async ({ name }) => {
    readFileSync(await goesOn(name)); // expect: path-traversal
    return done;
  },
);

server.registerTool(
  "read_answer",
  { description: "Reads.", inputSchema: { name: z.string() } },
  async ({ name }) => {
    const { ok, file } = await answer(name);
    if (!ok) throw new Error("outside");
    readFileSync(file);
    return done;
  },
);

await server.connect(new StdioServerTransport());
