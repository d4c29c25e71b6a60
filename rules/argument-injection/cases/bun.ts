// The functions of Bun, imported by name and as its global.
import { $, spawn, spawnSync } from "bun";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "repositories", version: "1.0.0" });

server.tool("clone", { url: z.string() }, async ({ url }) => {
  await spawn(["git", "clone", url], { cwd: "/srv" }).exited; // expect: argument-injection
  return { content: [] };
});

server.tool("clone_again", { url: z.string() }, async ({ url }) => {
  await Bun.spawn(["git", "clone", url]).exited; // expect: argument-injection
  return { content: [] };
});

server.tool("clone_safely", { url: z.string() }, async ({ url }) => {
  spawnSync(["git", "clone", "--", url]);
  await $`git clone -- ${url}`;
  return { content: [] };
});
