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

// behind the name of the package, everything is told to the package
server.tool("keep", { key: z.string() }, async ({ key }) => {
  await run("npx", ["--yes", "notebook-keeper@2", "keep", key]);
  await run("sudo", ["-u", "keeper", "notebook-keeper", key]);
  return { content: [] };
});

// options that matter stand in front of the subcommand
async function device(args: string[]): Promise<void> {
  await run("adb", args);
}
server.tool("install_app", { path: z.string(), serial: z.string().optional() }, async ({ path, serial }) => {
  const args: string[] = [];
  if (serial !== undefined) args.push("-s", serial);
  args.push("install", path);
  await device(args);
  await run("docker", ["--context", "build", "logs", path]);
  return { content: [] };
});

// a whole URL begins with the letter of its scheme
function isAddress(text: string): boolean {
  try {
    new URL(text);
    return true;
  } catch {
    return false;
  }
}
server.tool("save_video", { address: z.string() }, async ({ address }) => {
  if (!isAddress(address)) throw new Error("no address");
  await run("yt-dlp", ["--no-playlist", address]);
  return { content: [] };
});

// a list that was gone through is no object of options
server.tool("title", { text: z.string() }, async ({ text }) => {
  await run(
    "./scripts/title",
    ["--plain", text].filter((word) => word !== ""),
  );
  return { content: [] };
});
async function watch(words: string[]): Promise<void> {
  await run("yt-dlp", words);
}
server.tool("list_formats", { address: z.string() }, async ({ address }) => {
  if (!isAddress(address)) throw new Error("no address");
  await watch(["--list-formats", address]);
  return { content: [] };
});
