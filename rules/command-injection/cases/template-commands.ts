// Template strings as command lines: each value is one argument, unless a shell reads it.
import { $ as bun } from "bun";
import { $ as execa } from "execa";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
import { $ as zx } from "zx";

const server = new McpServer({ name: "template-commands", version: "1.0.0" });
const text = (s: unknown) => ({ content: [{ type: "text" as const, text: String(s) }] });

server.tool("sizes", { dir: z.string() }, async ({ dir }) => {
  await execa`du -sh -- ${dir}`;
  await zx`ls -l -- ${dir}`;
  return text(await bun`du -sh -- ${dir}`.text());
});

server.tool("in_shells", { dir: z.string() }, async ({ dir }) => {
  await execa`ssh web1 ${"du -sh " + dir}`; // expect: command-injection
  await zx`bash -c ${"du -sh " + dir}`; // expect: command-injection
  return text(await bun`sh -c ${"du -sh " + dir}`.text()); // expect: command-injection
});

server.tool("behind_shells", { dir: z.string() }, async ({ dir }) => {
  await zx`bash -c ${'du -sh "$1"'} bash ${dir}`;
  return text(await bun`sh -c ${'du -sh "$1"'} sh ${dir}`.text());
});

server.tool("raw", { dir: z.string(), all: z.boolean() }, async ({ dir, all }) => {
  await bun`du ${{ raw: all ? "-a" : "-s" }} -- ${dir}`;
  return text(await bun`du -sh ${{ raw: dir }}`.text()); // expect: command-injection
});

server.tool("with_options", { word: z.string() }, async ({ word }) => {
  await execa({ cwd: "/srv" })`git grep -n -e ${word}`;
  return text((await execa({ shell: true })`git grep -n -e ${word}`).stdout); // expect: command-injection
});
