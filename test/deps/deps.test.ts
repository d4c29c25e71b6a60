/** Known vulnerabilities of locked packages, from a local service that speaks OSV's interface, and from an export. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { runAudit } from "../../src/cli/audit-command.js";
import { runDeps } from "../../src/cli/deps-command.js";
import type { Io } from "../../src/cli/io.js";
import { runVerdict } from "../../src/cli/verdict-command.js";
import { readLocked } from "../../src/deps/locked.js";
import { type Registry, serve } from "../fetch/registries.js";
import { temporaryFolder } from "../temporary.js";

let home: string;
beforeEach(() => {
  home = temporaryFolder("deps");
});

const LOCKS: Readonly<Record<string, string>> = {
  "package-lock.json":
    '{"lockfileVersion":3,"packages":{"":{"name":"x"},"node_modules/bad":{"version":"1.0.0"},"node_modules/@s/good":{"version":"2.0.0"}}}',
  "pnpm-lock.yaml":
    "lockfileVersion: '9.0'\npackages:\n  bad@1.0.0:\n    resolution: {integrity: sha512-x}\n",
  "yarn.lock": '# yarn lockfile v1\n\nbad@^1.0.0:\n  version "1.0.0"\n  resolved "x"\n',
  "uv.lock": 'version = 1\n[[package]]\nname = "Bad_Py"\nversion = "0.9"\n',
  "poetry.lock": '[[package]]\nname = "bad-py"\nversion = "0.9"\n',
  "requirements.txt": "bad-py==0.9\nfree>=1\n",
};

function put(...names: readonly string[]): void {
  for (const name of names) writeFileSync(join(home, name), LOCKS[name] ?? "");
}

const VULN = {
  id: "GHSA-aaaa",
  aliases: ["CVE-2025-1"],
  summary: "Bad \u001b[2Jthings happen.",
  affected: [
    {
      package: { ecosystem: "npm", name: "bad" },
      versions: ["0.9.0", "1.0.0"],
      ranges: [{ type: "SEMVER", events: [{ introduced: "0" }, { fixed: "1.0.1" }] }],
    },
    {
      package: { ecosystem: "PyPI", name: "bad-py" },
      versions: ["0.9"],
      ranges: [{ type: "ECOSYSTEM", events: [{ introduced: "0" }, { fixed: "1.0" }] }],
    },
  ],
};

/** Answers as OSV does; the second package's answer comes in two pages. */
async function osv(bodies: unknown[]): Promise<Registry> {
  return await serve((path, _origin, body) => {
    if (path === "/v1/querybatch") {
      const { queries } = JSON.parse(body) as {
        queries: { package: { name: string }; version: string; page_token?: string }[];
      };
      bodies.push(queries);
      const results = queries.map((query) => {
        if (query.package.name !== "bad") return {};
        return query.page_token === undefined
          ? { vulns: [{ id: "GHSA-aaaa" }], next_page_token: "more" }
          : { vulns: [{ id: "GHSA-gone" }] };
      });
      return Buffer.from(JSON.stringify({ results }));
    }
    if (path === "/v1/vulns/GHSA-aaaa") return Buffer.from(JSON.stringify(VULN));
    if (path === "/v1/vulns/GHSA-gone")
      return Buffer.from(JSON.stringify({ ...VULN, id: "GHSA-gone", withdrawn: "2025-01-01T00:00:00Z" }));
    return undefined;
  });
}

async function deps(
  env: Record<string, string>,
  flags: Record<string, unknown> = {},
): Promise<{ code: number; text: string }> {
  return await answer(env, (io) => runDeps(".", { color: false, ...flags }, io));
}

/** What a command prints, and its exit code. */
async function answer(
  env: Record<string, string>,
  command: (io: Io) => Promise<number>,
): Promise<{ code: number; text: string }> {
  const out: string[] = [];
  const io: Io = {
    cwd: home,
    env: { HOME: home, LANG: "C.UTF-8", ...env },
    stdout: { isTTY: false, columns: 80 },
    stderr: { isTTY: false },
    out: async (text) => void out.push(text),
    err: async () => {},
  };
  const code = await command(io);
  return { code, text: out.join("") };
}

describe("locked packages", () => {
  it.each(Object.keys(LOCKS))("of %s are read with their lines", async (name) => {
    put(name);
    const { packages } = await readLocked(home);
    const [first] = packages;
    expect(first).toMatchObject({ path: name, version: /json|pnpm|yarn/.test(name) ? "1.0.0" : "0.9" });
    expect(packages.map((each) => each.name)).not.toContain("free");
  });
});

