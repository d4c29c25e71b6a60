// What stands behind the host is a command of the shell there; the host itself is a word of this command line.
import { execFileSync } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "nodes", version: "1.0.0" });
const answer = (out: Buffer) => ({ content: [{ type: "text" as const, text: out.toString() }] });

server.registerTool(
  "node_status",
  { description: "Shows the status of a node.", inputSchema: { node: z.string() } },
  async ({ node }) => answer(execFileSync("ssh", ["-p", "22", "--", node, "uptime"])),
);

server.registerTool(
  "box_status",
  { description: "Shows the status of a box.", inputSchema: { box: z.string() } },
  async ({ box }) => answer(execFileSync("ssh", ["-p", "22", "--", "node", `pct status ${box}`])), // expect: command-injection
);

await server.connect(new StdioServerTransport());
