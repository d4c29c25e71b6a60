/**
 * Recipes, tried: three servers are started as the recipe says, under Node's permission flags, and asked
 * through the SDK's client. What the recipe justifies works; what lies outside is refused by Node.
 */
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import process from "node:process";
import { Client } from "@modelcontextprotocol/sdk/client/index.js";
import { StdioClientTransport } from "@modelcontextprotocol/sdk/client/stdio.js";
import { build } from "esbuild";
import { beforeEach, describe, expect, it } from "vitest";
import { audit } from "../../src/audit.js";
import type { LaunchEntry } from "../../src/findings/install-verdict.js";
import { NO_INVENTORY } from "../../src/findings/inventory.js";
import { judge } from "../../src/verdict-install/index.js";
import { HOME, SHARED } from "../../src/verdict-install/recipe.js";
import { temporaryFolder } from "../temporary.js";
import { fetched } from "./fetched.js";

const fixtures = join(import.meta.dirname, "..", "..", "fixtures", "servers");
const NODE = Number(process.versions.node.split(".")[0]);

let scratch: string;
beforeEach(() => {
  scratch = temporaryFolder("recipe");
  mkdirSync(join(scratch, "shared"));
  mkdirSync(join(scratch, "servers"));
  writeFileSync(join(scratch, "shared", "inside.txt"), "inside");
  writeFileSync(join(scratch, "outside.txt"), "outside");
});

/** The entry of the recipe with the reader's own folders, and the server installed where it says. */
async function recipeOf(name: string): Promise<LaunchEntry> {
  const report = await audit({ paths: [join(fixtures, name)], inventory: true });
  const inventory = report.inventory ?? NO_INVENTORY;
  const verdict = judge({ report, inventory, fetched: fetched(name, join(fixtures, name)) }, NODE);
  const recipe = verdict.recipes[0];
  if (recipe === undefined) throw new Error("no recipe");
  expect(recipe.kind).toBe("node");
  const own = (text: string): string =>
    text.replace(HOME, join(scratch, "servers")).replace(SHARED, join(scratch, "shared"));
  const args = recipe.entry.args.map(own);
  const file = args.at(-1) ?? "";
  mkdirSync(dirname(file), { recursive: true });
  // Its packages are put into the file, as if they had been installed beside it.
  await build({
    entryPoints: [join(fixtures, name, "server.js")],
    outfile: file,
    bundle: true,
    platform: "node",
    format: "esm",
    banner: {
      js: 'import { createRequire } from "node:module"; const require = createRequire(import.meta.url);',
    },
    logLevel: "silent",
  });
  writeFileSync(join(dirname(file), "package.json"), '{"type":"module"}');
  const env = Object.fromEntries(Object.entries(recipe.entry.env).map(([key, value]) => [key, own(value)]));
  return { command: recipe.entry.command, args, env };
}

async function connect(entry: LaunchEntry): Promise<Client> {
  const client = new Client({ name: "test", version: "1" });
  await client.connect(
    new StdioClientTransport({
      command: process.execPath,
      args: [...entry.args],
      env: entry.env,
      cwd: join(scratch, "shared"),
      stderr: "ignore",
    }),
  );
  return client;
}

async function call(
  client: Client,
  name: string,
  args: Record<string, unknown>,
): Promise<{ text: string; failed: boolean }> {
  const result = await client.callTool({ name, arguments: args });
  const [first] = result.content as { text?: string }[];
  return { text: first?.text ?? "", failed: result.isError === true };
}

describe("a server started as its recipe says", () => {
  it("answers when it needs nothing, and has no file and no program", async () => {
    const entry = await recipeOf("stdio-clock");
    expect(entry.args.filter((arg) => arg.startsWith("--allow"))).toHaveLength(1);
    const client = await connect(entry);
    try {
      expect((await client.listTools()).tools.map((tool) => tool.name)).toEqual(["now"]);
      expect((await call(client, "now", {})).text).toMatch(/^\d{4}-/);
    } finally {
      await client.close();
    }
    // The same flags before a program that wants more than its inventory shows.
    const greedy = join(scratch, "servers", "stdio-clock", "greedy.mjs");
    writeFileSync(
      greedy,
      'import { readFileSync } from "node:fs";\nimport { execSync } from "node:child_process";\nconst tried = (act) => { try { act(); return "done"; } catch (error) { return error.code; } };\nconsole.log(tried(() => readFileSync("/etc/hostname")), tried(() => execSync("true")));\n',
    );
    const { spawnSync } = await import("node:child_process");
    const run = spawnSync(process.execPath, [...entry.args.slice(0, -1), greedy], { encoding: "utf8" });
    expect(run.stdout.trim()).toBe("ERR_ACCESS_DENIED ERR_ACCESS_DENIED");
  });

  it("reads the shared folder and nothing else", async () => {
    const client = await connect(await recipeOf("stdio-reader"));
    try {
      expect((await client.listTools()).tools.map((tool) => tool.name)).toEqual(["read", "list"]);
      expect(await call(client, "read", { path: join(scratch, "shared", "inside.txt") })).toEqual({
        text: "inside",
        failed: false,
      });
      expect(await call(client, "list", { path: join(scratch, "shared") })).toEqual({
        text: "inside.txt",
        failed: false,
      });
      const outside = await call(client, "read", { path: join(scratch, "outside.txt") });
      expect(outside.failed).toBe(true);
      expect(outside.text).toContain("restricted");
      expect((await call(client, "list", { path: scratch })).failed).toBe(true);
    } finally {
      await client.close();
    }
  });

  it("writes the shared folder and nothing else, with the variables it needs", async () => {
    const entry = await recipeOf("stdio-notes");
    expect(entry.env).toEqual({
      NOTES_DIR: join(scratch, "shared"),
      NOTES_SIGNING_KEY: "<notes-signing-key>",
    });
    const client = await connect(entry);
    try {
      expect(await call(client, "write_note", { name: "a.txt", body: "hello" })).toEqual({
        text: "written",
        failed: false,
      });
      expect(readFileSync(join(scratch, "shared", "a.txt"), "utf8")).toContain("hello");
      expect((await call(client, "read_note", { name: "a.txt" })).text).toContain("hello");
      const outside = await call(client, "write_note", { name: "../outside.txt", body: "overwritten" });
      expect(outside.failed).toBe(true);
      expect(readFileSync(join(scratch, "outside.txt"), "utf8")).toBe("outside");
      expect((await call(client, "delete_note", { name: "../outside.txt" })).failed).toBe(true);
    } finally {
      await client.close();
    }
  });
});
