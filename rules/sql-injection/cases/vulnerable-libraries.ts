// A statement that is put together for a pool of Db2 for i, and one with a bound value.
import { Pool } from "@ibm/mapepire-js";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const pool = new Pool({ creds: { host: "db", user: "reader", password: process.env.PASSWORD ?? "" } });
const server = new McpServer({ name: "cases", version: "1.0.0" });

server.tool("orders_of", { customer: z.string() }, async ({ customer }) => {
  const query = pool.query(`SELECT * FROM orders WHERE customer = '${customer}'`); // expect: sql-injection
  return { content: [{ type: "text", text: JSON.stringify((await query.execute()).data) }] };
});

server.tool("orders_by", { clerk: z.string() }, async ({ clerk }) => {
  const query = pool.query("SELECT * FROM orders WHERE clerk = ?", { parameters: [clerk] });
  return { content: [{ type: "text", text: JSON.stringify((await query.execute()).data) }] };
});
