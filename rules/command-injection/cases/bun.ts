// The functions of Bun, imported by name: a shell among the words of a command line.
import { spawn } from "bun";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "repositories", version: "1.0.0" });

server.tool("clone", { url: z.string() }, async ({ url }) => {
  await spawn(["sh", "-c", `git clone ${url}`]).exited; // expect: command-injection
  return { content: [] };
});

server.tool("clone_safely", { url: z.string() }, async ({ url }) => {
  await spawn(["sh", "-c", 'git clone -- "$1"', "sh", url]).exited;
  return { content: [] };
});
