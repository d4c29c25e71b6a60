/** What of the whole server bears on how severe one flow is, and which flows have one cause. */
import { createHash } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { expect, it } from "vitest";
import { audit } from "../../src/audit.js";
import { temporaryFolder } from "../temporary.js";

const folder = temporaryFolder("severity");
let files = 0;

async function findingsOf(extension: "py" | "ts" | "json", body: string) {
  const path = join(folder, `case${files++}.${extension}`);
  writeFileSync(path, body);
  const { findings, server } = await audit({
    paths: [path],
    cwd: folder,
    severity: "low",
    confidence: "low",
  });
  return { findings, server };
}

const severities = async (extension: "py" | "ts" | "json", rule: string, body: string) =>
  (await findingsOf(extension, body)).findings.filter((f) => f.ruleId === rule).map((f) => f.severity);

const PYTHON =
  'import subprocess\nfrom pathlib import Path\nfrom mcp.server.fastmcp import FastMCP\nmcp = FastMCP("x")\n';
const WRITES =
  '@mcp.tool()\ndef save(path: str, text: str) -> str:\n    """Saves a note."""\n    Path(path).write_text(text)\n    return "ok"\n';
const RUNS =
  '@mcp.tool()\ndef run_command(command: str) -> str:\n    """Runs a shell command."""\n    return subprocess.check_output(command, shell=True, text=True)\n';
const READS =
  '@mcp.tool()\ndef show(path: str) -> str:\n    """Shows a file."""\n    return Path(path).read_text()\n';

it("counts a path less where the same callers run commands by the purpose of a tool", async () => {
  expect(await severities("py", "path-traversal", PYTHON + WRITES)).toEqual(["high"]);
  expect(await severities("py", "path-traversal", PYTHON + WRITES + RUNS)).toEqual(["medium"]);
  // A command injection is a flaw to be mended, and then the path counts.
  const injected = RUNS.replace("run_command(command", "ping(host").replace(
    "check_output(command",
    'check_output("ping " + host',
  );
  expect(await severities("py", "path-traversal", PYTHON + WRITES + injected)).toEqual(["high"]);
});

it("takes a step for the network only where the server cannot be run without", async () => {
  const over = (transport: string) => `${PYTHON}${READS}${transport}`;
  expect(await severities("py", "path-traversal", over('mcp.run(transport="stdio")\n'))).toEqual(["medium"]);
  expect(await severities("py", "path-traversal", over('mcp.run(transport="streamable-http")\n'))).toEqual([
    "high",
  ]);
  const either =
    'import sys\nif "--http" in sys.argv:\n    mcp.run(transport="streamable-http")\nelse:\n    mcp.run(transport="stdio")\n';
  expect(await severities("py", "path-traversal", over(either))).toEqual(["medium"]);
});

it("counts a query language less that cannot change anything", async () => {
  const tool = (client: string, call: string) =>
    `${PYTHON}${client}\n@mcp.tool()\ndef find(name: str) -> str:\n    """Finds an account."""\n    return str(${call}(f"SELECT Id FROM Account WHERE Name = '{name}'"))\n`;
  expect(
    await severities(
      "py",
      "sql-injection",
      tool("from simple_salesforce import Salesforce\nsf = Salesforce()", "sf.query"),
    ),
  ).toEqual(["medium"]);
  expect(
    await severities(
      "py",
      "sql-injection",
      tool("import sqlite3\ndb = sqlite3.connect('x.db')", "db.execute"),
    ),
  ).toEqual(["high"]);
});

const ASKS = (library: string) => `${PYTHON}
import ${library}
db = ${library}.connect("x.db")

@mcp.tool()
def execute_query(sql: str) -> str:
    """Runs a query."""
    return str(db.execute(sql).fetchall())
`;
const SPLICES = `
@mcp.tool()
def rows(table: str) -> str:
    """Shows a table."""
    return str(db.execute(f"SELECT * FROM {table}").fetchall())
`;

