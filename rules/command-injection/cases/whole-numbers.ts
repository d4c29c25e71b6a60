// Texts that are asked whether they are numbers, as a whole or at their begin only; lists of what was found.
import { execSync } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "whole-numbers", version: "1.0.0" });
const done = { content: [{ type: "text" as const, text: "done" }] };
const pid = { pid: z.string() };

server.tool("kill", "Ends a process.", pid, async ({ pid }) => {
  if (Number.isNaN(Number(pid))) throw new Error("no process");
  execSync(`kill ${pid}`);
  return done;
});
server.tool("stop", "Stops a process.", pid, async ({ pid }) => {
  if (isNaN(pid as never)) throw new Error("no process");
  execSync(`kill -STOP ${pid}`);
  return done;
});
server.tool("go_on", "Lets a process go on.", pid, async ({ pid }) => {
  const number = +pid;
  if (!Number.isInteger(number)) throw new Error("no process");
  execSync(`kill -CONT ${pid}`);
  return done;
});
server.tool("hang_up", "Hangs up.", pid, async ({ pid }) => {
  if (!Number.isFinite(Number(pid))) throw new Error("no process");
  execSync(`kill -HUP ${pid}`);
  return done;
});
// What stands behind the number is not asked for.
server.tool("kill_begin", "Ends a process.", pid, async ({ pid }) => {
  if (Number.isNaN(parseInt(pid, 10))) throw new Error("no process");
  execSync(`kill ${pid}`); // expect: command-injection
  return done;
});
// No text is that very value.
server.tool("kill_text", "Ends a process.", pid, async ({ pid }) => {
  if (Number.isNaN(pid)) throw new Error("no process");
  execSync(`kill ${pid}`); // expect: command-injection
  return done;
});
server.tool("kill_others", "Ends what is no process.", pid, async ({ pid }) => {
  if (!isNaN(Number(pid))) return done;
  execSync(`pkill ${pid}`); // expect: command-injection
  return done;
});

server.tool("list_odd", "Lists a folder.", { name: z.string() }, async ({ name }) => {
  const odd = name.match(/[^a-z]/g) ?? [];
  if (odd.length > 0) throw new Error(`not allowed: ${odd.length}`);
  execSync(`ls ${name}`);
  return done;
});
server.tool("list_some", "Lists a folder.", { name: z.string() }, async ({ name }) => {
  if ((name.match(/[a-z]/g) ?? []).length === 0) throw new Error("no folder");
  execSync(`ls ${name}`); // expect: command-injection
  return done;
});
server.tool("list_plain", "Lists a folder.", { name: z.string() }, async ({ name }) => {
  for (let i = 0; i < name.length; i++) {
    if (!/[a-z]/.test(name.charAt(i))) throw new Error("no folder");
  }
  execSync(`ls ${name}`);
  return done;
});

await server.connect(new StdioServerTransport());
