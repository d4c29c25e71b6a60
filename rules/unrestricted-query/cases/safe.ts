// Fixed queries with bound values.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import Database from "better-sqlite3";
import { z } from "zod";

const db = new Database("shop.db", { readonly: true });
const server = new McpServer({ name: "cases", version: "1.0.0" });

server.tool("query_orders", "Queries the orders of a month", { month: z.string() }, async ({ month }) => {
  const rows = db.prepare("SELECT * FROM orders WHERE month = ?").all(month);
  return { content: [{ type: "text", text: JSON.stringify(rows) }] };
});
