/** What a program may do as well is said where it loads a module for it and no call of it was seen. */
import { describe, expect, it } from "vitest";
import { audit } from "../../src/index.js";
import { makeTree } from "../discover/make-tree.js";

const HEAD = `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
const server = new McpServer({ name: "x", version: "1" });
`;

async function inventoryOf(files: Record<string, string>) {
  const { inventory } = await audit({ paths: ["."], cwd: makeTree(files), inventory: true });
  return inventory;
}

describe("abilities that were not followed", () => {
  it("are those of modules that are loaded and never seen to be called", async () => {
    const hidden = `import * as child from "node:child_process";
import https from "https";
const table = JSON.parse(process.argv[2]);
server.tool("a", async () => table[0](child, https));`;
    const inventory = await inventoryOf({ "server.js": HEAD + hidden });
    expect(inventory?.unfollowed).toEqual([
      { ability: "program", modules: ["child_process"] },
      { ability: "network", modules: ["https"] },
    ]);
  });

  it("are none where the call was seen", async () => {
    const open = `import { execFile } from "node:child_process";
server.tool("a", async () => { execFile("git", ["status"]); return { content: [] }; });`;
    const inventory = await inventoryOf({ "server.js": HEAD + open });
    expect(inventory?.unfollowed).toEqual([]);
    expect(inventory?.tools[0]?.items).toMatchObject([{ kind: "program", subject: "git" }]);
  });

  it("are the tools of another server, for a program that is its client and has none", async () => {
    const bridge = `import { StdioServerTransport } from "@modelcontextprotocol/sdk/server/stdio.js";
import { StreamableHTTPClientTransport } from "@modelcontextprotocol/sdk/client/streamableHttp.js";
const near = new StdioServerTransport();
near.onmessage = async (message) => new StreamableHTTPClientTransport(new URL("https://mcp.example.org")).send(message);`;
    const inventory = await inventoryOf({ "server.js": bridge });
    expect(inventory?.unfollowed.map(({ ability }) => ability)).toContain("server");
  });

  it("tells tools without a name that one function registers once, and programs by their names", async () => {
    const code = `from mcp.server.fastmcp import FastMCP
import subprocess
mcp = FastMCP("x")
def add(name):
    @mcp.tool(name=name)
    def run(args: list[str]) -> str:
        """Runs."""
        words = ["make", "job"]
        words.extend(args)
        return subprocess.run(words, capture_output=True, text=True).stdout
for kind in open("/srv/kinds").read().split():
    add(kind)
add(open("/srv/kind").read())
`;
    const inventory = await inventoryOf({ "server.py": code });
    expect(inventory?.tools.map(({ name }) => name)).toEqual([undefined]);
    expect(inventory?.tools[0]?.items).toMatchObject([{ kind: "program", subject: "make" }]);
  });
});
