import { rm, readFile } from "node:fs/promises";
import { join } from "node:path";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "notes", version: "1.0.0" });

/** Every call goes through here, so that every call is written down. */
function recorded<A extends object, R>(name: string, run: (args: A) => Promise<R>): (args: A) => Promise<R> {
  return async (args) => {
    console.error(`${new Date().toISOString()} ${name} ${JSON.stringify(args)}`);
    return run(args);
  };
}

server.tool(
  "delete_note",
  "Deletes a note",
  { id: z.number() },
  recorded("delete_note", async ({ id }: { id: number }) => {
    await rm(join("/srv/notes", `${id}.md`));
    return { content: [{ type: "text" as const, text: "deleted" }] };
  }),
);

// Nothing changes, nothing has to be written down.
server.tool("read_note", "Reads a note", { id: z.number() }, async ({ id }) => ({
  content: [{ type: "text", text: await readFile(join("/srv/notes", `${id}.md`), "utf8") }],
}));

await server.connect(new StdioServerTransport());
