// simple-git takes its words one by one or as a list; what stands in front of a word is known in both.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { simpleGit, type SimpleGit } from "simple-git";
import { z } from "zod";

const server = new McpServer({ name: "list-of-words", version: "1.0.0" });
const done = { content: [{ type: "text" as const, text: "done" }] };
const inputSchema = { text: z.string() };

const open = (): SimpleGit => simpleGit({ baseDir: "/srv/repository" });

server.registerTool("reword", { inputSchema }, async ({ text }) => {
  await open().raw(["commit", "--amend", "-m", text]);
  return done;
});

server.registerTool("reword_in_words", { inputSchema }, async ({ text }) => {
  await open().raw("commit", "--amend", "-m", text);
  return done;
});

server.registerTool("branch", { inputSchema }, async ({ text }) => {
  await open().raw(["branch", "--no-track", text, "main"]);
  return done;
});

server.registerTool("fetch", { inputSchema }, async ({ text }) => {
  const words = ["fetch", "--prune"];
  words.push(text);
  await open().raw(words); // expect: argument-injection
  return done;
});

server.registerTool("fetch_in_words", { inputSchema }, async ({ text }) => {
  await open().raw("fetch", text); // expect: argument-injection
  return done;
});

server.registerTool("fetch_behind_dashes", { inputSchema }, async ({ text }) => {
  await open().raw(["fetch", "--", text]);
  return done;
});

await server.connect(new StdioServerTransport());