it("counts a splice less where the same callers send the same database whole statements by the purpose of a tool", async () => {
  const splices = (body: string) => severities("py", "sql-injection", body);
  expect(await splices(ASKS("sqlite3") + SPLICES)).toEqual(["medium"]);
  // A connection is the same when it is made alike, and by cursors; another file is another database.
  const spliced = (connection: string) =>
    ASKS("sqlite3") + SPLICES.replace("db.execute", `${connection}.execute`);
  expect(await splices(spliced('sqlite3.connect("x.db").cursor()'))).toEqual(["medium"]);
  expect(await splices(spliced('sqlite3.connect("accounts.db")'))).toEqual(["high"]);
  // The tool's statements run in a transaction that can only read.
  const held = (tool: string) =>
    `${PYTHON}import psycopg2\ndb = psycopg2.connect("x").cursor()\n${tool}${SPLICES}`;
  const any =
    '\n@mcp.tool()\ndef execute_query(sql: str) -> str:\n    """Runs a query."""\n    db.execute(sql)\n    return str(db.fetchall())\n';
  expect(await splices(held(any))).toEqual(["medium"]);
  const begun = any.replace(
    "    db.execute",
    '    db.execute("BEGIN TRANSACTION READ ONLY")\n    db.execute',
  );
  expect(await splices(held(begun))).toEqual(["high"]);
  // A tool that refuses what changes something gives less than the splice does.
  const refused = '    if not sql.upper().startswith("SELECT"):\n        raise ValueError("reads only")\n';
  const reads = ASKS("sqlite3").replace("    return str", `${refused}    return str`);
  expect(await splices(reads + SPLICES)).toEqual(["high"]);
});

it("counts a path less where the queries of a tool name any file", async () => {
  const paths = (body: string) => severities("py", "path-traversal", body);
  expect(await paths(ASKS("duckdb") + WRITES)).toEqual(["medium"]);
  expect(await paths(ASKS("sqlite3") + WRITES)).toEqual(["high"]);
});

it("counts a path whole where commands of a tool run in a container beside the server", async () => {
  const inside = RUNS.replace("(command, shell=True", '(["docker", "exec", "box", "sh", "-c", command]');
  expect(await severities("py", "unrestricted-execution", PYTHON + inside)).toEqual(["low"]);
  expect(await severities("py", "path-traversal", PYTHON + WRITES + inside)).toEqual(["high"]);
});

it("counts commands of a container less, where running them is what the tool is for", async () => {
  const tool = (name: string, parameter: string, check = "") => `${PYTHON}
@mcp.tool()
def ${name}(${parameter}: str) -> str:
    """Works in the box."""
${check}    return subprocess.check_output(["docker", "exec", "box", "sh", "-c", ${parameter}], text=True)
`;
  const run = tool("run_command", "command");
  expect(await severities("py", "unrestricted-execution", run)).toEqual(["low"]);
  const refused = '    if ";" in command:\n        raise ValueError("one command only")\n';
  const checked = tool("run_command", "command", refused);
  expect(await severities("py", "unrestricted-execution", checked)).toEqual(["low"]);
  expect(await severities("py", "command-injection", checked)).toEqual([]);
  expect(await severities("py", "command-injection", tool("count_lines", "file"))).toEqual(["critical"]);
});

it("puts a call that only some parameters reach with the call that all of them reach", async () => {
  const body = `${PYTHON}
def build(image, tag):
    subprocess.run(f"docker build -t {image}:{tag} .", shell=True)
    subprocess.run(f"docker push {image}", shell=True)

@mcp.tool()
def release(image: str, tag: str) -> str:
    """Releases an image."""
    build(image, tag)
    return "ok"
`;
  const { findings } = await findingsOf("py", body);
  const injections = findings.filter((f) => f.ruleId === "command-injection");
  expect(injections).toHaveLength(1);
  expect(injections[0]?.related.map((r) => r.location.span.line)).toContain(8);
});

