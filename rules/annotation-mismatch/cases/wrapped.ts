// One wrapper around all tools: what it runs for one of them says nothing of the others.
import { rm } from "node:fs/promises";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";

const server = new McpServer({ name: "wrapped", version: "1.0.0" });
const text = (value: string) => ({ content: [{ type: "text" as const, text: value }] });

const timed =
  <A>(run: (args: A) => Promise<string>) =>
  async (args: A) =>
    text(await run(args));

server.registerTool(
  "upper",
  { description: "Capitals.", inputSchema: { word: z.string() }, annotations: { readOnlyHint: true } },
  timed(async ({ word }: { word: string }) => word.toUpperCase()),
);

server.registerTool(
  "clear_notes",
  { description: "Clears the notes.", inputSchema: {}, annotations: { readOnlyHint: false } },
  timed(async () => {
    await rm("/srv/notes", { recursive: true });
    return "cleared";
  }),
);

await server.connect(new StdioServerTransport());
