// Bound values, tags, quoting by a library, identifiers from a list or pattern.
import { PrismaClient } from "@prisma/client";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import Database from "better-sqlite3";
import mysql from "mysql2/promise";
import { escapeIdentifier, Pool } from "pg";
import postgres from "postgres";
import { z } from "zod";

const pool = new Pool();
const db = new Database("shop.db");
const prisma = new PrismaClient();
const sql = postgres();
const server = new McpServer({ name: "cases", version: "1.0.0" });
const done = { content: [{ type: "text" as const, text: "done" }] };

server.tool("find_user", { name: z.string(), limit: z.number() }, async ({ name, limit }) => {
  await pool.query("SELECT * FROM users WHERE name = $1", [name]);
  await pool.query({ text: "SELECT * FROM users WHERE name = $1", values: [name] });
  await pool.query(`SELECT * FROM users LIMIT ${limit}`);
  db.prepare("SELECT * FROM users WHERE name = ?").all(name);
  await prisma.$queryRaw`SELECT * FROM users WHERE name = ${name}`;
  await sql`SELECT * FROM users WHERE name = ${name}`;
  const connection = await mysql.createConnection({ host: "localhost" });
  await connection.execute("SELECT * FROM users WHERE name = ?", [name]);
  await connection.query(`SELECT * FROM users WHERE name = ${mysql.escape(name)}`);
  return done;
});

const TABLES = new Set(["users", "orders"]);
server.tool("count_rows", { table: z.string() }, async ({ table }) => {
  if (!TABLES.has(table)) throw new Error("unknown table");
  await pool.query(`SELECT count(*) FROM ${table}`);
  return done;
});

server.tool("describe_table", { table: z.string() }, async ({ table }) => {
  await pool.query(`SELECT * FROM ${escapeIdentifier(table)} LIMIT 1`);
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(table)) throw new Error("no identifier");
  await pool.query(`SELECT count(*) FROM ${table}`);
  return done;
});

server.tool("sorted", { direction: z.enum(["asc", "desc"]) }, async ({ direction }) => {
  await pool.query(`SELECT * FROM users ORDER BY name ${direction}`);
  return done;
});
