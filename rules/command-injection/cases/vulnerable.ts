// Registration shapes and call forms; the value becomes part of a shell's text, or names the program.
import * as cp from "node:child_process";
import { exec, execSync as shell, spawn, spawnSync } from "child_process";
import { promisify } from "node:util";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { CallToolRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { execa, execaCommand } from "execa";
import open from "open";
import shelljs from "shelljs";
import { z } from "zod";

const execAsync = promisify(exec);
const server = new McpServer({ name: "cases", version: "1.0.0" });

// registerTool, promisified exec, template literal
server.registerTool("convert", { description: "Converts an image", inputSchema: { file: z.string() } }, async ({ file }) => {
  const { stdout } = await execAsync(`convert ${file} out.png`); // expect: command-injection
  return { content: [{ type: "text", text: stdout }] };
});

// tool(name, description, shape, handler), concatenation, namespace import
server.tool("disk_usage", "Size of a folder", { folder: z.string() }, async ({ folder }) => {
  const out = cp.execSync("du -sh " + folder); // expect: command-injection
  return { content: [{ type: "text", text: out.toString() }] };
});

// a renamed import, arguments kept in one object
server.tool("ping_host", { host: z.string() }, async (args) => {
  shell(`ping -c 1 "${args.host}"`); // expect: command-injection
  return { content: [] };
});

// a list joined to one line is no list any more
server.tool("archive", { name: z.string(), folder: z.string() }, async ({ name, folder }) => {
  const words = ["tar", "czf", name, folder];
  await execAsync(words.join(" ")); // expect: command-injection
  return { content: [] };
});

// the shell option, for the command and for its arguments
server.tool("list_branch", { branch: z.string() }, async ({ branch }) => {
  spawn(`git log ${branch}`, { shell: true }); // expect: command-injection
  return { content: [] };
});
server.tool("list_file", { file: z.string() }, async ({ file }) => {
  spawnSync("git", ["log", "--", file], { shell: true }); // expect: command-injection
  return { content: [] };
});

// a shell started by hand
server.tool("count_words", { file: z.string() }, async ({ file }) => {
  spawn("bash", ["-c", `wc -w ${file}`]); // expect: command-injection
  return { content: [] };
});

// the caller names the program
server.tool("open_editor", { editor: z.string() }, async ({ editor }) => {
  spawn(editor, ["notes.txt"]); // expect: command-injection
  return { content: [] };
});

// quoting by hand: $( ) and backticks still work inside double quotes
server.tool("search", { pattern: z.string() }, async ({ pattern }) => {
  const quoted = pattern.replace(/"/g, '\\"');
  await execAsync(`grep "${quoted}" notes.txt`); // expect: command-injection
  return { content: [] };
});

// JSON.stringify is no shell quoting
server.tool("speak", { text: z.string() }, async ({ text }) => {
  await execAsync(`say ${JSON.stringify(text)}`); // expect: command-injection
  return { content: [] };
});

// a list of forbidden operators
server.tool("lookup", { domain: z.string() }, async ({ domain }) => {
  if (domain.includes(";") || domain.includes("|")) throw new Error("no operators");
  await execAsync(`whois ${domain}`); // expect: command-injection
  return { content: [] };
});

// helper in between: value keeps its way through a function and a class
class Git {
  constructor(private readonly directory: string) {}
  async run(line: string): Promise<string> {
    const { stdout } = await execAsync(`git ${line}`, { cwd: this.directory }); // expect: command-injection
    return stdout;
  }
  blame(file: string): Promise<string> {
    return this.run(`blame ${file}`);
  }
}
const git = new Git("/srv/project");
server.tool("blame", { file: z.string() }, async ({ file }) => ({ content: [{ type: "text", text: await git.blame(file) }] }));

// packages around child_process
const names = { one: z.string(), two: z.string(), three: z.string(), four: z.string() };
server.tool("packages", names, async ({ one, two, three, four }) => {
  shelljs.exec(`npm view ${one}`); // expect: command-injection
  await execa(`npm view ${two}`, { shell: true }); // expect: command-injection
  await execaCommand(`npm view ${three}`); // expect: command-injection
  await open(four); // expect: command-injection
  return { content: [] };
});

// low-level server: dispatch on the name, arguments as they come
const low = new Server({ name: "low", version: "1.0.0" }, { capabilities: { tools: {} } });
low.setRequestHandler(CallToolRequestSchema, async (request) => {
  const { name, arguments: args } = request.params;
  switch (name) {
    case "unzip":
      await execAsync(`unzip ${args?.archive as string}`); // expect: command-injection
      return { content: [] };
    default:
      throw new Error(`no tool ${name}`);
  }
});
