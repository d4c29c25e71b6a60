// Two quotes are one within a text of these databases; a backslash is one more character.
import Database from "better-sqlite3";
import mssql from "mssql";
import mysql from "mysql2/promise";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const db = new Database("shop.db");
const pool = await mssql.connect("Server=localhost");
const other = mysql.createPool("mysql://localhost");
const server = new McpServer({ name: "doubled-quotes", version: "1.0.0" });
const inputSchema = { name: z.string() };
const told = (rows: unknown) => ({ content: [{ type: "text" as const, text: JSON.stringify(rows) }] });
const doubled = (text: string) => text.replaceAll("'", "''");

server.registerTool("find", { description: "Finds a shop.", inputSchema }, async ({ name }) => {
  return told(db.prepare(`SELECT * FROM shops WHERE name = '${doubled(name)}'`).all());
});

server.registerTool("find_database", { description: "Finds a database.", inputSchema }, async ({ name }) => {
  return told(await pool.request().query(`SELECT DB_ID(N'${name.replace(/'/g, "''")}')`));
});

server.registerTool("find_once", { description: "Finds a database.", inputSchema }, async ({ name }) => {
  return told(await pool.request().query(`SELECT DB_ID(N'${name.replace("'", "''")}')`)); // expect: sql-injection
});

server.registerTool("find_cut", { description: "Finds a database.", inputSchema }, async ({ name }) => {
  return told(await pool.request().query(`SELECT DB_ID(N'${doubled(name).slice(0, 20)}')`)); // expect: sql-injection
});

server.registerTool("find_unquoted", { description: "Finds a database.", inputSchema }, async ({ name }) => {
  return told(await pool.request().query(`SELECT DB_ID(${doubled(name)})`)); // expect: sql-injection
});

server.registerTool("find_backslash", { description: "Finds a shop.", inputSchema }, async ({ name }) => {
  return told(await other.query(`SELECT * FROM shops WHERE name = '${doubled(name)}'`)); // expect: sql-injection
});

await server.connect(new StdioServerTransport());