describe("mcp-audit deps", () => {
  it("sends names and versions to the service, and nothing else", async () => {
    put("package-lock.json");
    const bodies: unknown[] = [];
    const service = await osv(bodies);
    try {
      const { code, text } = await deps({ MCP_AUDIT_OSV_API: service.url });
      expect(code).toBe(1);
      expect(text).toContain("bad 1.0.0 package-lock.json:1");
      expect(text.replace(/\s+/g, " ")).toContain(
        "GHSA-aaaa (CVE-2025-1): Bad \\x1b[2Jthings happen; fixed in 1.0.1.",
      );
      expect(text).toContain("1 known vulnerability in 2 locked packages of 1 lock file.");
      expect(text).not.toContain("GHSA-gone");
      expect(bodies).toEqual([
        [
          { package: { ecosystem: "npm", name: "bad" }, version: "1.0.0" },
          { package: { ecosystem: "npm", name: "@s/good" }, version: "2.0.0" },
        ],
        [{ package: { ecosystem: "npm", name: "bad" }, version: "1.0.0", page_token: "more" }],
      ]);
    } finally {
      await service.close();
    }
  });

  it("looks into an export instead, without a network", async () => {
    put("uv.lock", "package-lock.json");
    mkdirSync(join(home, "export"));
    writeFileSync(join(home, "export", "GHSA-aaaa.json"), JSON.stringify(VULN));
    writeFileSync(join(home, "export", "broken.json"), "{");
    const { code, text } = await deps({}, { osv: "export", offline: true, json: true });
    expect(code).toBe(1);
    expect(JSON.parse(text)).toMatchObject({
      packages: 3,
      vulnerabilities: [
        { name: "bad", id: "GHSA-aaaa", fixed: ["1.0.1"] },
        { name: "Bad_Py", id: "GHSA-aaaa", fixed: ["1.0"] },
      ],
    });
  });

  it("says what is missing", async () => {
    expect(await deps({}, { osv: "." }).catch((error: Error) => error.message)).toMatchObject({ code: 3 });
    put("uv.lock");
    await expect(deps({}, { offline: true })).rejects.toThrow("Without a network there is nobody to ask");
    await expect(deps({}, { osv: "nope" })).rejects.toThrow("There is no folder");
    await expect(deps({ MCP_AUDIT_OSV_API: "http://127.0.0.1:9" })).rejects.toThrow("could not be asked");
  });
});

describe("--deps", () => {
  const SERVER =
    'import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";\nconst s = new McpServer({ name: "x", version: "1" });\ns.registerTool("now", { description: "Time." }, async () => ({ content: [] }));\n';

  it("makes findings of an audit, and says what was sent", async () => {
    put("package-lock.json", "uv.lock");
    writeFileSync(join(home, "server.js"), SERVER);
    const bodies: unknown[] = [];
    const service = await osv(bodies);
    const env = { MCP_AUDIT_OSV_API: service.url };
    try {
      const audited = await answer(env, (io) => runAudit(["."], { color: false, deps: true }, io));
      const text = audited.text.replace(/\s+/g, " ");
      expect(text).toContain("Dependency with a known vulnerability [vulnerable-dependency]");
      expect(text).toContain(
        "`bad` 1.0.0 is known to be vulnerable: CVE-2025-1 (Bad \\x1b[2Jthings happen), fixed in 1.0.1.",
      );
      expect(text).toContain(
        "The OSV service was asked about 3 locked packages of 2 lock files; their names and versions were sent",
      );
      expect(audited.code).toBe(1);
      const sent = JSON.stringify(bodies);
      expect(sent).not.toContain("server.js");
      const before = bodies.length;
      const silent = await answer(env, (io) => runAudit(["."], { color: false }, io));
      expect(silent.text).not.toContain("OSV");
      expect(bodies).toHaveLength(before);
    } finally {
      await service.close();
    }
  });

  it("counts in a verdict; an export sends nothing", async () => {
    put("package-lock.json");
    writeFileSync(join(home, "server.js"), SERVER);
    mkdirSync(join(home, "export"));
    const grave = { ...VULN, database_specific: { severity: "CRITICAL" } };
    writeFileSync(join(home, "export", "GHSA-aaaa.json"), JSON.stringify(grave));
    const flags = { color: false, deps: true, osv: "export", offline: true };
    const verdict = await answer({}, (io) => runVerdict(["."], flags, io));
    const text = verdict.text.replace(/\s+/g, " ");
    expect(text).toContain("CONNECT WITH LIMITS");
    expect(text).toContain("(vulnerable-dependency).");
    expect(text).toContain("1 critical");
    expect(verdict.code).toBe(5);
    const without = await answer({}, (io) => runVerdict(["."], { color: false }, io));
    expect(without.code).toBe(0);
  });

  it("says that nobody was asked where nothing is locked, and whom it cannot ask", async () => {
    writeFileSync(join(home, "server.js"), SERVER);
    const env = { MCP_AUDIT_OSV_API: "http://127.0.0.1:9" };
    const { text } = await answer(env, (io) => runAudit(["."], { color: false, deps: true }, io));
    expect(text.replace(/\s+/g, " ")).toContain("no lock file was found, so nobody was asked");
    const offline = { color: false, deps: true, offline: true };
    await expect(answer({}, (io) => runAudit(["."], offline, io))).rejects.toThrow(
      "Without a network there is nobody to ask",
    );
  });
});
