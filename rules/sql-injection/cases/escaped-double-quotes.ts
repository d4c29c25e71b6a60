// Where backslashes escape, double quotes hold a text as single ones do, if both they and the backslashes are escaped.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { QueryExecutionClient } from "@dynatrace-sdk/client-query";
import mysql from "mysql2/promise";
import { Client } from "pg";
import { z } from "zod";

const server = new McpServer({ name: "escaped-double-quotes", version: "1.0.0" });
const inputSchema = { name: z.string(), names: z.array(z.string()) };
const told = (rows: unknown) => ({ content: [{ type: "text" as const, text: JSON.stringify(rows) }] });

const escaped = (text: string) => text.replace(/\\/g, "\\\\").replace(/"/g, '\\"');
const quotesOnly = (text: string) => text.replace(/"/g, '\\"');

server.registerTool("find_user", { description: "Finds a user.", inputSchema }, async ({ name }) => {
  const db = await mysql.createConnection({ host: "localhost" });
  return told(await db.query(`SELECT id FROM users WHERE name = "${escaped(name)}"`));
});

server.registerTool("find_hosts", { description: "Finds hosts.", inputSchema }, async ({ names }) => {
  const grail = new QueryExecutionClient();
  const query = `smartscapeNodes "*" | search "*${names.map(escaped).join('*" OR "*')}*" | fields id`;
  return told(await grail.queryExecute({ body: { query } }));
});

server.registerTool("find_half", { description: "Finds a user.", inputSchema }, async ({ name }) => {
  const db = await mysql.createConnection({ host: "localhost" });
  return told(await db.query(`SELECT id FROM users WHERE name = "${quotesOnly(name)}"`)); // expect: sql-injection
});

server.registerTool("find_column", { description: "Finds a user.", inputSchema }, async ({ name }) => {
  const db = new Client({});
  return told(await db.query(`SELECT "${escaped(name)}" FROM users`)); // expect: sql-injection
});

await server.connect(new StdioServerTransport());
