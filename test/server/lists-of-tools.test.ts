/** Lists of tools that several parts of a server bring, and what is made of each description: every one counts. */
import { describe, expect, it } from "vitest";
import { audit } from "../../src/index.js";
import { makeTree } from "../discover/make-tree.js";

const GROUPS = 10;
const EACH = 6;
const groups = Array.from({ length: GROUPS }, (_, g) => g);
const names = (g: number) => Array.from({ length: EACH }, (_, n) => `g${g}_t${n}`);
const ALL = groups.flatMap(names);

async function toolsOf(files: Record<string, string>) {
  const { server } = await audit({ paths: [makeTree(files)] });
  return server.entities.filter(({ kind }) => kind === "tool");
}

const namesOf = async (files: Record<string, string>) =>
  (await toolsOf(files)).map(({ name }) => name).sort();

describe("in TypeScript", () => {
  const tool = (name: string) => `{ name: "${name}", description: "d", inputSchema: { type: "object" } }`;
  const lists = groups.map((g) => `const g${g} = [${names(g).map(tool).join(", ")}];`).join("\n");
  const classes = groups
    .map((g) => `class G${g} { getTools() { return [${names(g).map(tool).join(", ")}]; } }`)
    .join("\n");
  const all = groups.map((g) => `new G${g}()`).join(", ");
  const program = (body: string, tools: string) => ({
    "server.ts": `
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { CallToolRequestSchema, ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";
const server = new Server({ name: "many", version: "1.0.0" }, { capabilities: { tools: {} } });
${body}
server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: ${tools} }));
server.setRequestHandler(CallToolRequestSchema, async () => ({ content: [] }));
`,
  });

  it("counts those that are pushed list by list", async () => {
    const pushed = groups.map((g) => `tools.push(...g${g});`).join("\n");
    expect(await namesOf(program(`${lists}\nconst tools: any[] = [];\n${pushed}`, "tools"))).toEqual(ALL);
  });

  it("counts those that each provider brings", async () => {
    const body = `${classes}
const providers = [${all}];
function every() { const out: any[] = []; for (const p of providers) out.push(...p.getTools()); return out; }`;
    expect(await namesOf(program(body, "every()"))).toEqual(ALL);
  });

  it("counts those that each provider brings, each copied", async () => {
    const body = `${classes}
const providers = new Map<string, any>([${groups.map((g) => `["g${g}", new G${g}()]`).join(", ")}]);
function every() {
  const out: any[] = [];
  for (const p of providers.values()) out.push(...p.getTools().map((t: any) => ({ ...t, title: t.name })));
  return out;
}`;
    expect(await namesOf(program(body, "every()"))).toEqual(ALL);
  });
});

describe("in Python", () => {
  const program = (text: string) => ({
    "requirements.txt": "mcp\n",
    "server.py": `
from mcp import types
from mcp.server import Server

server = Server("many")

@server.call_tool()
async def call(name, arguments):
    return []

${text}
`,
  });
  const entry = (name: string) =>
    `{"name": "${name}", "description": "about ${name}", "inputSchema": {"type": "object"}}`;
  const table = (some: readonly string[]) => `TABLE = [${some.map(entry).join(", ")}]\n`;
  const made = `types.Tool(name=t["name"], description=t["description"], inputSchema=t["inputSchema"])`;
  const listed = `
@server.list_tools()
async def list_tools():
    return`;

  it("counts those that are made of a table", async () => {
    const text = `${table(ALL)}${listed} [${made} for t in TABLE]`;
    expect(await namesOf(program(text))).toEqual(ALL);
  });

  it("counts those that are made of a table when the module is loaded", async () => {
    const text = `${table(ALL)}TOOLS = [${made} for t in TABLE]\n${listed} TOOLS`;
    expect(await namesOf(program(text))).toEqual(ALL);
  });

  it("gives each of a few its own description", async () => {
    const few = ALL.slice(0, 3);
    const tools = await toolsOf(program(`${table(few)}${listed} [${made} for t in TABLE]`));
    expect(tools.map(({ name, description }) => [name, description])).toEqual(
      few.map((name) => [name, `about ${name}`]),
    );
  });

  it("counts those that are registered one by one under their names", async () => {
    const added = ALL.map((name) => `registry.add(types.Tool(name="${name}", inputSchema={}))`).join("\n");
    const text = `
class Registry:
    def __init__(self):
        self.tools = {}

    def add(self, tool):
        self.tools[tool.name] = tool

registry = Registry()
${added}
${listed} list(registry.tools.values())`;
    expect(await namesOf(program(text))).toEqual(ALL);
  });
});
