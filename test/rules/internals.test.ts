/** When the text of an exception is more than what the SDKs report anyway: seen by default, as a low finding. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { audit } from "../../src/audit.js";
import { temporaryFolder } from "../temporary.js";

const folder = temporaryFolder("internals");

/** Severities of what is said of errors by default, of a tool with this body. */
async function python(name: string, body: readonly string[]): Promise<string[]> {
  const path = join(folder, `${name}.py`);
  const lines = [
    "import json, sqlite3",
    "from mcp.server.fastmcp import FastMCP",
    'mcp = FastMCP("demo")',
    "",
  ];
  writeFileSync(
    path,
    [...lines, "@mcp.tool()", "def tool(path: str) -> str:", ...body.map((line) => `    ${line}`), ""].join(
      "\n",
    ),
  );
  const { findings } = await audit({ paths: [path], cwd: folder });
  return findings.filter((each) => each.ruleId === "leaky-error").map((each) => each.severity);
}

describe("text of exceptions", () => {
  it.each([
    ["a path of the server", ['return open("/etc/demo.json").read()'], "Exception as e", ["low"]],
    ["a part of it from the caller", ['return open("/etc/demo/" + path).read()'], "Exception as e", ["low"]],
    [
      "a statement",
      ['return str(sqlite3.connect("a.db").execute("SELECT a FROM b"))'],
      "Exception as e",
      ["low"],
    ],
    ["one kind of exception", ['return open("/etc/demo.json").read()'], "KeyError as e", []],
    ["a path of the caller", ["return open(path).read()"], "Exception as e", []],
    ["nothing but computing", ["return json.loads(path)"], "Exception as e", []],
  ])("%s", async (name, tried, caught, expected) => {
    const body = ["try:", ...tried.map((line) => `    ${line}`), `except ${caught}:`, "    return str(e)"];
    expect(await python(name.replaceAll(" ", "-"), body)).toEqual(expected);
  });

  it("looks at the clause that takes the exception, not at one further up", async () => {
    const body = [
      "try:",
      '    text = open("/etc/demo.json").read()',
      "except Exception:",
      '    text = "{}"',
      "try:",
      "    return str(json.loads(text)[path])",
      "except Exception as e:",
      "    return str(e)",
    ];
    expect(await python("two", body)).toEqual([]);
  });
});
