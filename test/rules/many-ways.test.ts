/** A place that many ways lead to: whoever reaches it is named, however many ways one of them has. */
import { expect, it } from "vitest";
import { audit } from "../../src/index.js";
import { makeTree } from "../discover/make-tree.js";

const TOOLS = 12;
const WAYS = 200;
const names = Array.from({ length: TOOLS }, (_, n) => `tool_${String.fromCharCode(97 + n)}`);
const near = Array.from({ length: WAYS }, (_, n) => `        query(arguments["table"] + "_${n}")`).join("\n");

/** One entry for all tools; the first of them reaches the place in many short ways, the others through two helpers. */
const server = `
import sqlite3
from mcp.server import Server
server = Server("many")
db = sqlite3.connect("x.db")

def query(table):
    return db.execute(f"SELECT * FROM {table}").fetchall()

def outer(table):
    return inner(table)

def inner(table):
    return query(table)

@server.call_tool()
async def call(name, arguments):
${names.map((name, n) => `    if name == "${name}":\n${n === 0 ? near : '        return outer(arguments["table"])'}`).join("\n")}
`;

it("names every tool that reaches it", async () => {
  const report = await audit({ paths: [makeTree({ "server.py": server, "requirements.txt": "mcp\n" })] });
  const found = report.findings.filter(({ ruleId }) => ruleId === "sql-injection");
  const tools = new Set(found.flatMap(({ origins }) => origins.map(({ name }) => name)));
  expect([...tools].sort()).toEqual(names);
});
