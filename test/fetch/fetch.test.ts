/**
 * Targets from local registries, repositories and files. Whatever a package, repository or archive brings
 * along to be run while it is fetched, read or audited: none of it runs.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { audit } from "../../src/audit.js";
import { fetchTarget } from "../../src/fetch/index.js";
import { parseTarget } from "../../src/fetch/target.js";
import type { Fetched } from "../../src/fetch/types.js";
import { run } from "../cli/run.js";
import { temporaryFolder } from "../temporary.js";
import { type Entry, tgz, zip } from "./make-archives.js";
import { npmRegistry, pypiIndex, type Registry } from "./registries.js";

let home: string;
let mark: string;
let open: Registry[];
beforeEach(() => {
  home = temporaryFolder("fetch");
  mark = join(home, "ran");
  open = [];
});
afterEach(async () => {
  for (const registry of open) await registry.close();
});

const SERVER = `import { McpServer } from "@modelcontextprotocol/sdk/server/mcp.js";
const server = new McpServer({ name: "x", version: "1" });
server.registerTool("greet", { description: "Greets." }, async () => ({ content: [] }));
`;

/** A package in which everything that could be run leaves a mark. */
function planted(): Entry[] {
  const touch = `require("fs").writeFileSync(${JSON.stringify(mark)}, "x")`;
  const shell = `touch ${mark}`;
  const scripts = Object.fromEntries(
    ["preinstall", "install", "postinstall", "prepare", "prepack", "prepublish", "dependencies"].map(
      (name) => [name, shell],
    ),
  );
  return [
    {
      name: "package/package.json",
      content: JSON.stringify({
        name: "planted",
        version: "1.0.0",
        type: "module",
        main: "main.cjs",
        bin: "server.js",
        scripts,
      }),
    },
    { name: "package/main.cjs", content: touch },
    { name: "package/server.js", content: `${SERVER}${touch}\n` },
    {
      name: "package/.npmrc",
      content: `node-options=--require=./main.cjs\nscript-shell=${shell}\nregistry=http://127.0.0.1:9/`,
    },
    {
      name: "package/binding.gyp",
      content: `{"targets":[{"target_name":"x","actions":[{"action":["sh","-c","${shell}"]}]}]}`,
    },
    { name: "package/.git/hooks/post-checkout", content: `#!/bin/sh\n${shell}\n` },
    { name: "package/.git/config", content: `[core]\n\tfsmonitor = ${shell}\n` },
    { name: "package/mcp-audit.config.js", content: touch },
    { name: "package/mcp-audit.yml", content: "rules: {}\n" },
    { name: "package/eslint.config.js", content: touch },
    { name: "package/babel.config.js", content: touch },
    {
      name: "package/tsconfig.json",
      content:
        '{"extends":"../../../../../etc/passwd","compilerOptions":{"plugins":[{"name":"./main.cjs"}]}}',
    },
    { name: "package/conftest.py", content: `open(${JSON.stringify(mark)}, "w")` },
    { name: "package/setup.py", content: `open(${JSON.stringify(mark)}, "w")` },
    { name: "package/sitecustomize.py", content: `open(${JSON.stringify(mark)}, "w")` },
  ];
}

const environment = (more: Record<string, string> = {}): Record<string, string> => ({
  PATH: process.env["PATH"] ?? "",
  HOME: home,
  MCP_AUDIT_CACHE: join(home, "cache"),
  ...more,
});

async function get(text: string, more: Record<string, string> = {}, offline = false): Promise<Fetched> {
  const spec = parseTarget(text);
  if (spec === undefined) throw new Error(`no target: ${text}`);
  return await fetchTarget(spec, { cwd: home, env: environment(more), offline });
}

async function failure(text: string, more: Record<string, string> = {}, offline = false): Promise<string> {
  return await get(text, more, offline).then(
    () => "",
    (error: Error & { help?: string }) => `${error.name}: ${error.message} ${error.help ?? ""}`,
  );
}

describe("a package that would run", () => {
  it("runs by no command that is asked about it", () => {
    writeFileSync(join(home, "planted.tgz"), tgz(planted()));
    for (const args of [
      ["verdict", "planted.tgz"],
      ["inventory", "planted.tgz"],
      ["lock", "planted.tgz"],
      ["verify"],
      ["diff", "planted.tgz", "planted.tgz"],
      ["deps", "planted.tgz", "--osv", "."],
      ["planted.tgz", "--format", "html=page.html"],
    ]) {
      const { code, stderr } = run(args, { cwd: home, env: environment() });
      // 3: nothing is locked in it. All others answer, too.
      expect([0, 1, 3, 5], `${args.join(" ")}: ${stderr}`).toContain(code);
      expect(existsSync(mark), args.join(" ")).toBe(false);
    }
  });
});

