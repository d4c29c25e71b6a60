/** A place that many ways lead to: whoever reaches it is named, however many ways one of them has. */
import { expect, it } from "vitest";
import { audit } from "../../src/index.js";
import { makeTree } from "../discover/make-tree.js";

const TOOLS = 12;
const WAYS = 60;
const names = Array.from({ length: TOOLS }, (_, n) => `tool_${String.fromCharCode(97 + n)}`);

/** One entry for all tools; the first of them reaches the place in many ways, which come first in the file. */
const server = `
import sqlite3
from mcp.server import Server
server = Server("many")
db = sqlite3.connect("x.db")

def query(table):
    return db.execute(f"SELECT * FROM {table}").fetchall()

${Array.from({ length: WAYS }, (_, n) => `def way_${n}(table):\n    return query(table + "_${n}")\n`).join("\n")}
def all_ways(table):
${Array.from({ length: WAYS }, (_, n) => `    way_${n}(table)`).join("\n")}

@server.call_tool()
async def call(name, arguments):
${names.map((name, n) => `    if name == "${name}":\n        return ${n === 0 ? "all_ways" : "query"}(arguments["table"])`).join("\n")}
`;

it("names every tool that reaches it", async () => {
  const report = await audit({ paths: [makeTree({ "server.py": server, "requirements.txt": "mcp\n" })] });
  const found = report.findings.filter(({ ruleId }) => ruleId === "sql-injection");
  const tools = new Set(found.flatMap(({ origins }) => origins.map(({ name }) => name)));
  expect([...tools].sort()).toEqual(names);
});
