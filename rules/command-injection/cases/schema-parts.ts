// Schemas that are made of others: some of the properties, one of several, a list of known length.
import { execSync } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "schema-parts", version: "1.0.0" });
const text = (s: unknown) => ({ content: [{ type: "text" as const, text: String(s) }] });

const Unit = z.object({ unit: z.string().regex(/^[a-z]+$/), note: z.string(), lines: z.number() });

server.registerTool(
  "status",
  { description: "Status of a unit.", inputSchema: Unit.pick({ unit: true }) },
  async ({ unit }) => text(execSync(`systemctl status ${unit}`)),
);
server.registerTool(
  "remark",
  { description: "Writes a remark.", inputSchema: Unit.omit({ unit: true }).partial({ lines: true }) },
  async ({ note, lines }) => {
    execSync(`head -n ${lines} /var/log/syslog`);
    return text(execSync(`logger ${note}`)); // expect: command-injection
  },
);

server.tool(
  "kill",
  "Ends a process.",
  {
    process: z.union([z.string().regex(/^[a-z]+$/), z.number()]),
    signal: z.union([z.string().regex(/^[A-Z]+$/), z.string().regex(/^[1-9]$/)]),
    group: z.union([z.string().regex(/^[a-z]+$/), z.string().min(1)]),
  },
  async ({ process, signal, group }) => {
    execSync(`pkill -g ${group}`); // expect: command-injection
    return text(execSync(`pkill -${signal} ${process}`));
  },
);

server.tool(
  "pair",
  "Two words.",
  { words: z.tuple([z.string().regex(/^[a-z]+$/), z.number(), z.string()]) },
  async ({ words: [name, count, rest] }) => {
    execSync(`notify ${rest}`); // expect: command-injection
    return text(execSync(`repeat ${count} ${name}`));
  },
);

server.tool(
  "left-out",
  "A unit that the schema leaves out and lets through.",
  Unit.omit({ unit: true }).passthrough() as any,
  async ({ unit }: any) => text(execSync(`systemctl start ${unit}`)), // expect: command-injection
);

await server.connect(new StdioServerTransport());
