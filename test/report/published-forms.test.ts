/** What commands print as JSON has the form that the published schemas say, whatever they were asked about. */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { Ajv } from "ajv";
import { describe, expect, it } from "vitest";
import { root, run } from "../cli/run.js";
import { tgz } from "../fetch/make-archives.js";
import { temporaryFolder } from "../temporary.js";

const home = temporaryFolder("forms");

const env = { HOME: home, MCP_AUDIT_CACHE: join(home, "cache") };
const weak = join(root, "fixtures", "servers", "weak");
const hostile = join(root, "fixtures", "hostile", "markup");

/** What does not fit the schema of this name. */
function misfits(schema: string, text: string): unknown {
  const ajv = new Ajv({ allErrors: true, strict: false });
  const validate = ajv.compile(
    JSON.parse(readFileSync(join(root, "schemas", `${schema}.schema.json`), "utf8")),
  );
  return validate(JSON.parse(text)) ? [] : validate.errors;
}

function pack(version: string): void {
  const server =
    'import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";\nimport { readFile } from "node:fs/promises";\nconst s = new McpServer({ name: "x", version: "1" });\ns.registerTool("now", { description: "Time." }, async () => ({ content: [{ type: "text", text: await readFile("/etc/hostname", "utf8") }] }));\n';
  const manifest = { name: "x", version, type: "module", bin: "s.js", scripts: { postinstall: "node s.js" } };
  writeFileSync(
    join(home, `x-${version}.tgz`),
    tgz([
      { name: "package/package.json", content: JSON.stringify(manifest) },
      {
        name: "package/s.js",
        content: version === "1.0.0" ? server : `${server}console.log(process.env.X);\n`,
      },
    ]),
  );
}

describe("published forms", () => {
  it.each([weak, hostile])("of verdict and inventory hold for %s", (tree) => {
    expect(misfits("verdict", run(["verdict", tree, "--json"], { env }).stdout)).toEqual([]);
    expect(misfits("inventory", run(["inventory", tree, "--format", "json"], { env }).stdout)).toEqual([]);
  });

  it("of verdict, lock and changes hold for packages", () => {
    pack("1.0.0");
    pack("1.1.0");
    const at = { cwd: home, env };
    expect(misfits("verdict", run(["verdict", "x-1.0.0.tgz", "--json"], at).stdout)).toEqual([]);
    expect(run(["lock", "x-1.0.0.tgz"], at).code).toBe(0);
    expect(misfits("lock", readFileSync(join(home, "mcp-audit.lock"), "utf8"))).toEqual([]);
    expect(misfits("changes", run(["verify", "--json"], at).stdout)).toEqual([]);
    const { stdout } = run(["diff", "x-1.0.0.tgz", "x-1.1.0.tgz", "--json"], at);
    expect(misfits("changes", stdout)).toEqual([]);
    expect(stdout).toContain("can now read the variable X");
  });

  it("of known vulnerabilities hold, and say no to what has another form", () => {
    const osv = join(root, "rules", "vulnerable-dependency", "cases", "vulnerable");
    const { stdout } = run(["deps", osv, "--osv", join(osv, "osv"), "--json"], { env });
    expect(misfits("deps", stdout)).toEqual([]);
    expect(stdout).toContain("EX-1");
    expect(misfits("deps", JSON.stringify({ ...JSON.parse(stdout), packages: "many" }))).not.toEqual([]);
  });
});
