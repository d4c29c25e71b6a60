// "Read-only" by the words of the query.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import Database from "better-sqlite3";
import { Pool } from "pg";
import { z } from "zod";

const pool = new Pool();
const db = new Database("shop.db");
const server = new McpServer({ name: "cases", version: "1.0.0" });
const done = { content: [{ type: "text" as const, text: "done" }] };

server.tool("read_query", "Runs a read-only SQL query", { sql: z.string() }, async ({ sql }) => {
  if (!sql.trim().toLowerCase().startsWith("select")) throw new Error("only SELECT");
  await pool.query(sql); // expect: weak-query-guard
  return done;
});

server.tool("query_database", "Runs a SQL query", { query: z.string() }, async ({ query }) => {
  if (/\b(insert|update|delete|drop|alter)\b/i.test(query)) throw new Error("read only");
  db.prepare(query).all(); // expect: weak-query-guard
  return done;
});
