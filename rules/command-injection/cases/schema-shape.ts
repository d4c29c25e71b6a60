// The shape of an object schema says of each property what the schema says, also in parts.
import { execSync } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "schema-shape", version: "1.0.0" });
const text = (s: unknown) => ({ content: [{ type: "text" as const, text: String(s) }] });

const Unit = z.object({ unit: z.string().regex(/^[a-z]+$/), note: z.string() }).strict();

server.registerTool(
  "status",
  { description: "Status of a unit.", inputSchema: Unit.shape },
  async ({ unit, note }) => {
    execSync(`logger ${note}`); // expect: command-injection
    return text(execSync(`systemctl status ${unit}`));
  },
);

server.tool(
  "lines",
  "Lines of a log.",
  { ...Unit.shape, lines: z.number(), since: z.string() },
  async ({ unit, lines, since }) => {
    execSync(`journalctl -u ${unit} --since ${since}`); // expect: command-injection
    return text(execSync(`journalctl -u ${unit} -n ${lines}`));
  },
);

server.tool(
  "start",
  "Starts a unit.",
  { name: Unit.shape.unit.optional(), why: Unit.shape.note },
  async ({ name, why }) => {
    execSync(`logger ${why}`); // expect: command-injection
    return text(execSync(`systemctl start ${name}`));
  },
);

server.tool("stop", "Stops a unit.", { ...Unit.shape, unit: z.string() }, async ({ unit }) =>
  text(execSync(`systemctl stop ${unit}`)), // expect: command-injection
);

await server.connect(new StdioServerTransport());
