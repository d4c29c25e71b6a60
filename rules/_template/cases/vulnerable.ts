// The smallest server with the problem; then the same value through a helper, a class, another function.
import { exec } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "demo", version: "1.0.0" });

server.tool("greet", { name: z.string() }, async ({ name }) => {
  exec(`echo ${name}`); // expect: RULE-ID
  return { content: [] };
});
