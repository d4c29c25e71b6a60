/** A pattern of harmless characters that leaves the rest of a text unsaid is told as what it is, in both languages. */
import { expect, it } from "vitest";
import { audit } from "../../src/index.js";
import { makeTree } from "../discover/make-tree.js";

const typescript = (test: string): string => `
import { execSync } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
const server = new McpServer({ name: "x", version: "1.0.0" });
server.tool("show", { name: z.string() }, async ({ name }) => {
  if (!${test}) throw new Error("no");
  return { content: [{ type: "text", text: String(execSync("show " + name)) }] };
});
`;

const python = (test: string): string => `
import re
import subprocess
from mcp.server.fastmcp import FastMCP
mcp = FastMCP("x")
@mcp.tool()
def show(name: str) -> str:
    if not ${test}:
        raise ValueError("no")
    return subprocess.getoutput("show " + name)
`;

it.each([
  ["typescript", "/^[a-z]+$/m.test(name)", "`test` asks one line of the text only"],
  ["typescript", "/^[a-z]+/.test(name)", "`test` asks for the begin of the text only"],
  ["typescript", "/[a-z]+$/.test(name)", "`test` asks whether there is such a part in the text"],
  ["python", 're.search(r"(?m)^[a-z]+$", name)', "`search` asks one line of the text only"],
  ["python", 're.match("[a-z]+", name)', "`match` asks for the begin of the text only"],
  ["python", 're.search("[a-z]+", name)', "`search` asks whether there is such a part in the text"],
])("%s: %s", async (language, check, sentence) => {
  const files: Record<string, string> =
    language === "python" ? { "server.py": python(check) } : { "server.ts": typescript(check) };
  const { findings } = await audit({ paths: [makeTree(files)] });
  const [found] = findings.filter(({ ruleId }) => ruleId === "command-injection");
  expect(JSON.stringify(found)).toContain(sentence);
});
