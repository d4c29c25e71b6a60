// An index that is dropped takes no data along; a table does.
import Database from "better-sqlite3";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";

const db = new Database("shop.db");
const server = new McpServer({ name: "dropped-index", version: "1.0.0" });
const done = { content: [{ type: "text" as const, text: "done" }] };
const annotations = { readOnlyHint: false, destructiveHint: false };

server.registerTool("reindex", { description: "Makes the index anew.", annotations }, async () => {
  db.exec("DROP INDEX IF EXISTS by_name; CREATE INDEX by_name ON shops (name)");
  return done;
});

// expect-next: annotation-mismatch
server.registerTool("reset", { description: "Makes the table anew.", annotations }, async () => {
  db.exec("DROP TABLE IF EXISTS shops; CREATE TABLE shops (name TEXT)");
  return done;
});

// expect-next: annotation-mismatch
server.registerTool("rebuild", { description: "Makes everything anew.", annotations }, async () => {
  db.exec("DROP INDEX IF EXISTS by_name; DROP TABLE shops");
  return done;
});

await server.connect(new StdioServerTransport());
