import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";
import { listNotes, readNote } from "./notes.js";

const server = new McpServer({ name: "notes", version: "1.0.0" });

server.registerTool("list_notes", { description: "Lists all notes." }, async () => ({
  content: [{ type: "text", text: (await listNotes()).join("\n") }],
}));

server.registerTool(
  "read_note",
  { description: "Returns one note.", inputSchema: { name: z.string() } },
  async ({ name }) => ({ content: [{ type: "text", text: await readNote(name) }] }),
);

await server.connect(new StdioServerTransport());
