// The same tools with lists of arguments, quoting by a library, fixed choices and anchored patterns.
import { execFile, spawn } from "node:child_process";
import { promisify } from "node:util";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { CallToolRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { exec } from "node:child_process";
import { $, execa } from "execa";
import { quote } from "shell-quote";
import { z } from "zod";

const run = promisify(execFile);
const execAsync = promisify(exec);
const server = new McpServer({ name: "cases", version: "1.0.0" });

server.registerTool("convert", { description: "Converts an image", inputSchema: { file: z.string() } }, async ({ file }) => {
  const { stdout } = await run("wc", ["-c", "--", file]);
  return { content: [{ type: "text", text: stdout }] };
});

// behind a helper
async function git(args: string[]): Promise<string> {
  const { stdout } = await run("git", args, { cwd: "/srv/project" });
  return stdout;
}
server.tool("blame", { file: z.string() }, async ({ file }) => {
  return { content: [{ type: "text", text: await git(["blame", "--", file]) }] };
});

// quoted by a library at the place where it is used
server.tool("disk_usage", { folder: z.string() }, async ({ folder }) => {
  await execAsync(`du -sh ${quote([folder])}`);
  return { content: [] };
});

// a fixed list in the schema
server.tool("run_script", { script: z.enum(["build", "test"]) }, async ({ script }) => {
  await execAsync(`npm run ${script}`);
  return { content: [] };
});

// a fixed list in the code
const FORMATS = ["png", "webp"];
server.tool("export_all", { format: z.string() }, async ({ format }) => {
  if (!FORMATS.includes(format)) throw new Error("unknown format");
  await execAsync(`./export.sh ${format}`);
  return { content: [] };
});

// a constant table indexed by the parameter
const COMMANDS: Record<string, string> = { disk: "df -h", memory: "free -m" };
server.tool("machine", { topic: z.enum(["disk", "memory"]) }, async ({ topic }) => {
  await execAsync(COMMANDS[topic] as string);
  return { content: [] };
});

// an anchored pattern without anything a shell would read
server.tool("show_commit", { commit: z.string().regex(/^[0-9a-f]{7,40}$/) }, async ({ commit }) => {
  await execAsync(`git show ${commit}`);
  return { content: [] };
});
server.tool("kill_pid", { pid: z.string() }, async ({ pid }) => {
  if (!/^\d+$/.test(pid)) throw new Error("not a number");
  await execAsync(`kill ${pid}`);
  return { content: [] };
});

// a number
server.tool("sleep", { seconds: z.number() }, async ({ seconds }) => {
  await execAsync(`sleep ${seconds}`);
  return { content: [] };
});

// values of tagged templates are single arguments
server.tool("node_version", { script: z.string() }, async ({ script }) => {
  await $`wc -l -- ${script}`;
  await execa("wc", ["-l", "--", script]);
  return { content: [] };
});

// exec of something else
server.tool("find_number", { text: z.string() }, async ({ text }) => {
  const found = /\d+/.exec(text);
  return { content: [{ type: "text", text: String(found?.index) }] };
});

const low = new Server({ name: "low", version: "1.0.0" }, { capabilities: { tools: {} } });
low.setRequestHandler(CallToolRequestSchema, async (request) => {
  const { name, arguments: args } = request.params;
  if (name === "count") {
    spawn("wc", ["-l", "--", args?.file as string]);
    return { content: [] };
  }
  throw new Error(`no tool ${name}`);
});

// never reached by a caller
export async function install(version: string): Promise<void> {
  await execAsync(`npm install -g tool@${version}`);
}
