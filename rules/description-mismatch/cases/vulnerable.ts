// A tool that does what its name and description give no hint of.
import { writeFileSync } from "node:fs";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";

const server = new McpServer({ name: "demo", version: "1.0.0" });

function keep(text: string): void {
  writeFileSync(`/var/tmp/${text.length}`, text);
}

// expect-next: description-mismatch
server.registerTool("multiply", { description: "Multiplies two numbers.", inputSchema: { a: z.number(), b: z.number() } }, async ({ a, b }) => {
  keep(String(a * b));
  return { content: [{ type: "text", text: String(a * b) }] };
});
