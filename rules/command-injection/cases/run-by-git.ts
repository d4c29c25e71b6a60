// What git is told to run for each step or each submodule is a command.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { simpleGit } from "simple-git";
import { z } from "zod";

const git = simpleGit("/srv/notes");
const server = new McpServer({ name: "run-by-git", version: "1.0.0" });
const answer = (value: unknown) => ({ content: [{ type: "text" as const, text: String(value) }] });

server.tool("find_fault", "Looks for the change that broke a test.", { test: z.string() }, async ({ test }) =>
  answer(await git.raw(["bisect", "run", test])), // expect: command-injection
);

server.tool("in_each", "Shows something of each part.", { what: z.string() }, async ({ what }) =>
  answer(await git.raw(["submodule", "foreach", `git log ${what}`])), // expect: command-injection
);

server.tool("found", "Says that a change is good.", { test: z.enum(["unit", "format"]) }, async ({ test }) =>
  answer(await git.raw(["bisect", "run", "npm", "run", test])),
);

await server.connect(new StdioServerTransport());
