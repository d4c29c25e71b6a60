/**
 * Ways in which programs register tools: for each, the tools are named, and the command injection in tool
 * `a` is said to be in `a` and nowhere else.
 */
import { describe, expect, it } from "vitest";
import { audit } from "../../src/index.js";
import { makeTree } from "../discover/make-tree.js";

const HEAD = `
import { exec } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { CallToolRequestSchema, ListToolsRequestSchema } from "@modelcontextprotocol/sdk/types.js";
import { z } from "zod";
const schema = { p: z.string() };
`;
const SERVER = `const server = new McpServer({ name: "x", version: "1" });\n`;
const LOW = `const server = new Server({ name: "x", version: "1" }, {});\n`;
const TWO = `[{ name: "a", description: "A", schema, run: async ({ p }) => exec("ls " + p) }, { name: "b", description: "B", schema, run: async ({ p }) => p }]`;
const call = "async (request) => byName(request.params.name).run(request.params.arguments)";

const shapes: Readonly<Record<string, string>> = {
  "a map gone over as pairs": `${SERVER}const tools = new Map();
    tools.set("a", { run: async ({ p }) => exec("ls " + p) });
    tools.set("b", { run: async ({ p }) => p });
    for (const [name, t] of tools) server.registerTool(name, { description: name, inputSchema: schema }, t.run);`,
  "a map made of pairs": `${SERVER}const tools = new Map([["a", async ({ p }) => exec("ls " + p)], ["b", async ({ p }) => p]]);
    for (const [name, run] of tools.entries()) server.tool(name, "does it", schema, (args) => run(args));`,
  "a map filled in a loop, gone over by forEach": `${SERVER}const tools = new Map();
    for (const t of ${TWO}) tools.set(t.name, t);
    tools.forEach((t, name) => server.tool(name, t.description, t.schema, (args) => t.run(args)));`,
  "a list handler over the values of a map": `${LOW}const tools = new Map();
    function add(t) { tools.set(t.name, t); }
    add({ name: "a", inputSchema: schema, run: async ({ p }) => exec("ls " + p) });
    add({ name: "b", inputSchema: schema, run: async ({ p }) => p });
    const byName = (name) => tools.get(name);
    server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: Array.from(tools.values()).map((t) => ({ name: t.name, inputSchema: t.inputSchema })) }));
    server.setRequestHandler(CallToolRequestSchema, ${call});`,
  "lists put together": `${LOW}const [one, two] = ${TWO};
    const tools = [one].concat([two]);
    const nested = [[one], [two]].flat();
    const byName = (name) => nested.find((t) => t.name === name);
    server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: tools.map(({ run, ...rest }) => rest) }));
    server.setRequestHandler(CallToolRequestSchema, ${call});`,
  "names with a prefix that the operator may set": `${SERVER}const { prefix } = readOptions();
    for (const t of ${TWO}) server.tool(\`\${prefix}_\${t.name}\`, t.description, t.schema, t.run);`,
  "a list of one, and one of several, registered at one place": `${SERVER}const { prefix } = readOptions();
    const wrap = (run) => async (args) => { try { return await run(args); } catch { return "failed"; } };
    const register = (tools, handlerOf) => { for (const t of tools) server.tool(prefix + t.name, t.description, t.schema, handlerOf(t)); };
    register([{ name: "b", description: "B", schema, run: async ({ p }) => p }], (t) => t.run);
    register([{ name: "a", description: "A", schema, run: async ({ p }) => exec("ls " + p) }], (t) => wrap(t.run));`,
  "a proxy around the server": `${SERVER}const guarded = new Proxy(server, {
      get(target, prop, receiver) {
        if (prop === "registerTool")
          return (...args) => { const method = Reflect.get(target, prop, receiver); return method.apply(target, args); };
        return Reflect.get(target, prop, receiver);
      } });
    guarded.registerTool("a", { inputSchema: schema }, async ({ p }) => exec("ls " + p));
    guarded.registerTool("b", { inputSchema: schema }, async ({ p }) => p);`,
  "names gone over by for-in": `${SERVER}const tools = { a: { run: async ({ p }) => exec("ls " + p) }, b: { run: async ({ p }) => p } };
    for (const name in tools) server.tool(name, "does it", schema, tools[name].run);`,
  "an object filled by reduce": `${SERVER}const tools = ${TWO}.reduce((all, t) => { all[t.name] = t; return all; }, {});
    for (const name of Object.keys(tools)) server.tool(name, "does it", schema, tools[name].run);`,
  "definitions gathered in a loop first": `${SERVER}const found = [];
    for (const { name, run } of ${TWO}) found.push({ name, handler: async (args) => run(args) });
    for (const { name, handler } of found) server.tool(name, "does it", schema, handler);`,
  "instances that describe themselves": `${SERVER}
    class A { getName() { return "a"; } getConfig() { return { inputSchema: schema }; } async exec({ p }) { return exec("ls " + p); } }
    class B { getName() { return "b"; } getConfig() { return { inputSchema: schema }; } async exec({ p }) { return p; } }
    for (const t of [new A(), new B()]) server.registerTool(t.getName(), t.getConfig(), (...args) => t.exec(...args));`,
  "instances that register themselves": `${SERVER}
    class Tool { register(s) { s.tool(this.name, this.text, schema, this.execute.bind(this)); } }
    class A extends Tool { name = "a"; text = "does a"; async execute({ p }) { return exec("ls " + p); } }
    class B extends Tool { name = "b"; text = "does b"; async execute({ p }) { return p; } }
    for (const T of [A, B]) new T().register(server);`,
  "a helper called with each definition": `
    function one(s, t) { s.tool(t.name, t.description, t.schema, logged(t.name, t.run)); }
    function logged(name, run) { return async (args) => { console.error(name); return run(args); }; }
    export function build() { ${SERVER} for (const t of ${TWO}) one(server, t); return server; }`,
  "a method of the program's own around the registration": `
    export function register(context) {
      context.accountTool("a", { description: "A", inputSchema: schema }, async ({ p }, account) => exec("ls " + p));
      context.accountTool("b", { description: "B", inputSchema: schema }, async ({ p }, account) => p);
    }`,
  "a method that takes a handler, or a name and a handler": `${SERVER}
    class Registry {
      tool(first, handler) {
        if (typeof first === "function") return server.tool(first.name, "does it", schema, first);
        return server.tool(first, "does it", schema, handler);
      }
    }
    const registry = new Registry();
    registry.tool(async function a({ p }) { return exec("ls " + p); });
    registry.tool("b", async ({ p }) => p);`,
  "a helper in an object's method that a framework calls": `
    const add = ({ name, run, context }) => { context.registerTool(name, { description: name, inputSchema: schema }, async (args) => run(args)); };
    function addAll(context) { for (const t of ${TWO}) add({ ...t, context }); }
    export class Command { async run() { addAll(this.context); } }`,
};