it("names the route that a request comes in by, and judges by it what the request is for", async () => {
  const body = (path: string) => `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import express from "express";
import { exec } from "node:child_process";
const app = express();
app.post("${path}", (req, res) => {
  exec(req.body.command);
  res.json({});
});
new McpServer({ name: "x", version: "1" });
app.listen(3000, "127.0.0.1");
`;
  const run = (await findingsOf("ts", body("/box/exec"))).findings.find(
    (f) => f.ruleId === "unrestricted-execution",
  );
  expect(run?.message).toContain("the request to `/box/exec`");
  const other = (await findingsOf("ts", body("/thumbnail"))).findings.find((f) => f.location.span.line === 6);
  expect(other?.ruleId).toBe("command-injection");
  expect(other?.message).toContain("In the request to `/thumbnail`");
});

it("counts the tools of a family that a call through their base reaches with the others", async () => {
  const tools = [
    "Read",
    "Write",
    "List",
    "Move",
    "Copy",
    "Find",
    "Make",
    "Link",
    "Stat",
    "Hash",
    "Sort",
    "Drop",
  ];
  const body = `import json
from flask import Flask, request
from mcp.server.fastmcp import FastMCP
class Tool:
    name = ""
    def describe(self): return self.__doc__
${tools.map((name) => `class ${name}Tool(Tool):\n    """${name}s a thing."""\n    def apply(self, what: str) -> str:\n        return what\n`).join("")}
app = Flask("tools")
def call(tool: Tool, params: str) -> str:
    return tool.apply(**json.loads(params))
@app.route("/call")
def one():
    return call(find(request.args["tool"]), request.get_json())
mcp = FastMCP("x")
for cls in load_all():
    mcp.add_tool(cls)
mcp.run()
`;
  const { server } = await findingsOf("py", body);
  expect(
    server?.entities.filter((e) => e.kind === "tool" && e.description?.endsWith("s a thing.")),
  ).toHaveLength(tools.length);
});

it("counts a path of a request less that only programs of the same machine can send", async () => {
  interface Given {
    readonly host?: string;
    readonly config?: string;
    readonly sent?: string;
  }
  const own = 'app.config["TRUSTED_HOSTS"] = ["127.0.0.1", "localhost"]';
  const json = 'request.get_json()["path"]';
  const paths = ({ host = "127.0.0.1", config = own, sent = json }: Given) =>
    severities(
      "py",
      "path-traversal",
      `${PYTHON}from flask import Flask, request
app = Flask("notes")
${config}

@app.route("/save", methods=["POST"])
def save():
    Path(${sent}).write_text("x")
    return {}

app.run(host="${host}")
`,
    );
  expect(await paths({})).toEqual(["medium"]);
  // Everybody on the network; a page that rebinds its own name; forms and links of any page.
  expect(await paths({ host: "0.0.0.0" })).toEqual(["high"]);
  expect(await paths({ config: "" })).toEqual(["high"]);
  expect(await paths({ sent: 'request.form["path"]' })).toEqual(["high"]);
  expect(await paths({ sent: 'request.get_json(force=True)["path"]' })).toEqual(["high"]);
  // The same of a validated body in JavaScript, with a check of the Host header by hand.
  const served = (check: string, sent: string) =>
    severities(
      "ts",
      "path-traversal",
      `import { writeFile } from "node:fs/promises";
import { serve } from "@hono/node-server";
import { zValidator } from "@hono/zod-validator";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { Hono } from "hono";
import { z } from "zod";
const app = new Hono();
app.use(async (c, next) => {
  ${check}
  await next();
});
app.post("/save", zValidator("json", z.object({ path: z.string() })), async (c) => {
  const { path } = ${sent};
  await writeFile(path, "x");
  return c.text("ok");
});
new McpServer({ name: "x", version: "1" });
serve({ fetch: app.fetch, port: 8080, hostname: "127.0.0.1" });
`,
    );
  const refuses = 'if (c.req.header("host") !== "127.0.0.1:8080") return c.text("no", 403);';
  expect(await served(refuses, 'c.req.valid("json")')).toEqual(["medium"]);
  expect(await served("", 'c.req.valid("json")')).toEqual(["high"]);
  expect(await served(refuses, "await c.req.json()")).toEqual(["high"]);
  // What protects MCP says nothing of another port.
  const beside =
    'from mcp.server.transport_security import TransportSecuritySettings\nother = FastMCP("y", transport_security=TransportSecuritySettings(enable_dns_rebinding_protection=True, allowed_hosts=["127.0.0.1"]))\n';
  expect(await paths({ config: beside })).toEqual(["high"]);
});

