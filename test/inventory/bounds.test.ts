/** Inventories of programs whose values and calls go round in circles are made, and soon. */
import { describe, expect, it } from "vitest";
import { audit } from "../../src/index.js";
import { makeTree } from "../discover/make-tree.js";

const HEAD = `import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
const server = new McpServer({ name: "x", version: "1" });
`;
const TOOL = `server.registerTool("read", { description: "Reads.", inputSchema: { name: z.string(), options: shape } },
  async ({ name }) => ({ content: [{ type: "text", text: await f0(name, "/srv", 9) }] }));\n`;

/** Helpers that all call each other with what they were given, put together anew. */
function ring(size: number): string {
  const names = Array.from({ length: size }, (_, i) => `f${i}`);
  const functions = names.map((name, i) => {
    const next = [1, 2, 3].map((step) => `f${(i + step) % size}`);
    return `async function ${name}(part, base, depth) {
  const path = join(base, part);
  if (depth < 1) return await readFile(path, "utf8");
  return (await ${next[0]}(path, base, depth - 1)) + (await ${next[1]}(part, path, depth - 1)) + (await ${next[2]}(path + "/" + part, join(path, base), depth - 2));
}`;
  });
  return functions.join("\n");
}

describe("inventories", () => {
  it("of functions that call each other in circles", async () => {
    const cwd = makeTree({ "server.js": `${HEAD}const shape = z.any();\n${ring(24)}\n${TOOL}` });
    const started = performance.now();
    const { inventory } = await audit({ paths: ["."], cwd, inventory: true });
    expect(performance.now() - started).toBeLessThan(30_000);
    expect(inventory?.tools[0]?.items.map(({ kind }) => kind)).toContain("file-read");
    for (const { subject } of inventory?.tools[0]?.items ?? [])
      expect(subject.length).toBeLessThanOrEqual(100);
  }, 60_000);

  it("of schemas that hold themselves", async () => {
    const shape = `const shape = z.lazy(() => z.object({ self: shape, other: other, list: z.array(shape) }));
const other = z.object({ back: z.lazy(() => shape), many: Array.from({ length: 9 }, () => shape) });
async function f0(name, base) { return await readFile(join(base, name), "utf8"); }\n`;
    const cwd = makeTree({ "server.js": HEAD + shape + TOOL });
    const { inventory } = await audit({ paths: ["."], cwd, inventory: true });
    expect(inventory?.tools[0]?.schema?.length).toBeLessThan(20_000);
    expect(inventory?.tools[0]?.schema).toContain("name");
  }, 60_000);
});
