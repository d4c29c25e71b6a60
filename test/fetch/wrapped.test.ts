/** A package that only starts another one is judged by what it starts. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import type { Io } from "../../src/cli/io.js";
import { runVerdict } from "../../src/cli/verdict-command.js";
import type { Fetched } from "../../src/fetch/types.js";
import { wrappedBy } from "../../src/fetch/wrapped.js";
import { temporaryFolder } from "../temporary.js";
import { tgz } from "./make-archives.js";
import { npmRegistry } from "./registries.js";

let home: string;
beforeEach(() => {
  home = temporaryFolder("wrapped");
});

function put(path: string, text: string): void {
  mkdirSync(dirname(join(home, path)), { recursive: true });
  writeFileSync(join(home, path), text);
}

function behind(program: string, dependencies: Record<string, string>): string | undefined {
  put("p/package.json", JSON.stringify({ name: "p", bin: "cli.js", dependencies }));
  put("p/cli.js", program);
  const fetched = {
    spec: { kind: "npm" },
    root: join(home, "p"),
    bin: { name: "p", path: "cli.js" },
  } as unknown as Fetched;
  return wrappedBy(fetched)?.text;
}

describe("the package behind a wrapper", () => {
  it("is the one of the protocol that its program loads", () => {
    expect(behind('import { main } from "@own/mcp-core/cli";', { "@own/mcp-core": "^2.0.0", zod: "3" })).toBe(
      "npm:@own/mcp-core@^2.0.0",
    );
    expect(behind('const x = await import("browser/lib/mcp/program");', { browser: "1.0.0" })).toBe(
      "npm:browser@1.0.0",
    );
    expect(
      behind('require("zod"); require("@modelcontextprotocol/sdk/server/mcp.js")', {
        zod: "3",
        "@modelcontextprotocol/sdk": "1",
      }),
    ).toBeUndefined();
    expect(behind('require("a-mcp"); require("b-mcp")', { "a-mcp": "1", "b-mcp": "1" })).toBeUndefined();
    const core = 'const { tools } = require("browser-core/lib/bundle"); tools.run();';
    expect(behind(core, { "browser-core": "1.0.0", browser: "1.0.0" })).toBe("npm:browser-core@1.0.0");
    expect(behind(`${core}${"tools.more();".repeat(400)}`, { "browser-core": "1.0.0" })).toBeUndefined();
    expect(behind('require("a-mcp")', {})).toBeUndefined();
    expect(behind('require("a-mcp")', { "a-mcp": "file:../../etc" })).toBeUndefined();
    expect(behind('require("a-mcp")', { "a-mcp": "git+ssh://host/x" })).toBeUndefined();
  });

  it("is audited with it, and its tools are those of the wrapper", async () => {
    const server =
      'import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";\nimport { exec } from "node:child_process";\nimport { z } from "zod";\nexport const s = new McpServer({ name: "x", version: "1" });\ns.registerTool("count", { description: "Counts.", inputSchema: { name: z.string() } }, async ({ name }) => { exec(`wc ${name}`); return { content: [] }; });\n';
    const pack = (manifest: Record<string, unknown>, file: string, code: string): Buffer =>
      tgz([
        { name: "package/package.json", content: JSON.stringify({ type: "module", ...manifest }) },
        { name: `package/${file}`, content: code },
      ]);
    const core = { name: "@own/mcp-core", version: "2.1.0", main: "index.js" };
    const thin = {
      name: "thin",
      version: "1.0.0",
      bin: "cli.js",
      dependencies: { "@own/mcp-core": "^2.0.0" },
    };
    const inner = await npmRegistry("@own/mcp-core", [
      { manifest: core, tarball: pack(core, "index.js", server) },
    ]);
    const outer = await npmRegistry("thin", [
      { manifest: thin, tarball: pack(thin, "cli.js", 'import { s } from "@own/mcp-core";\ns.connect();\n') },
    ]);
    try {
      put(".npmrc", `registry=${outer.url}\n@own:registry=${inner.url}\n`);
      const out: string[] = [];
      const io: Io = {
        cwd: home,
        env: { HOME: home, MCP_AUDIT_CACHE: join(home, "cache"), LANG: "C.UTF-8" },
        stdout: { isTTY: false, columns: 80 },
        stderr: { isTTY: false },
        out: async (text) => void out.push(text),
        err: async () => {},
      };
      expect(await runVerdict(["npm:thin"], { color: false, json: true }, io)).toBe(1);
      const verdict = JSON.parse(out.join("")) as {
        decision: string;
        tools: string[];
        facts: { name: string };
        unseen: string[];
      };
      expect(verdict).toMatchObject({ decision: "avoid", tools: ["count"], facts: { name: "thin" } });
      expect(verdict.unseen[0]).toBe(
        "Its tools are those of @own/mcp-core 2.1.0, which it starts and which was audited with it.",
      );
    } finally {
      await inner.close();
      await outer.close();
    }
  });
});
