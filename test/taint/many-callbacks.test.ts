/** A helper that many handlers hand a function to: each of these still knows what was checked around it. */
import { expect, it } from "vitest";
import { audit } from "../../src/index.js";
import { makeTree } from "../discover/make-tree.js";

const handler = (n: number, root: string): string => `
server.registerTool("t${n}", { inputSchema: { p: z.string() } }, async ({ p }) => {
  const full = within(${root}, p);
  await locked(full, async () => { await fs.unlink(full); });
  return { content: [] };
});`;

const server = (count: number, check: string): string => `
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
import fs from "node:fs/promises";
import path from "node:path";

const ROOT = process.env.ROOT ?? "/srv/notes";
const last = new Map<string, Promise<unknown>>();
async function locked<T>(file: string, work: () => Promise<T>): Promise<T> {
  const next = (last.get(file) ?? Promise.resolve()).catch(() => undefined).then(work);
  last.set(file, next);
  return await next;
}
function within(root: string, name: string): string {
  const full = path.resolve(root, name);
  const base = path.resolve(root);
  ${check}
  return full;
}
const server = new McpServer({ name: "x", version: "1.0.0" });
${Array.from({ length: count }, (_, n) => handler(n, "ROOT")).join("\n")}
`;

async function traversals(text: string): Promise<number> {
  const { findings } = await audit({ paths: [makeTree({ "server.ts": text, "package.json": "{}" })] });
  return findings.filter(({ ruleId }) => ruleId === "path-traversal").length;
}

it("knows of forty handlers what was checked before the lock was taken", async () => {
  const sound = `if (!full.startsWith(base + path.sep)) throw new Error("outside");`;
  expect(await traversals(server(40, sound))).toBe(0);
  expect(await traversals(server(40, ""))).toBeGreaterThan(0);
});
