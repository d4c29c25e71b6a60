import { rm } from "node:fs/promises";
import { join } from "node:path";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "notes", version: "1.0.0" });

server.tool("delete_note", "Deletes a note", { id: z.number() }, async ({ id }) => { // expect: missing-audit-log
  await rm(join("/srv/notes", `${id}.md`));
  return { content: [{ type: "text", text: "deleted" }] };
});

await server.connect(new StdioServerTransport());