it("counts commands less in a part of the program that a Dockerfile starts, and that serves no MCP", async () => {
  const server = `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
export const server = new McpServer({ name: "x", version: "1" });
server.registerTool("ping", { description: "Pings" }, async () => ({ content: [] }));
`;
  const box = `import express from "express";
import { exec } from "node:child_process";
const app = express();
app.post("/exec", (req, res) => {
  exec(req.body.command);
  res.json({});
});
app.listen(8080);
`;
  const executions = async (changed: Readonly<Record<string, string>>) => {
    const tree = join(folder, `tree${files++}`);
    for (const [name, text] of Object.entries({ "server/index.ts": server, "box/app.ts": box, ...changed })) {
      mkdirSync(dirname(join(tree, name)), { recursive: true });
      writeFileSync(join(tree, name), text);
    }
    const { findings } = await audit({ paths: [tree], cwd: folder, severity: "low", confidence: "low" });
    return findings.filter((f) => f.ruleId === "unrestricted-execution").map((f) => f.severity);
  };
  const image = (command: string) => `FROM node:22\nWORKDIR /app\nCOPY . .\nUSER node\nCMD ${command}\n`;
  const script = JSON.stringify({ name: "x", scripts: { "start:box": "tsx box/app.ts" } });
  expect(await executions({})).toEqual(["high"]);
  expect(await executions({ Dockerfile: image('["node", "box/app.ts"]') })).toEqual(["medium"]);
  expect(await executions({ Dockerfile: image("node /app/box/app.ts") })).toEqual(["medium"]);
  expect(
    await executions({ Dockerfile: image('["npm", "run", "start:box"]'), "package.json": script }),
  ).toEqual(["medium"]);
  // The container of the MCP server is one of the ways to run it; so is that of what imports it.
  expect(await executions({ Dockerfile: image('["node", "server/index.ts"]') })).toEqual(["high"]);
  expect(
    await executions({
      Dockerfile: image('["node", "box/app.ts"]'),
      "box/app.ts": `import "../server/index.js";\n${box}`,
    }),
  ).toEqual(["high"]);
});

it("counts keys less that a list of recorded data repeats", async () => {
  const records = (count: number) =>
    JSON.stringify(
      Array.from({ length: count }, (_, i) => ({
        id: i,
        shareToken: createHash("sha256").update(`record ${i}`).digest("base64url"),
      })),
    );
  expect(await severities("json", "hardcoded-secret", records(2))).toEqual(["high"]);
  expect(await severities("json", "hardcoded-secret", records(12))).toEqual(["medium"]);
});

it("takes a switch that is handed to a log of the program's own for what it is", async () => {
  const logging = (second: string) => `
import { Server } from "@modelcontextprotocol/sdk/server/index.js";
import { CallToolRequestSchema } from "@modelcontextprotocol/sdk/types.js";
const log = (text: string, on: unknown, data: unknown) => on && console.error(text, data);
const server = new Server({ name: "x", version: "1.0.0" }, { capabilities: { tools: {} } });
server.setRequestHandler(CallToolRequestSchema, async (request) => {
  const { name, arguments: args } = request.params;
  const debug = args?.debug === true;
  log("called", ${second}, { name, args });
  return { content: [{ type: "text", text: String(debug) }] };
});`;
  expect(await severities("ts", "logged-arguments", logging("debug"))).toEqual([]);
  expect(await severities("ts", "logged-arguments", logging("true"))).toEqual(["medium"]);
  expect(await severities("ts", "logged-arguments", logging('"debug"'))).toEqual(["medium"]);
});
