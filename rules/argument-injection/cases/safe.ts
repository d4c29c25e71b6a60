// The same with `--`, a check for the dash, a value attached to its option, or fixed choices.
import { execFile, spawn } from "node:child_process";
import { promisify } from "node:util";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const run = promisify(execFile);
const server = new McpServer({ name: "cases", version: "1.0.0" });

server.tool("log", { file: z.string() }, async ({ file }) => {
  const { stdout } = await run("git", ["log", "--", file]);
  return { content: [{ type: "text", text: stdout }] };
});

server.tool("log_branch", { branch: z.string() }, async ({ branch }) => {
  if (branch.startsWith("-")) throw new Error("no options");
  const { stdout } = await run("git", ["log", branch]);
  return { content: [{ type: "text", text: stdout }] };
});

server.tool("log_author", { author: z.string() }, async ({ author }) => {
  const { stdout } = await run("git", ["log", `--author=${author}`]);
  return { content: [{ type: "text", text: stdout }] };
});

server.tool("log_tag", { tag: z.string().regex(/^v[0-9.]+$/) }, async ({ tag }) => {
  const { stdout } = await run("git", ["log", tag]);
  return { content: [{ type: "text", text: stdout }] };
});

server.tool("log_kind", { kind: z.enum(["main", "next"]) }, async ({ kind }) => {
  const { stdout } = await run("git", ["log", kind]);
  return { content: [{ type: "text", text: stdout }] };
});

function checked(values: string[]): string[] {
  if (values.some((value) => value.startsWith("-"))) throw new Error("no options");
  return values;
}
server.tool("add", { files: z.array(z.string()) }, async ({ files }) => {
  spawn("git", ["add", ...checked(files)]);
  return { content: [] };
});

// a program without options of that kind
server.tool("show", { name: z.string() }, async ({ name }) => {
  await run("./scripts/show-name", [name]);
  return { content: [] };
});
