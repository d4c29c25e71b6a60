// Tools that one loop registers: each handler is called with what its own schema lets through, whichever comes first.
import { execSync } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "schemas-of-a-loop", version: "1.0.0" });
const text = (s: unknown) => ({ content: [{ type: "text" as const, text: String(s) }] });

const commands = [
  {
    name: "view",
    input: { unit: z.enum(["nginx", "redis"]) },
    handler: async ({ unit }: any) => execSync(`systemctl status ${unit}`),
  },
  {
    name: "journal",
    input: { unit: z.string() },
    handler: async ({ unit }: any) => execSync(`journalctl -u ${unit}`), // expect: command-injection
  },
  {
    name: "priority",
    input: { unit: z.number() },
    handler: async ({ unit }: any) => execSync(`journalctl -p ${unit}`),
  },
];
for (const command of commands)
  server.registerTool(
    command.name,
    { description: `Runs ${command.name}.`, inputSchema: command.input },
    async (args: any) => text(await command.handler(args)),
  );

const shapes = [
  {
    name: "any_host",
    schema: z.object({ host: z.string() }),
    handler: async ({ host }: any) => text(execSync(`ping -c 1 ${host}`)), // expect: command-injection
  },
  {
    name: "known_host",
    schema: z.object({ host: z.string().regex(/^[a-z0-9]+$/) }),
    handler: async ({ host }: any) => text(execSync(`ping -c 1 ${host}`)),
  },
];
for (const { name, schema, handler } of shapes)
  server.registerTool(name, { description: "Asks a host.", inputSchema: schema.shape }, handler as any);

await server.connect(new StdioServerTransport());
