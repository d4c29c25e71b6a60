// Whose text names the variable decides, also where the environment is the default of a parameter.
import { readFileSync } from "node:fs";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "environment-as-parameter", version: "1.0.0" });
const answer = (value: unknown) => ({ content: [{ type: "text" as const, text: String(value) }] });
type Variables = Record<string, string | undefined>;

// "${HOME}/dev" in the operator's own configuration: the operator names the variable.
function expand(value: unknown, env: Variables = process.env): unknown {
  if (typeof value === "string") return value.replace(/\$\{(\w+)\}/g, (match, name) => env[name] ?? match);
  const result: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(value as object)) result[key] = expand(inner, env);
  return result;
}
const config = expand(JSON.parse(readFileSync("config.json", "utf8"))) as { host: string };
server.registerTool("targets", {}, async () => answer(`ssh:${config.host}`));

function variable(name: string, env: Variables = process.env): string {
  return env[name] ?? "";
}
const again = (name: string, env: Variables = process.env) => variable(name, env);
server.registerTool("any", { inputSchema: { name: z.string() } }, async ({ name }) => answer(variable(name))); // expect: secret-in-result
server.registerTool("again", { inputSchema: { name: z.string() } }, async ({ name }) => answer(again(name))); // expect: secret-in-result
server.registerTool("token", {}, async () => answer(variable("SERVICE_TOKEN"))); // expect: secret-in-result
server.registerTool("zone", {}, async () => answer(variable("TZ")));
const chosen = (name: string, env: Variables = process.env) => env[name] ?? "";
server.registerTool("choice", { inputSchema: { name: z.enum(["LANG", "TZ"]) } }, async ({ name }) =>
  answer(chosen(name)),
);

function all(env: Variables = process.env): string {
  const lines: string[] = [];
  for (const name of Object.keys(env)) lines.push(`${name}=${env[name]}`);
  return lines.join("\n");
}
server.registerTool("all", {}, async () => answer(all())); // expect: secret-in-result
server.registerTool("all_given", {}, async () => answer(all(process.env))); // expect: secret-in-result

await server.connect(new StdioServerTransport());
