// A value where the program would accept an option.
import { execFile, execFileSync, spawn } from "node:child_process";
import { promisify } from "node:util";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { execa } from "execa";
import { spawnPromise } from "spawn-rx";
import { z } from "zod";

const run = promisify(execFile);
const server = new McpServer({ name: "cases", version: "1.0.0" });

server.tool("log", { branch: z.string() }, async ({ branch }) => {
  const { stdout } = await run("git", ["log", branch]); // expect: argument-injection
  return { content: [{ type: "text", text: stdout }] };
});

server.tool("clone", { url: z.string() }, async ({ url }) => {
  execFileSync("git", ["clone", url, "checkout"]); // expect: argument-injection
  return { content: [] };
});

server.tool("unpack", { archive: z.string() }, async ({ archive }) => {
  spawn("tar", ["xzf", archive, "data"]); // expect: argument-injection
  return { content: [] };
});

// cut at blanks: each piece may be an option
server.tool("commit", { what: z.string() }, async ({ what }) => {
  spawn("git", ["commit", ...what.split(" ")]); // expect: argument-injection
  return { content: [] };
});

// through a helper
const kubectl = (args: string[]) => run("kubectl", args); // expect: argument-injection
server.tool("pods", { name: z.string() }, async ({ name }) => {
  const { stdout } = await kubectl(["get", name, "pods"]);
  return { content: [{ type: "text", text: stdout }] };
});

server.tool("download", { url: z.string() }, async ({ url }) => {
  await execa("curl", [url, "-o", "page.html"]); // expect: argument-injection, unrestricted-fetch
  return { content: [] };
});

// the package itself is chosen by the caller
server.tool("try_package", { name: z.string() }, async ({ name }) => {
  await run("npx", ["--yes", name]); // expect: argument-injection
  return { content: [] };
});

// what is started reads options of its own
server.tool("fetch_page", { page: z.string() }, async ({ page }) => {
  await run("sudo", ["-u", "fetcher", "curl", page]); // expect: argument-injection
  await run("env", ["LANG=C", "wget", page]); // expect: argument-injection
  return { content: [] };
});

// against a base, any text is a URL
server.tool("save_video", { address: z.string() }, async ({ address }) => {
  new URL(address, "https://videos.example.com/");
  await run("yt-dlp", [address]); // expect: argument-injection
  return { content: [] };
});

// one more way to start a program
server.tool("subtitles", { address: z.string() }, async ({ address }) => {
  await spawnPromise("yt-dlp", ["--quiet", address], { cwd: "subtitles" }); // expect: argument-injection
  return { content: [] };
});