describe("npm packages", () => {
  it("are fetched and audited, and nothing in them runs", async () => {
    const registry = await npmRegistry("planted", [
      { manifest: { version: "1.0.0", scripts: {} }, tarball: tgz(planted()) },
    ]);
    open.push(registry);
    const fetched = await get("npm:planted", { npm_config_registry: registry.url });
    const report = await audit({ paths: [fetched.root], cwd: home, target: "npm:planted" });
    expect(report.server.entities.map((entity) => entity.name)).toEqual(["greet"]);
    expect(existsSync(mark)).toBe(false);
    expect(fetched).toMatchObject({
      name: "planted",
      version: "1.0.0",
      published: "2026-02-03T00:00:00.000Z",
      publishers: ["a-publisher"],
      launch: { command: "npx", args: ["-y", "planted@1.0.0"] },
    });
    expect(fetched.installScripts.map(({ name }) => name)).toEqual(["preinstall", "install", "postinstall"]);
    expect(fetched.notes.filter((note) => note.weight === "danger").map((note) => note.text)).toEqual([
      "The package runs preinstall, install, postinstall when it is installed, which the registry's record of this version does not show.",
    ]);
    // Nothing but the cache was written, and no staging is left.
    expect(readdirSync(home)).toEqual(["cache"]);
    expect(readdirSync(join(home, "cache/v1/staging"))).toEqual([]);
  });

  it("are taken from the cache by their hash, and offline by their name", async () => {
    const registry = await npmRegistry("planted", [
      { manifest: { version: "1.0.0" }, tarball: tgz(planted()) },
    ]);
    open.push(registry);
    const env = { npm_config_registry: registry.url };
    expect(await failure("npm:planted", env, true)).toMatch(
      /^UserError: npm:planted was never fetched on this machine/,
    );
    const first = await get("npm:planted", env);
    const again = await get("npm:planted", env);
    expect([first.cached, again.cached]).toEqual([false, true]);
    expect(registry.asked.filter((path) => path.startsWith("/files/"))).toHaveLength(1);
    const asked = registry.asked.length;
    const offline = await get("npm:planted", env, true);
    expect(offline.root).toBe(first.root);
    expect(registry.asked).toHaveLength(asked);
  });

  it("respect scopes and tokens of the user's npmrc and not that of the working directory", async () => {
    const registry = await npmRegistry("@own/planted", [
      { manifest: { version: "1.0.0" }, tarball: tgz(planted()) },
    ]);
    open.push(registry);
    writeFileSync(join(home, ".npmrc"), `@own:registry=${registry.url}\n`);
    const project = join(home, "project");
    mkdirSync(project);
    writeFileSync(join(project, "package.json"), "{}");
    writeFileSync(
      join(project, ".npmrc"),
      "@own:registry=http://127.0.0.1:9/\nregistry=http://127.0.0.1:9/\n",
    );
    const spec = parseTarget("npm:@own/planted@1.0.0");
    const fetched = await fetchTarget(spec as NonNullable<typeof spec>, {
      cwd: project,
      env: environment(),
      offline: false,
    });
    expect(fetched.version).toBe("1.0.0");
  });

  it("are refused when the hash is another, and explained when they are not there", async () => {
    const other = `sha512-${Buffer.alloc(64).toString("base64")}`;
    const registry = await npmRegistry("planted", [
      { manifest: { version: "1.0.0" }, tarball: tgz(planted()), integrity: other },
    ]);
    open.push(registry);
    const env = { npm_config_registry: registry.url, npm_config_fetch_retries: "0" };
    expect(await failure("npm:planted", env)).toMatch(
      /^ScanError: What the registry sent for npm:planted does not have the hash/,
    );
    expect(await failure("npm:absent", env)).toMatch(
      /^UserError: There is no package absent on the npm registry/,
    );
    expect(await failure("npm:planted@9", env)).toMatch(/^UserError: The package planted has no version 9/);
    expect(readdirSync(join(home, "cache/v1/staging"))).toEqual([]);
  });
});

