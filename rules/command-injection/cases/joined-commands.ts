// Lists that are joined by the operators of a shell: commands for whoever runs them, or the conditions of an expression.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";
import { runElsewhere, search } from "./elsewhere.js";

const server = new McpServer({ name: "joined-commands", version: "1.0.0" });
const answer = (value: unknown) => ({ content: [{ type: "text" as const, text: String(value) }] });

server.tool("build", "Builds a folder elsewhere.", { folder: z.string() }, async ({ folder }) => {
  const commands = [`cd ${folder}`, "make"];
  return answer(await runElsewhere(commands.join(" && "))); // expect: command-injection
});

server.tool("also", "Runs one more command elsewhere.", { command: z.string() }, async ({ command }) =>
  answer(await runElsewhere(["make", command].join(" ; "))), // expect: unrestricted-execution
);

server.tool("asked", "Lists what fits all words.", { words: z.array(z.string()) }, async ({ words }) =>
  answer(await search(words.join(" || "))),
);

server.tool("listed", "Lists notes.", { tag: z.string(), done: z.boolean().optional(), before: z.string() }, async (asked) => {
  const conditions = ["!note.hidden", `(note.done === ${asked.done})`, `note.tags.includes(${asked.tag})`];
  if (asked.tag) conditions.push(`new RegExp(${JSON.stringify(asked.tag)}).test(note.text)`);
  if (asked.before) conditions.push(`note.due < ${asked.before}`);
  return answer(await search(conditions.join(" && ")));
});

await server.connect(new StdioServerTransport());
