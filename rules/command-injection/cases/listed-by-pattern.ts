// Elements of a list that fit a pattern, one by one and joined.
import { execSync } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "listed-by-pattern", version: "1.0.0" });
const units = z.array(z.string().regex(/^[a-z-]+$/));
const free = z.array(z.string().max(40));

server.registerTool("status", { description: "Shows units.", inputSchema: { units, free } }, async ({ units, free }) => {
  execSync(`systemctl status ${units[0]}`);
  execSync(`systemctl status ${units.join(" ")}`);
  for (const unit of units) execSync(`systemctl status ${unit}`);
  execSync(`systemctl cat ${free[0]}`); // expect: command-injection
  execSync(`systemctl cat ${free.join(" ")}`); // expect: command-injection
  return { content: [{ type: "text", text: "done" }] };
});

await server.connect(new StdioServerTransport());
