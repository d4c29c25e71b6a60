// Text in the middle of what a builder binds, and letters of a format that quote or do not.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import knex from "knex";
import pg from "pg";
import format from "pg-format";
import { z } from "zod";

const db = knex({ client: "pg" });
const pool = new pg.Pool();
const server = new McpServer({ name: "text-in-builders", version: "1.0.0" });
const done = { content: [{ type: "text" as const, text: "done" }] };
const inputSchema = { word: z.string(), other: z.string() };

server.registerTool("late_text", { inputSchema }, async ({ word }) => {
  await db("users").select("*").where("active", true).orderByRaw(word); // expect: sql-injection
  return done;
});

server.registerTool("late_value", { inputSchema }, async ({ word }) => {
  await db("users").select("*").where("name", word).orderByRaw("name DESC");
  await db("users").select("*").where("active", true).whereRaw("lower(name) = ?", [word]);
  return done;
});

server.registerTool("formatted_quoted", { inputSchema }, async ({ word, other }) => {
  await pool.query(format("SELECT * FROM %I WHERE name = %L", word, other));
  return done;
});

server.registerTool("formatted_text", { inputSchema }, async ({ word }) => {
  await pool.query(format("SELECT * FROM %s", word)); // expect: sql-injection
  return done;
});

server.registerTool("formatted_second", { inputSchema }, async ({ word, other }) => {
  await pool.query(format("SELECT * FROM %I ORDER BY %s", word, other)); // expect: sql-injection
  return done;
});

server.registerTool("formatted_first_fixed", { inputSchema }, async ({ other }) => {
  await pool.query(format("SELECT %s FROM %I", "name", other));
  return done;
});

await server.connect(new StdioServerTransport());
