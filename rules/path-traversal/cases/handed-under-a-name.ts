// A framework hands the arguments over beside other things: the schema speaks of what stands under that name.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { createTool } from "@mastra/core/tools";
import { MCPServer } from "@mastra/mcp";
import { z } from "zod";

const article = createTool({
  id: "article",
  description: "Reads an article",
  inputSchema: z.object({ slug: z.string() }),
  execute: async ({ context }) => ({ text: await readFile(join("/srv", `${context.slug}.mdx`), "utf8") }), // expect: path-traversal
});

const page = createTool({
  id: "page",
  description: "Reads a page",
  inputSchema: z.object({ slug: z.string() }),
  execute: async ({ context: { slug } }) => ({ text: await readFile(join("/srv", `${slug}.mdx`), "utf8") }), // expect: path-traversal
});

const section = createTool({
  id: "section",
  description: "Reads a section",
  inputSchema: z.object({ slug: z.enum(["start", "end"]) }),
  execute: async ({ context }) => ({ text: await readFile(join("/srv", `${context.slug}.mdx`), "utf8") }),
});

const server = new MCPServer({ name: "articles", version: "1.0.0", tools: { article, page, section } });
await server.startStdio();
