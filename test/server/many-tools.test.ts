/** Lists of tools that are put together, and registries that decorators fill: each of forty counts. */
import { expect, it } from "vitest";
import { audit } from "../../src/index.js";
import { makeTree } from "../discover/make-tree.js";

const MANY = 40;
const numbers = Array.from({ length: MANY }, (_, n) => n);

async function toolsOf(files: Record<string, string>): Promise<number> {
  const { server } = await audit({ paths: [makeTree(files)] });
  return server.entities.filter(({ kind }) => kind === "tool").length;
}

it("counts the tools of lists put together in Python", async () => {
  const tool = (name: string) =>
    `types.Tool(name="${name}", description="d", inputSchema={"type": "object"})`;
  const text = `
import os
from mcp import types
from mcp.server import Server

ALL = [${numbers.map((n) => tool(`t${n}`)).join(", ")}]
server = Server("many")

@server.list_tools()
async def list_tools():
    extra = []
    if os.environ.get("MODE"):
        extra = [${tool("extra")}]
    return [${tool("first")}] + extra + ALL

@server.call_tool()
async def call(name, arguments):
    return []
`;
  expect(await toolsOf({ "server.py": text, "requirements.txt": "mcp\n" })).toBe(MANY + 2);
});

it("counts the tools of a registry that a decorator fills", async () => {
  const text = `
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("many")
registry = []

def listed(function):
    registry.append((function.__name__, function))
    return function

${numbers.map((n) => `@listed\ndef t${n}(q: str) -> str:\n    """T."""\n    return q\n`).join("\n")}
def register_all():
    for _name, function in registry:
        mcp.tool()(function)

register_all()
`;
  expect(await toolsOf({ "server.py": text, "requirements.txt": "mcp\n" })).toBe(MANY);
});

it("counts the tools of lists put together in TypeScript", async () => {
  const tool = (name: string) => `{ name: "${name}", description: "d", inputSchema: { type: "object" } }`;
  const text = `
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { CallToolRequestSchema, ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";

const all = [${numbers.map((n) => tool(`t${n}`)).join(", ")}];
const server = new Server({ name: "many", version: "1.0.0" }, { capabilities: { tools: {} } });
server.setRequestHandler(ListToolsRequestSchema, async () => {
  const extra = process.env.MODE ? [${tool("extra")}] : [];
  return { tools: [${tool("first")}].concat(extra, all.filter((each) => each.name !== "")) };
});
server.setRequestHandler(CallToolRequestSchema, async () => ({ content: [] }));
`;
  expect(await toolsOf({ "server.ts": text })).toBe(MANY + 2);
});