const PY = `
import functools
import subprocess
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("x")
def run(p): return subprocess.run("ls " + p, shell=True)
`;
const LOWER = `def a(p: str): return run(p)
def b(p: str): return p
`;

const pythonShapes: Readonly<Record<string, string>> = {
  "a server of its own class, whose decorator is overloaded": `
from typing import Generic, TypeVar
from fastmcp import FastMCP
T = TypeVar("T")
class Server(FastMCP[T], Generic[T]):
    def tool(self, name_or_fn=None, **options):
        if callable(name_or_fn): return super().tool(guarded(name_or_fn), **options)
        if isinstance(name_or_fn, str): options = {**options, "name": name_or_fn}
        elif name_or_fn is not None: raise TypeError("a name or a function")
        def decorator(fn): return super(Server, self).tool(guarded(fn), **options)
        return decorator
def guarded(fn):
    @functools.wraps(fn)
    def wrapper(*args, **kwargs):
        try: return fn(*args, **kwargs)
        except OSError: return ""
    return wrapper
mcp = Server("x")
@mcp.tool(tags={"one"})
def a(p: str): return run(p)
@mcp.tool(tags={"two"})
def b(p: str): return p
`,
  "decorators with and without a call": `
@mcp.tool()
def a(p: str): return run(p)
@mcp.tool
def b(p: str): return p
`,
  "functions behind a wrapper that keeps their names": `
import functools
def safe(f):
    @functools.wraps(f)
    async def guarded(*args, **kwargs): return await f(*args, **kwargs)
    return guarded
@mcp.tool()
@safe
async def a(p: str): return run(p)
@mcp.tool()
@safe
async def b(p: str): return p
`,
  "functions added without names": `${LOWER}
mcp.add_tool(a)
mcp.add_tool(b, description="x")
`,
  "decorators applied in a loop": `${LOWER}
for f in [a, b]:
    mcp.tool(description=f.__doc__)(f)
`,
  "tools made of functions": `${LOWER}
from fastmcp import FastMCP as Fast
from fastmcp.tools import Tool
fast = Fast("y")
for f in (a, b):
    fast.add_tool(Tool.from_function(f, name=f.__name__))
`,
  "a class whose constructor registers its methods": `
class Handler:
    def __init__(self, server):
        server.tool(name="a")(self.first)
        server.tool(name="b")(self.second)
    async def first(self, ctx, p: str): return run(p)
    async def second(self, ctx, p: str): return p
def main(server):
    Handler(server)
`,
  "definitions made by a decorator, named by an enumeration": `
from dataclasses import dataclass
from enum import Enum
class Names(Enum):
    A = "a"
    B = "b"
@dataclass
class Definition:
    fn: object
    names: type
    name: str | None = None
    def get_name(self): return self.names((self.name or self.fn.__name__).lower())
    def adapted(self): return type(self)(fn=self.fn, names=self.names, name=self.name)
def define(description):
    def decorate(fn): return Definition(fn=fn, names=Names)
    return decorate
@define("does a")
def a(p: str): return run(p)
@define("does b")
def b(p: str): return p
def register(server: FastMCP, definitions):
    for definition in definitions:
        server.add_tool(fn=definition.fn, name=definition.get_name().value)
register(mcp, [d.adapted() for d in [a, b]])
`,
};

