// Command lines put together of lists: what stands behind the dashes of any of them is no option.
import { execFileSync } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "dashes-put-together", version: "1.0.0" });
const FLAGS = (process.env.LOG_FLAGS ?? "").split(" ");
const Paths = { paths: z.array(z.string()) };
const answer = (value: unknown) => ({ content: [{ type: "text" as const, text: String(value) }] });

server.tool("concatenated", "Shows what changed some paths.", Paths, async ({ paths }) => {
  const args = ["log", ...FLAGS].concat(["--", ...paths]);
  return answer(execFileSync("git", args));
});

server.tool("spread", "Shows what changed some paths.", Paths, async ({ paths }) => {
  const behind = ["--", ...paths];
  return answer(execFileSync("git", ["log", ...FLAGS, ...behind]));
});

server.tool("in_front", "Shows what changed some paths.", Paths, async ({ paths }) => {
  const behind = [...paths, "--"];
  return answer(execFileSync("git", ["log", ...FLAGS, ...behind])); // expect: argument-injection
});

await server.connect(new StdioServerTransport());
