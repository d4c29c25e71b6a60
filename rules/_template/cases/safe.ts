// The same server, mended: nothing may be found here, by any rule.
import { execFile } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "demo", version: "1.0.0" });

server.tool("greet", { name: z.string() }, async ({ name }) => {
  execFile("echo", ["--", name]);
  return { content: [] };
});