describe("registrations in Python", () => {
  for (const [shape, text] of Object.entries(pythonShapes)) {
    it(`finds tools in ${shape}`, async () => {
      const report = await audit({ paths: ["."], cwd: makeTree({ "server.py": PY + text }) });
      expect(report.server.entities.map((t) => `${t.kind} ${t.name}`).sort()).toEqual(["tool a", "tool b"]);
      const found = report.findings.filter((f) => f.ruleId === "command-injection");
      expect(found).toHaveLength(1);
      expect(found[0]?.message).not.toContain("tool `b`");
    });
  }

  it("takes classes of one family as tools, by the method that runs them", async () => {
    const family = ["Read", "Write", "Find"].map(
      (name) => `class ${name}Tool(Tool):
    def apply(self, p: str) -> str:
        """${name}s."""
        return ${name === "Write" ? "run(p)" : "p"}
`,
    );
    const text = `${PY}class Tool:\n    def get_name(self): return type(self).__name__\n${family.join("")}`;
    const report = await audit({ paths: ["."], cwd: makeTree({ "server.py": text }) });
    expect(report.server.entities.map((t) => `${t.name}: ${t.description}`).sort()).toEqual([
      "FindTool: Finds.",
      "ReadTool: Reads.",
      "WriteTool: Writes.",
    ]);
    expect(report.findings.map((f) => f.ruleId)).toContain("command-injection");
  });
});

