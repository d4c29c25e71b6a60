/** A place behind more calls than are followed back for each hit: as long as no way was found, the search goes on. */
import { expect, it } from "vitest";
import { audit } from "../../src/index.js";
import { makeTree } from "../discover/make-tree.js";

const BRANCHES = 3;
const LAYERS = 7;
const each = Array.from({ length: BRANCHES }, (_, n) => n);

/** Every function of a layer calls all of the next: 3^6 rows of calls end at the first layer, all at the same length. */
const layers = Array.from({ length: LAYERS }, (_, layer) =>
  each
    .map((n) => {
      const calls = each.map((m) => `  layer${layer + 1}_${m}(word + "${n}");`).join("\n");
      return `function layer${layer}_${n}(word: string) {\n${layer < LAYERS - 1 ? calls : "  run(word);"}\n}`;
    })
    .join("\n"),
).join("\n");

const server = `
import { execSync } from "node:child_process";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
import { z } from "zod";
const server = new McpServer({ name: "far", version: "1.0.0" });
function run(word: string) {
  execSync("echo " + word);
}
${layers}
server.tool("say", { word: z.string() }, async ({ word }) => {
  layer0_0(word);
  return { content: [] };
});
`;

it("finds the tool at their end", async () => {
  const report = await audit({ paths: [makeTree({ "server.ts": server, "package.json": "{}" })] });
  const found = report.findings.filter(({ ruleId }) => ruleId === "command-injection");
  expect(found.flatMap(({ origins }) => origins.map(({ name }) => name))).toEqual(["say"]);
});
