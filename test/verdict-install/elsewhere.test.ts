/** A package whose server is in another one: the verdict says where to look. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { audit } from "../../src/audit.js";
import { NO_INVENTORY } from "../../src/findings/inventory.js";
import { judge } from "../../src/verdict-install/index.js";
import { temporaryFolder } from "../temporary.js";
import { fetched } from "./fetched.js";

async function unseen(code: string): Promise<readonly string[]> {
  const root = temporaryFolder("elsewhere");
  const manifest = {
    name: "thin-mcp-server",
    version: "1.0.0",
    type: "module",
    bin: "server.js",
    dependencies: { "@scope/core": "1" },
  };
  writeFileSync(join(root, "package.json"), JSON.stringify(manifest));
  writeFileSync(join(root, "server.js"), code);
  const report = await audit({ paths: [root], inventory: true });
  return judge({ report, inventory: report.inventory ?? NO_INVENTORY, fetched: fetched("thin", root) }, 20)
    .unseen;
}

it("names the package that likely holds the tools", async () => {
  const texts = await unseen('import { runServer } from "@scope/core";\nawait runServer(process.argv);\n');
  expect(texts).toContain("Its tools may be in @scope/core: `mcp-audit npm:@scope/core` looks there.");
});

it("says nothing of that where there are tools", async () => {
  const texts = await unseen(`import { runServer } from "@scope/core";
import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
const server = new McpServer({ name: "thin", version: "1.0.0" });
server.registerTool("now", { description: "Tells the time." }, async () => ({ content: [{ type: "text", text: "now" }] }));
await runServer(server);
`);
  expect(texts.some((text) => text.includes("@scope/core is not known here"))).toBe(true);
  expect(texts.some((text) => text.includes("may be in"))).toBe(false);
});