describe("registrations", () => {
  for (const [shape, text] of Object.entries(shapes)) {
    it(`finds tools in ${shape}`, async () => {
      const report = await audit({ paths: ["."], cwd: makeTree({ "index.ts": HEAD + text }) });
      const tools = report.server.entities.filter((e) => e.kind === "tool");
      expect(tools.map((t) => t.name).sort()).toEqual(["a", "b"]);
      expect(report.server.dynamic).toEqual([]);
      const found = report.findings.filter((f) => f.ruleId === "command-injection");
      expect(found).toHaveLength(1);
      expect(found[0]?.message).not.toContain("`b`");
    });
  }

  it("keeps the names of many tools that go through one helper", async () => {
    const calls = Array.from({ length: 40 }, (_, i) => `add("t${i}", async ({ p }) => p);`).join("\n");
    const text = `${HEAD}${SERVER}function add(name, run) { server.tool(name, "does it", schema, async (args) => run(args)); }\n${calls}`;
    const report = await audit({ paths: ["."], cwd: makeTree({ "index.ts": text }) });
    expect(new Set(report.server.entities.map((t) => t.name)).size).toBe(40);
  });

  it("keeps each of many functions that a decorator puts into a list", async () => {
    const tools = Array.from(
      { length: 45 },
      (_, i) => `@tools.append\ndef t${i}(p: str):\n    subprocess.run(f"ls {p}", shell=True)`,
    );
    const text = `import subprocess
from mcp.server.fastmcp import FastMCP

tools = []

${tools.join("\n\n")}

mcp = FastMCP("many")
for tool in tools:
    mcp.tool()(tool)
`;
    const report = await audit({ paths: ["."], cwd: makeTree({ "server.py": text }) });
    expect(new Set(report.server.entities.map((t) => t.name)).size).toBe(45);
    expect(report.findings.filter((f) => f.ruleId === "command-injection")).toHaveLength(45);
  });

  it("keeps the names of many tools that are listed under their names", async () => {
    const tools = Array.from(
      { length: 30 },
      (_, i) => `const t${i} = { name: "t${i}", shown: {}, run: async ({ p }) => p };`,
    );
    const keys = tools.map((_, i) => `[t${i}.name]: t${i}`).join(", ");
    const text = `${HEAD}${LOW}${tools.join("\n")}
      const known = { ${keys} };
      const listed = {};
      for (const t of Object.values(known)) listed[t.name] = { name: t.name, inputSchema: t.shown };
      server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: Object.values(listed) }));
      server.setRequestHandler(CallToolRequestSchema, async (request) => known[request.params.name].run(request.params.arguments));`;
    const report = await audit({ paths: ["."], cwd: makeTree({ "index.ts": text }) });
    expect(new Set(report.server.entities.map((t) => t.name)).size).toBe(30);
  });

  it("goes over exports that a compiled module answers for with functions", async () => {
    const one = (name: string) => `exports.one = { tool: { name: "${name}", inputSchema: {} } };`;
    const exported = (name: string) =>
      `var ${name}_1 = require("./${name}.js");
       Object.defineProperty(exports, "${name}", { enumerable: true, get: function () { return ${name}_1.one; } });`;
    const files = {
      "tools/a.js": one("a"),
      "tools/b.js": one("b"),
      "tools/index.js": `exports.b = exports.a = void 0;\n${exported("a")}\n${exported("b")}`,
      "index.js": `
        const { Server } = require("@modelcontextprotocol/sdk/server/index.js");
        const types_1 = require("@modelcontextprotocol/sdk/types.js");
        const tools = require("./tools/index.js");
        const server = new Server({ name: "x", version: "1" }, {});
        server.setRequestHandler(types_1.ListToolsRequestSchema, async () => ({ tools: Object.values(tools).map((each) => each.tool) }));
        server.setRequestHandler(types_1.CallToolRequestSchema, async (request) => request.params.name);`,
    };
    const report = await audit({ paths: ["."], cwd: makeTree(files) });
    expect(report.server.entities.map((t) => t.name).sort()).toEqual(["a", "b"]);
  });

  it("reads the members of a Python enumeration as names, and registers nothing that is not given", async () => {
    const text = `
from enum import Enum
from mcp.server import Server
from mcp.types import Tool
class Names(str, Enum):
    A = "a"
    B = "b"
server = Server("x")
@server.list_tools()
async def tools() -> list[Tool]:
    return [Tool(name=Names.A, inputSchema={}), Tool(name=Names.B.value, inputSchema={})]
@server.call_tool()
async def call(name, arguments):
    return []
`;
    const report = await audit({ paths: ["."], cwd: makeTree({ "server.py": text }) });
    expect(report.server.entities.map((e) => `${e.kind} ${e.name}`)).toEqual(["tool a", "tool b"]);
    expect(report.server.dynamic).toEqual([]);
  });
});

