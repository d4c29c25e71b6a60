// Each element is checked by a function that is handed to the list.
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { z } from "zod";
import { execSync } from "node:child_process";
const server = new McpServer({ name: "each-checked", version: "1" });
const WORD = /^[\w-]+$/;
function assertWord(w: string) { if (!WORD.test(w)) throw new Error("bad"); }
async function assertAsync(w: string): Promise<void> { if (!WORD.test(w)) throw new Error("bad"); }
const ok = (t: string) => ({ content: [{ type: "text" as const, text: t }] });
server.tool("all-awaited", "Makes targets", { words: z.array(z.string()) }, async ({ words }) => {
  await Promise.all(words.map((w) => assertAsync(w)));
  return ok(execSync(`make ${words.join(" ")}`).toString());
});
server.tool("for-each", "Makes targets", { words: z.array(z.string()) }, async ({ words }) => {
  words.forEach(assertWord);
  return ok(execSync(`make ${words.join(" ")}`).toString());
});
server.tool("mapped", "Makes targets", { words: z.array(z.string()) }, async ({ words }) => {
  words.map(assertWord);
  for (const w of words) execSync(`make ${w}`);
  return ok("");
});
server.tool("all-mapped", "Makes targets", { words: z.array(z.string()) }, async ({ words }) => {
  await Promise.all(words.map(assertAsync));
  return ok(words.map((w) => execSync(`make ${w}`).toString()).join());
});
server.tool("one-of-two", "Makes targets", { word: z.string() }, async ({ word }) => {
  const [, ] = await Promise.all([assertAsync(word), assertAsync("x")]);
  return ok(execSync(`make ${word}`).toString());
});
server.tool("not-awaited", "Makes targets", { words: z.array(z.string()) }, async ({ words }) => {
  words.map((w) => assertAsync(w));
  return ok(execSync(`make ${words.join(" ")}`).toString()); // expect: command-injection
});
server.tool("loop", "Makes targets", { words: z.array(z.string()) }, async ({ words }) => {
  for (const w of words) await assertAsync(w);
  return ok(execSync(`make ${words[0]}`).toString());
});
server.tool("checked-copies", "Makes targets", { words: z.array(z.string()) }, async ({ words }) => {
  const safe = words.map((w) => { assertWord(w); return w; });
  return ok(execSync(`make ${safe.join(" ")}`).toString());
});
await server.connect(new StdioServerTransport());
