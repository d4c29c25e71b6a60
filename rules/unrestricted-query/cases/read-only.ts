// What a connection or a session cannot write, no query writes.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import Database from "better-sqlite3";
import neo4j from "neo4j-driver";
import sqlite3 from "sqlite3";
import { z } from "zod";

const reading = new Database("shop.db", { readonly: true });
const writing = new Database("shop.db", { readonly: false });
const other = new sqlite3.Database("shop.db", sqlite3.OPEN_READONLY);
const driver = neo4j.driver("bolt://localhost");
const server = new McpServer({ name: "read-only", version: "1.0.0" });
const inputSchema = { query: z.string() };
const description = "Runs a query.";
const told = (rows: unknown) => ({ content: [{ type: "text" as const, text: JSON.stringify(rows) }] });

server.registerTool("run_query", { description, inputSchema }, async ({ query }) => told(reading.prepare(query).all()));

server.registerTool("run_query_open", { description, inputSchema }, async ({ query }) => {
  return told(writing.prepare(query).all()); // expect: unrestricted-query
});

server.registerTool("run_query_later", { description, inputSchema }, async ({ query }) => {
  other.all(query, (_error, rows) => console.error(rows));
  return told([]);
});

server.registerTool("run_query_held", { description, inputSchema }, async ({ query }) => {
  const db = new Database("shop.db");
  db.pragma("query_only = ON");
  return told(db.prepare(query).all());
});

server.registerTool("run_query_held_script", { description, inputSchema }, async ({ query }) => {
  const db = new Database("shop.db");
  db.pragma("query_only = ON");
  return told(db.exec(query)); // expect: unrestricted-query
});

server.registerTool("run_graph_query", { description, inputSchema }, async ({ query }) => {
  const session = driver.session({ defaultAccessMode: neo4j.session.READ });
  return told(await session.run(query));
});

server.registerTool("run_graph_query_read", { description, inputSchema }, async ({ query }) => {
  const session = driver.session();
  return told(await session.executeRead((tx) => tx.run(query)));
});

server.registerTool("run_graph_query_write", { description, inputSchema }, async ({ query }) => {
  const session = driver.session({ defaultAccessMode: neo4j.session.WRITE });
  return told(await session.executeWrite((tx) => tx.run(query))); // expect: unrestricted-query
});

await server.connect(new StdioServerTransport());