describe("a library that stands in the tree itself", () => {
  it("is known by the name under which it is imported in Python", async () => {
    const files = {
      "src/mcp/__init__.py": "",
      "src/mcp/server/__init__.py": "from .fastmcp import FastMCP\n",
      "src/mcp/server/fastmcp/__init__.py": "from .server import FastMCP\n",
      "src/mcp/server/fastmcp/server.py": `
class FastMCP:
    def __init__(self, name): self.tools = {}
    def tool(self, name=None):
        def decorate(fn):
            self.tools[name or fn.__name__] = fn
            return fn
        return decorate
`,
      "src/app/server.py": `
import subprocess
from mcp.server.fastmcp import FastMCP
server = FastMCP("x")
@server.tool()
def run(command: str): return subprocess.run("ls " + command, shell=True)
`,
    };
    const report = await audit({ paths: ["."], cwd: makeTree(files) });
    expect(report.server.entities.map((e) => e.name)).toEqual(["run"]);
    expect(report.findings.map((f) => f.ruleId)).toContain("command-injection");
  });

  it("is known by the name of its package in JavaScript", async () => {
    const files = {
      "package.json": `{"name": "root", "private": true, "workspaces": ["packages/*"]}`,
      "packages/server/package.json": `{"name": "@modelcontextprotocol/server", "main": "src/index.ts"}`,
      "packages/server/src/index.ts": `
export class McpServer {
  private readonly tools = new Map();
  constructor(info) {}
  registerTool(name, config, callback) { this.tools.set(name, { ...config, callback }); }
}`,
      "packages/app/package.json": `{"name": "app", "main": "index.ts", "dependencies": {"@modelcontextprotocol/server": "*"}}`,
      "packages/app/index.ts": `
import { exec } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/server";
const server = new McpServer({ name: "x" });
server.registerTool("a", { inputSchema: { p: {} } }, async ({ p }) => exec("ls " + p));`,
    };
    const report = await audit({ paths: ["."], cwd: makeTree(files) });
    expect(report.server.entities.map((e) => e.name)).toEqual(["a"]);
    expect(report.findings.map((f) => f.ruleId)).toContain("command-injection");
  });

  it("is another thing when a folder of the program has the same name", async () => {
    const files = {
      "mcp/__init__.py": "",
      "mcp/server.py": "class Server:\n    def start(self, command): return command\n",
      "main.py": `
import subprocess
from mcp.server import Server
from fastmcp import FastMCP
app = FastMCP("x")
@app.tool()
def run(command: str): return subprocess.run("ls " + Server().start(command), shell=True)
`,
    };
    const report = await audit({ paths: ["."], cwd: makeTree(files) });
    expect(report.findings.map((f) => f.ruleId)).toContain("command-injection");
  });
});

/** What is taken out of the arguments by name is the parameter of that name, however it is taken. */
describe("parameters taken out of the arguments", () => {
  const low = (body: string) => `from mcp.server import Server
import mcp.types as types
server = Server("x")
@server.list_tools()
async def list_tools():
    return [types.Tool(name="a", description="A", inputSchema={})]
def taken(arguments):
    return arguments.get("file_name")
@server.call_tool()
async def call_tool(name, arguments):
    open("/srv/" + ${body})
`;
  for (const body of [
    'arguments["file_name"]',
    'arguments.get("file_name")',
    'arguments.get("file_name", "x")',
    'arguments.pop("file_name")',
    "taken(arguments)",
  ])
    it(body, async () => {
      const root = makeTree({ "server.py": low(body) });
      const { findings } = await audit({ paths: [root], cwd: root });
      const [found] = findings.filter(({ ruleId }) => ruleId === "path-traversal");
      expect(found?.message).toContain("`file_name`");
    });
});
