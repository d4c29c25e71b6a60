// A value in the text of a query.
import { PrismaClient } from "@prisma/client";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import Database from "better-sqlite3";
import mysql from "mysql2/promise";
import neo4j from "neo4j-driver";
import { Pool } from "pg";
import { Sequelize } from "sequelize";
import sqlite3 from "sqlite3";
import { z } from "zod";

const pool = new Pool();
const db = new Database("shop.db");
const old = new sqlite3.Database("shop.db");
const prisma = new PrismaClient();
const sequelize = new Sequelize("sqlite::memory:");
const driver = neo4j.driver("neo4j://localhost");
const server = new McpServer({ name: "cases", version: "1.0.0" });
const done = { content: [{ type: "text" as const, text: "done" }] };

server.tool("with_pool", { name: z.string() }, async ({ name }) => {
  await pool.query(`SELECT * FROM users WHERE name = '${name}'`); // expect: sql-injection
  return done;
});
server.tool("with_client", { one: z.string(), two: z.string() }, async ({ one, two }) => {
  const client = await pool.connect();
  await client.query("SELECT * FROM users WHERE name = '" + one + "'"); // expect: sql-injection
  await client.query({ text: `SELECT * FROM users WHERE name = '${two}'` }); // expect: sql-injection
  return done;
});
server.tool("with_sqlite", { one: z.string(), two: z.string(), three: z.string() }, async ({ one, two, three }) => {
  db.prepare(`SELECT * FROM users WHERE name = '${one}'`).all(); // expect: sql-injection
  db.exec(`DELETE FROM users WHERE name = '${two}'`); // expect: sql-injection
  old.all(`SELECT * FROM users WHERE name = '${three}'`, () => {}); // expect: sql-injection
  return done;
});
server.tool("with_orm", { one: z.string(), two: z.string() }, async ({ one, two }) => {
  await prisma.$queryRawUnsafe(`SELECT * FROM users WHERE name = '${one}'`); // expect: sql-injection
  await sequelize.query(`SELECT * FROM users WHERE name = '${two}'`); // expect: sql-injection
  return done;
});

server.tool("describe_table", { table: z.string(), other: z.string() }, async ({ table, other }) => {
  const connection = await mysql.createConnection({ host: "localhost" });
  await connection.query(`DESCRIBE ${table}`); // expect: sql-injection
  await connection.execute("SELECT * FROM `" + other + "` LIMIT 5"); // expect: sql-injection
  return done;
});

server.tool("find_node", { label: z.string(), other: z.string() }, async ({ label, other }) => {
  const session = driver.session();
  await session.run(`MATCH (n:${label}) RETURN n`); // expect: sql-injection
  await session.executeRead((tx) => tx.run(`MATCH (n:${other}) RETURN n`)); // expect: sql-injection
  return done;
});

// quotes doubled by hand
server.tool("find_order", { reference: z.string() }, async ({ reference }) => {
  const escaped = reference.replace("'", "''");
  await pool.query(`SELECT * FROM orders WHERE reference = '${escaped}'`); // expect: sql-injection
  return done;
});
