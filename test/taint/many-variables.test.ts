/** A bundle has thousands of variables in one scope: each of them holds what it was given, and not what all hold. */
import { expect, it } from "vitest";
import { audit } from "../../src/index.js";
import { makeTree } from "../discover/make-tree.js";

const MANY = 900;

const server = (check: string): string => `
${Array.from({ length: MANY }, (_, n) => `const part${n} = { name: "part${n}" };`).join("\n")}
const parts = () => [${Array.from({ length: MANY }, (_, n) => `part${n}`).join(", ")}];
const { McpServer } = require("@modelcontextprotocol/sdk/server/mcp.js");
const { z } = require("zod");
const { exec } = require("node:child_process");
const UNIT = /^[a-z]+$/;
const server = new McpServer({ name: "x", version: "1.0.0" });
server.registerTool("restart", { inputSchema: { unit: z.string() } }, async ({ unit }) => {
  ${check}
  exec("systemctl restart " + unit);
  return { content: [{ type: "text", text: String(parts().length) }] };
});
`;

async function injections(text: string): Promise<number> {
  const { findings } = await audit({ paths: [makeTree({ "server.cjs": text, "package.json": "{}" })] });
  return findings.filter(({ ruleId }) => ruleId === "command-injection").length;
}

it("knows a function and a pattern that stand behind many other variables", async () => {
  expect(await injections(server(""))).toBe(1);
  expect(await injections(server(`if (!UNIT.test(unit)) throw new Error("no unit");`))).toBe(0);
});
