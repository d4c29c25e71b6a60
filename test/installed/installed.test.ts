/** Servers of clients: found where clients keep them, resolved to what would run, and judged. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { clientPlaces } from "../../src/installed/places.js";
import { readServers } from "../../src/installed/servers.js";
import { run } from "../cli/run.js";
import { temporaryFolder } from "../temporary.js";

let home: string;
beforeEach(() => {
  home = temporaryFolder("installed");
});

function put(path: string, content: unknown): string {
  const full = join(home, path);
  mkdirSync(dirname(full), { recursive: true });
  writeFileSync(full, typeof content === "string" ? content : JSON.stringify(content));
  return full;
}

const CASES: readonly (readonly [Record<string, unknown>, Record<string, unknown>])[] = [
  [
    { command: "npx", args: ["-y", "@scope/server@1.2.3", "--flag"] },
    { kind: "target", target: "npm:@scope/server@1.2.3" },
  ],
  [
    { command: "cmd", args: ["/c", "npx", "-y", "server"] },
    { kind: "target", target: "npm:server" },
  ],
  [
    { command: "bunx", args: ["server@latest"] },
    { kind: "target", target: "npm:server@latest" },
  ],
  [
    { command: "pnpm", args: ["dlx", "server"] },
    { kind: "target", target: "npm:server" },
  ],
  [
    { command: "uvx", args: ["mcp-server-x==0.4.1"] },
    { kind: "target", target: "pypi:mcp-server-x==0.4.1" },
  ],
  [
    { command: "uvx", args: ["--from", "mcp-x[cli]", "mcp-x-run"] },
    { kind: "target", target: "pypi:mcp-x" },
  ],
  [
    { command: "pipx", args: ["run", "mcp-x"] },
    { kind: "target", target: "pypi:mcp-x" },
  ],
  [
    { command: "uvx", args: ["--from", "git+https://host/o/n.git@v1", "n"] },
    { kind: "target", target: "git+https://host/o/n.git#v1" },
  ],
  [
    { command: "npx", args: ["-y", "github:owner/name"] },
    { kind: "target", target: "git+https://github.com/owner/name" },
  ],
  [
    { command: "docker", args: ["run", "-i", "--rm", "-e", "KEY", "acme/mcp:1.0"] },
    { kind: "image", image: "acme/mcp:1.0" },
  ],
  [
    { url: "https://user:pass@mcp.example.org/sse?key=secret" },
    { kind: "remote", url: "https://mcp.example.org/sse" },
  ],
  [
    { command: "/opt/thing/bin/server", args: ["--token", "secret"] },
    { kind: "unknown", command: "server" },
  ],
];

describe("configured servers", () => {
  it.each(CASES)("%j", async (server, runs) => {
    const path = put("mcp.json", { mcpServers: { one: server } });
    expect(await readServers(path, home)).toEqual([{ name: "one", disabled: false, runs }]);
  });

  it("of this machine are audited by their package", async () => {
    put("proj/package.json", "{}");
    const script = put("proj/dist/index.js", "");
    const lone = put("lone/server.py", "");
    put("py/pyproject.toml", "");
    const path = put("mcp.json", {
      mcpServers: {
        a: { command: "node", args: [script] },
        b: { command: "python3", args: ["~/lone/server.py"] },
        c: { command: "uv", args: ["--directory", join(home, "py"), "run", "server.py"] },
      },
    });
    const targets = (await readServers(path, home))?.map(({ runs }) =>
      runs.kind === "target" ? runs.target : runs.kind,
    );
    expect(targets).toEqual([join(home, "proj"), lone, join(home, "py")]);
  });

  it.each(["linux", "darwin", "win32"] as const)("have known places on %s", (platform) => {
    const roots = {
      linux: "/h/.config",
      darwin: "/h/Library/Application Support",
      win32: "/h/AppData/Roaming",
    };
    const places = clientPlaces({ HOME: "/h", APPDATA: "/h/AppData/Roaming" }, "/work", platform);
    for (const client of [
      "Claude Desktop",
      "Claude Code",
      "Cursor",
      "VS Code",
      "Windsurf",
      "Zed",
      "Gemini CLI",
      "Codex",
      "Cline",
      "OpenCode",
      "Goose",
    ])
      expect(places.map((place) => place.client)).toContain(client);
    expect(places.find((place) => place.client === "Claude Desktop")?.path).toBe(
      `${roots[platform]}/Claude/claude_desktop_config.json`,
    );
  });
});

describe("mcp-audit installed", () => {
  const server = (tool: string): string =>
    `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";\nimport { z } from "zod";\nconst s = new McpServer({ name: "x", version: "1" });\n${tool}`;
  const fine = server('s.registerTool("now", { description: "Time." }, async () => ({ content: [] }));\n');
  const bad = server(
    'import { exec } from "node:child_process";\ns.registerTool("count", { description: "Counts.", inputSchema: { name: z.string() } }, async ({ name }) => { exec(`wc ${name}`); return { content: [] }; });\n',
  );
  const env = (): Record<string, string> => ({
    HOME: home,
    MCP_AUDIT_CACHE: join(home, "cache"),
    COLUMNS: "80",
  });

  it("finds the servers of several clients and gives the exit code of the worst", () => {
    put("good/package.json", "{}");
    put("good/index.js", fine);
    put("bad/package.json", "{}");
    put("bad/index.js", bad);
    put(".cursor/mcp.json", {
      mcpServers: { good: { command: "node", args: [join(home, "good/index.js")] } },
    });
    const calm = run(["installed"], { cwd: home, env: env() });
    expect(calm.stdout).toMatch(/Cursor ~\/.cursor\/mcp.json\n {2}connect {8}good/);
    expect(calm.code).toBe(0);
    put(
      ".codex/config.toml",
      `[mcp_servers.bad]\ncommand = "node"\nargs = ["${join(home, "bad/index.js")}"]\n`,
    );
    put(".gemini/settings.json", { mcpServers: { far: { httpUrl: "https://mcp.example.org/mcp" } } });
    const alarmed = run(["installed"], { cwd: home, env: env() });
    expect(alarmed.stdout).toContain("DO NOT CONNECT");
    expect(alarmed.stdout).toContain("(command-injection)");
    expect(alarmed.stdout).toContain("It runs on another machine");
    expect(alarmed.stdout).toContain("3 servers: 1 DO NOT CONNECT, 1 connect, 1 not looked at.");
    expect(alarmed.code).toBe(1);
    const json = run(["installed", "--json", "--config", ".codex/config.toml"], { cwd: home, env: env() });
    expect(JSON.parse(json.stdout)).toMatchObject({
      clients: [{ servers: [{ name: "bad", decision: "avoid" }] }],
    });
  });

  it("says what is missing", () => {
    const none = run(["installed"], { cwd: home, env: env() });
    expect(none.code).toBe(3);
    expect(none.stdout).toContain("No client on this machine has a server configured");
    const wrong = run(["installed", "--config", "nope.json"], { cwd: home, env: env() });
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toContain("configures no MCP server, or is not there");
    put("mcp.json", { mcpServers: { x: { command: "npx", args: ["never-fetched"] } } });
    const offline = run(["installed", "--offline", "--config", "mcp.json"], { cwd: home, env: env() });
    expect(offline.stdout.replace(/\s+/g, " ")).toContain(
      "npm:never-fetched was never fetched on this machine, and --offline forbids asking for it.",
    );
    expect(offline.code).toBe(4);
  });
});