describe("Python packages", () => {
  const source = (code: string): Entry[] => [
    { name: "planted-1.0/setup.py", content: `open(${JSON.stringify(mark)}, "w")` },
    {
      name: "planted-1.0/pyproject.toml",
      content: '[build-system]\nrequires = ["x"]\nbuild-backend = "planted"\n',
    },
    { name: "planted-1.0/src/planted/__init__.py", content: `open(${JSON.stringify(mark)}, "w")\n` },
    { name: "planted-1.0/src/planted/server.py", content: code },
  ];
  const code =
    'from mcp.server.fastmcp import FastMCP\nmcp = FastMCP("x")\n@mcp.tool()\ndef greet() -> str:\n    return "hi"\n';
  const wheelOf = (more: readonly Entry[] = []): Buffer =>
    zip([
      { name: "planted/__init__.py", content: `open(${JSON.stringify(mark)}, "w")\n` },
      { name: "planted/server.py", content: code },
      ...more,
    ]);

  it("are audited by their source, without building it", async () => {
    const index = await pypiIndex("planted", "1.0", [
      { file: "planted-1.0-py3-none-any.whl", data: wheelOf() },
      { file: "planted-1.0.tar.gz", data: tgz(source(code)) },
    ]);
    open.push(index);
    const fetched = await get("pypi:planted==1.0", { PIP_INDEX_URL: `${index.url}/simple/` });
    const report = await audit({ paths: [fetched.root], cwd: home });
    expect(report.server.entities.map((entity) => entity.name)).toEqual(["greet"]);
    expect(existsSync(join(fetched.root, "pyproject.toml"))).toBe(true);
    expect(existsSync(mark)).toBe(false);
    expect(fetched).toMatchObject({
      name: "planted",
      version: "1.0",
      installScripts: [],
      launch: { command: "uvx", args: ["planted==1.0"] },
    });
    expect(fetched.notes).toEqual([]);
  });

  it("are audited by their wheel when it holds more than the source", async () => {
    const index = await pypiIndex("planted", "1.0", [
      {
        file: "planted-1.0-py3-none-any.whl",
        data: wheelOf([{ name: "planted/extra.py", content: "import os\n" }]),
      },
      { file: "planted-1.0.tar.gz", data: tgz(source(code)) },
    ]);
    open.push(index);
    const fetched = await get("pypi:planted", { PIP_INDEX_URL: `${index.url}/simple` });
    expect(existsSync(join(fetched.root, "planted/extra.py"))).toBe(true);
    expect(fetched.notes).toEqual([
      {
        weight: "odd",
        text: "The wheel, which is what gets installed, holds code that the source distribution does not: planted/extra.py. The wheel was audited.",
      },
    ]);
  });

  it("say that installing runs code when there is no wheel", async () => {
    const index = await pypiIndex("planted", "1.0", [
      { file: "planted-1.0.tar.gz", data: tgz(source(code)) },
    ]);
    open.push(index);
    const fetched = await get("pypi:planted", { PIP_INDEX_URL: `${index.url}/simple` });
    expect(fetched.installScripts.map(({ name }) => name)).toEqual(["setup.py"]);
    expect(existsSync(mark)).toBe(false);
  });

  it("are refused when the hash is another, and explained when they are not there", async () => {
    const index = await pypiIndex("planted", "1.0", [
      { file: "planted-1.0.tar.gz", data: tgz(source(code)), sha256: "0".repeat(64) },
    ]);
    open.push(index);
    const env = { PIP_INDEX_URL: `${index.url}/simple` };
    expect(await failure("pypi:planted", env)).toMatch(
      /^ScanError: What the index sent as planted-1.0.tar.gz does not have the hash/,
    );
    expect(await failure("pypi:absent", env)).toMatch(
      /^UserError: There is no package absent on the Python index/,
    );
    expect(await failure("pypi:planted==9", env)).toMatch(
      /^UserError: There is no version 9 of a package planted/,
    );
  });

  it("are asked for with the login of the index, which no other host is told", async () => {
    const index = await pypiIndex("planted", "1.0", [
      { file: "planted-1.0.tar.gz", data: tgz(source(code)) },
    ]);
    open.push(index);
    const config = join(home, "pip.conf");
    writeFileSync(config, `[global]\nindex-url = ${index.url.replace("//", "//me:secret@")}/simple\n`);
    expect((await get("pypi:planted", { PIP_CONFIG_FILE: config })).version).toBe("1.0");
  });
});

