// Tools that say that they run the query they are sent.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import Database from "better-sqlite3";
import { MongoClient } from "mongodb";
import neo4j from "neo4j-driver";
import { z } from "zod";

const db = new Database("shop.db");
const driver = neo4j.driver("neo4j://localhost");
const orders = new MongoClient("mongodb://localhost").db("shop").collection("orders");
const server = new McpServer({ name: "cases", version: "1.0.0" });

server.tool("execute_sql", "Executes a SQL query", { sql: z.string() }, async ({ sql }) => {
  return { content: [{ type: "text", text: JSON.stringify(db.prepare(sql).all()) }] }; // expect: unrestricted-query
});

server.tool("run_cypher", "Runs a Cypher query", { query: z.string() }, async ({ query }) => {
  const result = await driver.executeQuery(query); // expect: unrestricted-query
  return { content: [{ type: "text", text: String(result.records.length) }] };
});

server.tool("aggregate", "Runs an aggregation pipeline", { pipeline: z.array(z.any()) }, async ({ pipeline }) => {
  const rows = await orders.aggregate(pipeline).toArray(); // expect: unrestricted-query
  return { content: [{ type: "text", text: String(rows.length) }] };
});

server.tool("query_rows", "Executes a SQL query and shows the first rows", { sql: z.string() }, async ({ sql }) => {
  const rows = db.prepare(`SELECT * FROM (${sql}) AS rows LIMIT 100`).all(); // expect: unrestricted-query
  return { content: [{ type: "text", text: JSON.stringify(rows) }] };
});
