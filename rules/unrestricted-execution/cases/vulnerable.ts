// Tools that say that they run what they are sent. One finding a tool.
import { exec, spawn } from "node:child_process";
import { promisify } from "node:util";
import vm from "node:vm";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { CallToolRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { chromium } from "playwright";
import { z } from "zod";

const run = promisify(exec);
const server = new McpServer({ name: "cases", version: "1.0.0" });

server.tool("execute_command", "Executes a shell command", { command: z.string() }, async ({ command }) => {
  const { stdout } = await run(command); // expect: unrestricted-execution
  return { content: [{ type: "text", text: stdout }] };
});

// Behind another command it is a whole one as well; the folder is part of a line.
server.tool("execute_in_folder", "Executes a shell command in a folder", { folder: z.string(), command: z.string() }, async ({ folder, command }) => {
  const line = `cd "${folder}" && ${command} 2>&1`;
  const { stdout } = await run(line); // expect: unrestricted-execution, command-injection
  return { content: [{ type: "text", text: stdout }] };
});

// The program is the caller's, whatever is put behind it.
server.tool("execute_and_mark", "Executes a shell command", { command: z.string() }, async ({ command }) => {
  const line = command.endsWith("&") ? `${command} echo "-- $?"` : `${command} </dev/null; echo "-- $?"`;
  const { stdout } = await run(line); // expect: unrestricted-execution
  return { content: [{ type: "text", text: stdout }] };
});

server.tool("execute_tool", "Executes a shell command", { command: z.string() }, async ({ command }) => {
  const { stdout } = await run(`${command}-tool --version`); // expect: command-injection
  return { content: [{ type: "text", text: stdout }] };
});

// Here it is a word, and no command.
server.tool("execute_search", "Executes a search command", { command: z.string() }, async ({ command }) => {
  const { stdout } = await run(`cd /srv && grep -r "; ${command}" .`); // expect: command-injection
  return { content: [{ type: "text", text: stdout }] };
});

server.tool("start_process", "Starts a process in the terminal", { command: z.string() }, async ({ command }) => {
  spawn("bash", ["-c", command]); // expect: unrestricted-execution
  return { content: [] };
});

server.tool("run_javascript", "Runs JavaScript code", { code: z.string() }, async ({ code }) => {
  return { content: [{ type: "text", text: String(vm.runInNewContext(code)) }] }; // expect: unrestricted-execution
});

server.tool("evaluate_script", "Evaluates a script in the page", { script: z.string() }, async ({ script }) => {
  const browser = await chromium.launch();
  const page = await browser.newPage();
  await page.evaluate(script); // expect: unrestricted-execution
  return { content: [] };
});

const low = new Server({ name: "low", version: "1.0.0" }, { capabilities: { tools: {} } });
low.setRequestHandler(CallToolRequestSchema, async (request) => {
  if (request.params.name === "run_command") {
    const { stdout } = await run(String(request.params.arguments?.command)); // expect: unrestricted-execution
    return { content: [{ type: "text", text: stdout }] };
  }
  throw new Error("unknown tool");
});