describe("repositories", () => {
  function repository(update = "checkout"): string {
    const folder = join(home, "repo");
    mkdirSync(join(folder, "packages/server"), { recursive: true });
    const git = (...args: string[]): string =>
      execFileSync("git", ["-c", "user.name=An author", "-c", "user.email=a@example.org", ...args], {
        cwd: folder,
        encoding: "utf8",
        env: { ...environment(), GIT_CONFIG_NOSYSTEM: "1" },
      });
    git("init", "--quiet", "--initial-branch=main");
    for (const { name, content = "" } of planted().filter(({ name }) => !name.includes("/.git/")))
      writeFileSync(join(folder, name.replace("package/", "")), content);
    writeFileSync(join(folder, "packages/server/index.js"), SERVER);
    // Everything that a checkout would run or follow.
    writeFileSync(
      join(folder, ".gitattributes"),
      "*.js filter=evil export-ignore\n*.cjs filter=lfs diff=lfs merge=lfs\n",
    );
    writeFileSync(
      join(folder, ".gitmodules"),
      `[submodule "x"]\n\tpath = x\n\turl = ext::sh -c 'touch ${mark}'\n\tupdate = ${update}\n`,
    );
    symlinkSync("/etc/passwd", join(folder, "linked.js"));
    git("add", "--all");
    git("commit", "--quiet", "-m", "one");
    git("tag", "v1");
    writeFileSync(join(folder, "later.js"), "1");
    git("add", "--all");
    git("commit", "--quiet", "-m", "two");
    for (const hook of [
      "post-checkout",
      "post-merge",
      "pre-auto-gc",
      "reference-transaction",
      "post-index-change",
    ]) {
      const path = join(folder, ".git/hooks", hook);
      mkdirSync(join(folder, ".git/hooks"), { recursive: true });
      writeFileSync(path, `#!/bin/sh\ntouch ${mark}\n`, { mode: 0o755 });
    }
    return pathToFileURL(folder).href;
  }
  const filters = `[filter "evil"]\n\tsmudge = touch MARK\n\tprocess = touch MARK\n\trequired = true\n[filter "lfs"]\n\tsmudge = touch MARK\n[core]\n\thooksPath = HOOKS\n\tfsmonitor = touch MARK\n[init]\n\ttemplateDir = HOOKS\n`;

  it("are read without a checkout: no hook, filter, submodule or link takes effect", async () => {
    const url = repository();
    // Also not when the user's own settings would have them run.
    writeFileSync(
      join(home, ".gitconfig"),
      filters.replaceAll("MARK", mark).replaceAll("HOOKS", join(home, "repo/.git/hooks")),
    );
    const fetched = await get(`git+${url}#v1`);
    expect(existsSync(mark)).toBe(false);
    expect(readFileSync(join(fetched.root, "server.js"), "utf8")).toContain("McpServer");
    expect(existsSync(join(fetched.root, "linked.js"))).toBe(false);
    expect(existsSync(join(fetched.root, "later.js"))).toBe(false);
    expect(fetched.integrity).toMatch(/^commit [0-9a-f]{40}$/);
    expect(fetched.publishers).toEqual(["An author"]);
    expect(fetched.installScripts.map(({ name }) => name)).toContain("prepare");
    await audit({ paths: [fetched.root], cwd: home });
    expect(existsSync(mark)).toBe(false);
  });

  it("are refused when git finds an attack in them", async () => {
    const url = repository(`!touch ${mark}`);
    expect(await failure(`git+${url}`)).toMatch(
      /^ScanError: git refuses .*disallowed submodule update setting/,
    );
    expect(existsSync(mark)).toBe(false);
  });

  it("are fetched by branch, commit and folder, and explained when they are not there", async () => {
    const url = repository();
    const branch = await get(`git+${url}#main`);
    expect(existsSync(join(branch.root, "later.js"))).toBe(true);
    expect((await get(`git+${url}`)).root).toBe(branch.root);
    const folder = await get(`git+${url}@v1#subdirectory=packages/server`);
    expect(readdirSync(folder.root)).toEqual(["index.js"]);
    expect(await failure(`git+${url}#nope`)).toMatch(/^UserError: .* has no branch, tag or commit nope\./);
    expect(await failure(`git+${url}#subdirectory=nope`)).toMatch(/^UserError: There is no folder nope/);
    expect(await failure(`git+${url}-absent`)).toMatch(/^UserError: There is no repository/);
  });
});

describe("archives on this machine", () => {
  it.each([
    ["a.tgz", () => tgz(planted())],
    ["a.zip", () => zip(planted())],
    ["a.mcpb", () => zip(planted().map((entry) => ({ ...entry, name: entry.name.replace("package/", "") })))],
  ])("%s is unpacked and audited, and nothing in it runs", async (name, make) => {
    writeFileSync(join(home, name), make());
    const fetched = await get(`./${name}`);
    const report = await audit({ paths: [fetched.root], cwd: home });
    expect(report.server.entities.map((entity) => entity.name)).toEqual(["greet"]);
    expect(fetched).toMatchObject({ name: "planted", version: "1.0.0" });
    expect(existsSync(mark)).toBe(false);
  });

  it("that are not there, or are none, are explained", async () => {
    writeFileSync(join(home, "text.zip"), "not an archive at all, but quite long ".repeat(40));
    expect(await failure("absent.tgz")).toMatch(/^UserError: There is no file absent.tgz/);
    expect(await failure("text.zip")).toMatch(
      /^RefusedArchive: text.zip was refused: it is damaged, or no tar archive/,
    );
  });
});
