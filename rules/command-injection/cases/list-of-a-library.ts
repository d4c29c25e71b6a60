// A list that a library exports is gone through; what is made of its elements are the program's own tools.
import { execSync } from "node:child_process";
import { catalogue } from "@acme/catalogue";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "list-of-a-library", version: "1.0.0" });

const tools = catalogue.map((entry) => ({
  ...entry,
  register: (to: McpServer) => {
    to.registerTool("restart", { inputSchema: { unit: z.string() } }, async ({ unit }) => {
      execSync(`systemctl restart ${unit}`); // expect: command-injection
      return { content: [] };
    });
    to.registerTool("stop", { inputSchema: { unit: z.string() } }, async ({ unit }) => {
      if (!/^[a-z]+$/.test(unit)) throw new Error("no unit");
      execSync(`systemctl stop ${unit}`);
      return { content: [] };
    });
  },
}));
for (const tool of tools) tool.register(server);

await server.connect(new StdioServerTransport());
