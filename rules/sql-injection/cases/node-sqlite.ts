// The driver that comes with Node: what a statement holds as text, and what is bound to it.
import { DatabaseSync } from "node:sqlite";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "node-sqlite", version: "1.0.0" });
const done = { content: [{ type: "text" as const, text: "done" }] };
const db = new DatabaseSync("app.db");

server.tool("remove", { name: z.string() }, async ({ name }) => {
  db.exec("DELETE FROM users WHERE name = '" + name + "'"); // expect: sql-injection
  return done;
});

server.tool("remove_bound", { name: z.string() }, async ({ name }) => {
  db.exec("DELETE FROM sessions");
  db.prepare("DELETE FROM users WHERE name = ?").run(name);
  return done;
});
