// In a text of SOQL a backslash takes the meaning of what follows: quotes stand behind one, and backslashes, too.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import jsforce from "jsforce";
import { z } from "zod";

const org = new jsforce.Connection({ loginUrl: "https://login.example.com" });
const server = new McpServer({ name: "escaped-quotes", version: "1.0.0" });
const inputSchema = { name: z.string() };
const told = (rows: unknown) => ({ content: [{ type: "text" as const, text: JSON.stringify(rows) }] });

const escaped = (text: string) => text.replace(/\\/g, "\\\\").replace(/'/g, "\\'");
const onOneLine = (text: string) =>
  escaped(text).replace(/\n/g, "\\n").replace(/\r/g, "\\r").replace(/\t/g, "\\t");
const cutAtLines = (text: string) => escaped(text).replace(/\n/g, "\\");

server.registerTool("find_user", { description: "Finds a user.", inputSchema }, async ({ name }) => {
  return told(await org.query(`SELECT Id FROM User WHERE Name = '${escaped(name)}'`));
});

server.registerTool("find_line", { description: "Finds a user.", inputSchema }, async ({ name }) => {
  return told(await org.query(`SELECT Id FROM User WHERE Name LIKE '%${onOneLine(name)}%' LIMIT 5`));
});

server.registerTool("find_log", { description: "Finds a log.", inputSchema }, async ({ name }) => {
  return told(await org.tooling.query(`SELECT Id FROM ApexLog WHERE Operation = '${onOneLine(name)}'`));
});

server.registerTool("find_cut", { description: "Finds a user.", inputSchema }, async ({ name }) => {
  return told(await org.query(`SELECT Id FROM User WHERE Name = '${cutAtLines(name)}'`)); // expect: sql-injection
});

server.registerTool("find_doubled", { description: "Finds a user.", inputSchema }, async ({ name }) => {
  const doubled = name.replace(/'/g, "''");
  return told(await org.query(`SELECT Id FROM User WHERE Name = '${doubled}'`)); // expect: sql-injection
});

server.registerTool("find_field", { description: "Finds a user.", inputSchema }, async ({ name }) => {
  return told(await org.query(`SELECT ${escaped(name)} FROM User LIMIT 5`)); // expect: sql-injection
});

await server.connect(new StdioServerTransport());
