/** What a call is reported for when several things of the caller's reach it. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { audit } from "../../src/audit.js";
import { temporaryFolder } from "../temporary.js";

const folder = temporaryFolder("grade");

async function messageOf(name: string, body: string): Promise<string | undefined> {
  const path = join(folder, `${name}.py`);
  writeFileSync(
    path,
    `import shutil\nimport subprocess\nfrom mcp.server import Server\nfrom mcp.server.fastmcp import FastMCP\n${body}\n`,
  );
  const { findings } = await audit({ paths: [path], cwd: folder, severity: "medium" });
  return findings[0]?.message;
}

it("reports the worse of two uses", async () => {
  const tool = 'mcp = FastMCP("x")\n@mcp.tool()\ndef copy(src: str, dst: str) -> None:\n';
  expect(await messageOf("copy", `${tool}    shutil.copy(src, "/srv/x/" + dst)`)).toContain("`dst` decides");
});

it("names what is looked up by its key", async () => {
  const tool = 'app = Server("x")\n@app.call_tool()\nasync def call(name, arguments):\n';
  const body = `${tool}    subprocess.getoutput("ping " + arguments.get("host", "localhost"))`;
  expect(await messageOf("looked-up", body)).toContain("`host` reaches");
});
