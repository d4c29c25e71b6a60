/** Which release of a package a tree gets: pinned, locked, or the newest one that a range allows. */
import pep440 from "@renovatebot/pep440";
import semver from "semver";
import { describe, expect, it } from "vitest";
import { readArtifacts } from "../../src/artifacts/index.js";
import { readReleases } from "../../src/artifacts/releases.js";
import { loadModels } from "../../src/models/load.js";

const PYTHON = { ecosystem: "pypi", name: "mcp", ranges: [">=1.2.0,<1.9.1", ">=1.9.1", ">=1.23.0"] } as const;
const NODE = { ecosystem: "npm", name: "@acme/sdk", ranges: [">=1.13.3"] } as const;

async function releases(files: Record<string, string>) {
  const artifacts = await readArtifacts({
    artifacts: Object.keys(files),
    readArtifact: (path) => files[path],
  });
  return await readReleases(artifacts, [PYTHON, NODE]);
}

const python = async (files: Record<string, string>, path = "server.py") => {
  const found = (await releases(files)).of("pypi", "mcp", path);
  return found && `${found.version}${found.exact ? "" : " or so"} ${found.at.path}:${found.at.span.line}`;
};
const node = async (files: Record<string, string>, path = "src/server.ts") => {
  const found = (await releases(files)).of("npm", "@acme/sdk", path);
  return found && `${found.version}${found.exact ? "" : " or so"} ${found.at.path}:${found.at.span.line}`;
};
const manifest = (version: string) => JSON.stringify({ dependencies: { "@acme/sdk": version } });

describe("releases of Python packages", () => {
  it.each([
    ["mcp==1.6.0", "1.6.0"],
    ["mcp[cli] == 1.6.0 ; python_version > '3.9'", "1.6.0"],
    ["mcp===1.6.0", "1.6.0"],
    ["MCP<1.9", "1.2.0 or so"],
    ["mcp<1.20", "1.9.1 or so"],
    ["mcp~=1.12.0", "1.12.0 or so"],
    ["mcp>=1.2,!=1.23.0,<2", "1.9.1 or so"],
    ["mcp>=1.25", "1.25 or so"],
    ["mcp>=1.2", "1.23.0 or so"],
    ["mcp", "1.23.0 or so"],
    ["mcp @ git+https://example.com/acme/mcp.git", undefined],
    ["mcp-proxy==0.1.0", undefined],
    ["mcp>=nonsense", undefined],
  ])("%s is %s", async (line, version) => {
    expect(await python({ "requirements.txt": `# pins\n${line}\n` })).toBe(
      version && `${version} requirements.txt:2`,
    );
  });

  it("reads Poetry's carets, and its lock before them", async () => {
    const toml = '[tool.poetry.dependencies]\npython = "^3.11"\nmcp = "^1.9"\n';
    expect(await python({ "pyproject.toml": toml })).toBe("1.23.0 or so pyproject.toml:3");
    const lock = '[[package]]\nname = "mcp"\nversion = "1.12.4"\n';
    expect(await python({ "pyproject.toml": toml, "poetry.lock": lock })).toBe("1.12.4 poetry.lock:3");
    expect(await python({ "pyproject.toml": toml, "uv.lock": lock })).toBe("1.12.4 uv.lock:3");
    // A lock file that does not fit the manifest any more is about to be written again.
    expect(await python({ "pyproject.toml": toml, "uv.lock": lock.replace("1.12", "1.2") })).toBe(
      "1.23.0 or so pyproject.toml:3",
    );
  });

  it("takes the statement that is nearest to the file", async () => {
    const files = {
      "requirements.txt": "mcp==1.6.0",
      "servers/a/requirements.txt": "mcp==1.26.0",
      "servers/b/requirements.txt": "mcp==1.9.4",
    };
    expect(await python(files, "servers/a/src/main.py")).toBe("1.26.0 servers/a/requirements.txt:1");
    expect(await python(files, "servers/c/main.py")).toBe("1.6.0 requirements.txt:1");
    expect(await python({ "servers/b/requirements.txt": "mcp==1.9.4" }, "main.py")).toBeUndefined();
  });
});

describe("releases of npm packages", () => {
  it.each([
    ["1.12.1", "1.12.1"],
    ["=1.12.1", "1.12.1"],
    ["^1.12.0", "1.13.3 or so"],
    ["~1.12", "1.12.0 or so"],
    ["1.x", "1.13.3 or so"],
    [">=1.25.0", "1.25.0 or so"],
    ["latest", "1.13.3 or so"],
    ["workspace:*", undefined],
    ["file:../sdk", undefined],
    ["github:acme/sdk", undefined],
  ])("%s is %s", async (version, expected) => {
    expect(await node({ "package.json": manifest(version) })).toBe(expected && `${expected} package.json:1`);
  });

  it("reads lock files, and of several releases in one the server's own", async () => {
    const lock = JSON.stringify(
      {
        packages: {
          "node_modules/other/node_modules/@acme/sdk": { version: "0.9.0" },
          "node_modules/@acme/sdk": { version: "1.12.1" },
        },
      },
      null,
      1,
    );
    const files = { "package.json": manifest("^1.12.0"), "package-lock.json": lock };
    expect(await node(files)).toBe("1.12.1 package-lock.json:7");
    const yarn = '# yarn lockfile v1\n\n"@acme/sdk@^1.12.0":\n  version "1.20.0"\n';
    expect(await node({ "package.json": manifest("^1.12.0"), "yarn.lock": yarn })).toBe("1.20.0 yarn.lock:4");
    const pnpm = "lockfileVersion: '9.0'\npackages:\n  '@acme/sdk@1.14.0': {}\n";
    expect(await node({ "package.json": manifest("^1.12.0"), "pnpm-lock.yaml": pnpm })).toBe(
      "1.14.0 pnpm-lock.yaml:3",
    );
  });

  it("says nothing where nothing can be read", async () => {
    expect(
      await node({ "package-lock.json": '{"packages": {"node_modules/@acme/sdk": {"version": {}}}}' }),
    ).toBe(undefined);
    expect(await node({ "package.json": "[]", "pnpm-lock.yaml": "@acme/sdk: [" })).toBe(undefined);
  });
});

describe("releases that the models distinguish", () => {
  it("are ranges that can be read, with a place where each fact is found", () => {
    const ranges = (["javascript", "python"] as const).flatMap((language) =>
      loadModels(language).flatMap(({ hosting = [] }) =>
        hosting.flatMap(({ versions }) => (versions === undefined ? [] : [{ language, ...versions }])),
      ),
    );
    expect(ranges.length).toBeGreaterThan(5);
    for (const { language, of, range, known } of ranges) {
      const valid = language === "python" ? pep440.validRange(range) : semver.validRange(range) !== null;
      expect(valid, `${of} ${range}`).toBe(true);
      expect(known, of).toMatch(/\d+\.\d+/);
    }
  });
});
