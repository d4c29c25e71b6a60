/** Lists of tools that are put together, and registries that decorators fill: each of forty counts, and of hundreds. */
import { describe, expect, it } from "vitest";
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

describe("with hundreds of tools", () => {
  const HUNDREDS = 220;
  const each = <T>(make: (n: number) => T): readonly T[] =>
    Array.from({ length: HUNDREDS }, (_, n) => make(n));
  const head = `
import { execSync } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { CallToolRequestSchema, ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";

const server = new McpServer({ name: "many", version: "1.0.0" });
`;
  const plain = `const all = [${each((n) => `{ name: "t${n}", description: "d ${n}" }`).join(",\n")}];`;
  const run = (n: number) => `async ({ a }: any) => { execSync("do${n} " + a); return { content: [] }; }`;
  const handled = `const all = [${each((n) => `{ name: "t${n}", handler: ${run(n)} }`).join(",\n")}];`;
  const cases = each((n) => `case "t${n}": execSync("do${n} " + request.params.arguments.a); break;`);
  const dispatch = `
server.server.setRequestHandler(CallToolRequestSchema, async (request: any) => {
  switch (request.params.name) { ${cases.join("\n")} }
  return { content: [] };
});`;
  const found = async (files: Record<string, string>) => {
    const { server, findings } = await audit({ paths: [makeTree(files)] });
    const tools = server.entities.filter(({ kind }) => kind === "tool").length;
    return { tools, places: findings.filter(({ ruleId }) => ruleId === "command-injection").length };
  };
  const ALL = { tools: HUNDREDS, places: HUNDREDS };

  it("lists those chosen from several lists, each copied", async () => {
    const text = `${head}${plain}
const denied = process.env.DENIED ? new RegExp(process.env.DENIED) : undefined;
server.server.setRequestHandler(ListToolsRequestSchema, async () => {
  const chosen = all.filter((tool) => !denied?.test(tool.name));
  const both = [...chosen, ...all.filter((tool) => process.env[tool.name])];
  const rest = process.env.ALL ? both : both.filter((tool) => !denied?.test(tool.name));
  return { tools: [...rest].map((tool) => { const copy: any = { ...tool }; copy.title = "x"; return copy; }) };
});${dispatch}`;
    expect(await found({ "server.ts": text })).toEqual(ALL);
  });

  it("says so where they are too many to be told apart", async () => {
    const more = Array.from({ length: 600 }, (_, n) => `{ name: "t${n}" }`);
    const list = (entries: readonly string[]) => `${head}const all = [${entries.join(", ")}];
server.server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: all.map((tool) => ({ ...tool })) }));
server.server.setRequestHandler(CallToolRequestSchema, async () => ({ content: [] }));`;
    const notesOf = async (entries: readonly string[]) => {
      const { notes } = await audit({ paths: [makeTree({ "server.ts": list(entries) })] });
      return notes.filter(({ message }) => message.includes("not told apart"));
    };
    expect(await notesOf(more)).toHaveLength(1);
    expect(await notesOf(more.slice(0, 500))).toHaveLength(0);
  });

  it("lists those made in a loop", async () => {
    const text = `${head}${plain}
server.server.setRequestHandler(ListToolsRequestSchema, async () => {
  const tools: any[] = [];
  for (const one of all) tools.push({ name: one.name, description: one.description });
  return { tools };
});${dispatch}`;
    expect(await found({ "server.ts": text })).toEqual(ALL);
  });

  it("runs the handler that is found by its name", async () => {
    const text = `${head}${handled}
server.server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: all.map(({ name }) => ({ name })) }));
server.server.setRequestHandler(CallToolRequestSchema, async ({ params }: any) =>
  all.find((tool) => tool.name === params.name)!.handler(params.arguments));`;
    expect(await found({ "server.ts": text })).toEqual(ALL);
  });

  it("follows a helper that registers each", async () => {
    const text = `${head}${handled}
function register(tool: any) { server.registerTool(tool.name, { inputSchema: { a: z.string() } }, tool.handler); }
for (const tool of all) register(tool);`;
    expect(await found({ "server.ts": text })).toEqual(ALL);
    const apart = `${head}
function register(name: string, run: any) { server.registerTool(name, { inputSchema: { a: z.string() } }, async (a) => run(a)); }
${each((n) => `register("t${n}", ${run(n)});`).join("\n")}`;
    expect(await found({ "server.ts": apart })).toEqual(ALL);
  });

  it("lists those that a function describes, in Python", async () => {
    const text = `
import os
from mcp import types
from mcp.server import Server

ALL = [${each((n) => `{"name": "t${n}", "description": "d"}`).join(",\n")}]
server = Server("many")

def describe(tool):
    return types.Tool(name=tool["name"], description=tool["description"], inputSchema={"type": "object"})

@server.list_tools()
async def list_tools():
    return [describe(tool) for tool in ALL]

@server.call_tool()
async def call(name, arguments):
${each((n) => `    if name == "t${n}":\n        os.system("do${n} " + arguments["a"])`).join("\n")}
    return []
`;
    expect(await found({ "server.py": text, "requirements.txt": "mcp\n" })).toEqual(ALL);
  });
});
