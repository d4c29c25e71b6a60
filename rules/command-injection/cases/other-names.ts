/** Modules that the runtime gives by name, and methods that are reached by a prototype or at the end of a block. */
import { exec } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "names", version: "1.0.0" });

server.tool("main", { name: z.string() }, async ({ name }) => {
  globalThis.process.mainModule!.require("child_process").exec(`ls ${name}`); // expect: command-injection
  return { content: [] };
});

server.tool("builtin", { name: z.string() }, async ({ name }) => {
  process.getBuiltinModule("child_process").exec(`ls ${name}`); // expect: command-injection
  return { content: [] };
});

server.tool("prototype", { name: z.string() }, async ({ name }) => {
  const shell: any = { __proto__: { exec } };
  shell.exec(`ls ${name}`); // expect: command-injection
  return { content: [] };
});

server.tool("disposed", { name: z.string() }, async ({ name }) => {
  using _handle = {
    [Symbol.dispose]() {
      exec(`ls ${name}`); // expect: command-injection
    },
  };
  return { content: [] };
});

server.tool("harmless", { name: z.string() }, async ({ name }) => {
  process.getBuiltinModule("path").basename(name);
  const shell: any = { __proto__: { exec } };
  shell.exec("ls");
  using _handle = {
    [Symbol.dispose]() {
      exec("ls");
    },
  };
  return { content: [] };
});
