import { describe, expect, it } from "vitest";
import { pythonFrontend } from "../../../src/frontends/python/index.js";

/** A resolver over paths; a path with content after `=` is a manifest with that text. */
function resolverOf(...entries: (string | [string, string])[]) {
  const texts = new Map(entries.map((each) => (typeof each === "string" ? [each, ""] : each)));
  const paths = [...texts.keys()].sort();
  const resolver = pythonFrontend.createResolver({
    paths,
    has: (path) => texts.has(path),
    readText: (path) => texts.get(path),
  });
  return (from: string, specifier: string): string => {
    const found = resolver.resolve(from, specifier);
    return found.kind === "file"
      ? found.path
      : `${found.kind} ${found.kind === "external" ? found.name : found.path}`;
  };
}

describe("relative imports", () => {
  const resolve = resolverOf(
    "pkg/__init__.py",
    "pkg/a.py",
    "pkg/sub/__init__.py",
    "pkg/sub/b.py",
    "pkg/data/c.py",
    "main.py",
  );
  it.each([
    ["pkg/a.py", ".", "pkg/__init__.py"],
    ["pkg/a.py", ".sub", "pkg/sub/__init__.py"],
    ["pkg/sub/b.py", "..a", "pkg/a.py"],
    ["pkg/sub/b.py", ".", "pkg/sub/__init__.py"],
    ["pkg/__init__.py", ".a", "pkg/a.py"],
    ["pkg/a.py", ".data", "package pkg/data"],
    ["pkg/a.py", ".data.c", "pkg/data/c.py"],
    ["main.py", ".pkg", "pkg/__init__.py"],
    ["pkg/a.py", ".missing", "external .missing"],
    ["pkg/a.py", "....x", "external ....x"],
  ])("%s: from %s", (from, specifier, expected) => {
    expect(resolve(from, specifier)).toBe(expected);
  });
});

describe("absolute imports", () => {
  it("start at the folder of the top package, then at the project's", () => {
    const resolve = resolverOf(
      "pyproject.toml",
      "src/server/__init__.py",
      "src/server/app.py",
      "src/server/tools/run.py",
      "src/shared.py",
      "scripts/tool.py",
    );
    expect(resolve("src/server/app.py", "server")).toBe("src/server/__init__.py");
    expect(resolve("src/server/app.py", "server.tools.run")).toBe("src/server/tools/run.py");
    expect(resolve("src/server/app.py", "server.tools")).toBe("package src/server/tools");
    expect(resolve("src/server/app.py", "shared")).toBe("src/shared.py");
    expect(resolve("scripts/tool.py", "server.app")).toBe("src/server/app.py");
  });

  it("name what is not in the tree as written", () => {
    const resolve = resolverOf("a.py");
    expect(resolve("a.py", "mcp.server.fastmcp")).toBe("external mcp.server.fastmcp");
    expect(resolve("a.py", "os.path")).toBe("external os.path");
    expect(resolve("a.py", "a.b")).toBe("external a.b");
    expect(resolve("a.py", "")).toBe("external ");
  });

  it("let a script import its neighbours, also inside a package", () => {
    const resolve = resolverOf("app/__init__.py", "app/main.py", "app/helpers.py");
    expect(resolve("app/main.py", "helpers")).toBe("app/helpers.py");
    expect(resolve("app/main.py", "app.helpers")).toBe("app/helpers.py");
  });

  it("do not take a file for the standard library, for itself, or for a dependency", () => {
    const resolve = resolverOf(
      [
        "pyproject.toml",
        '[project]\nname = "x"\ndependencies = [\n  "docker>=7",\n  "redis[hiredis]",\n]\nkeywords = ["tools"]\n',
      ],
      "types.py",
      "redis.py",
      "docker/build.py",
      "tools/run.py",
      "jinja2.py",
      "main.py",
    );
    expect(resolve("main.py", "types")).toBe("external types");
    expect(resolve("main.py", "redis")).toBe("external redis");
    expect(resolve("main.py", "docker")).toBe("external docker");
    expect(resolve("jinja2.py", "jinja2")).toBe("external jinja2");
    expect(resolve("main.py", "tools")).toBe("package tools");
    expect(resolve("main.py", "tools.run")).toBe("tools/run.py");
  });

  it("tell projects of one tree apart, but find a package of another", () => {
    const resolve = resolverOf(
      "git/pyproject.toml",
      "git/src/server_git/__init__.py",
      "git/src/server_git/server.py",
      "git/src/server_git/util.py",
      "core/pyproject.toml",
      "core/src/core/__init__.py",
      "core/src/core/util.py",
      "core/helpers.py",
    );
    // The project's folder is not the package `git`.
    expect(resolve("git/src/server_git/server.py", "git")).toBe("external git");
    expect(resolve("git/src/server_git/server.py", "core.util")).toBe("core/src/core/util.py");
    expect(resolve("git/src/server_git/server.py", "helpers")).toBe("external helpers");
    expect(resolve("git/src/server_git/server.py", "server_git.util")).toBe("git/src/server_git/util.py");
  });

  it("follow a dependency into its project when that is in the tree", () => {
    const resolve = resolverOf(
      ["app/pyproject.toml", '[project]\ndependencies = ["core"]\n'],
      "app/main.py",
      "core/pyproject.toml",
      "core/src/core/__init__.py",
    );
    expect(resolve("app/main.py", "core")).toBe("core/src/core/__init__.py");
  });

  it("do not take a folder next to a module of a package for a package at the top", () => {
    const resolve = resolverOf("app/__init__.py", "app/store.py", "app/lancedb/driver.py");
    expect(resolve("app/store.py", "lancedb")).toBe("external lancedb");
  });

  it("join namespace packages over projects", () => {
    const resolve = resolverOf(
      "one/pyproject.toml",
      "one/acme/one/__init__.py",
      "one/acme/one/server.py",
      "two/pyproject.toml",
      "two/acme/two/__init__.py",
    );
    expect(resolve("one/acme/one/server.py", "acme.one")).toBe("one/acme/one/__init__.py");
    expect(resolve("one/acme/one/server.py", "acme.two")).toBe("two/acme/two/__init__.py");
    expect(resolve("one/acme/one/server.py", "acme")).toBe("package one/acme");
  });

  it("start where the manifest says", () => {
    const resolve = resolverOf(
      ["pyproject.toml", '[tool.setuptools.packages.find]\nwhere = ["lib"]\n'],
      "lib/server/__init__.py",
      "bin/start.py",
    );
    expect(resolve("bin/start.py", "server")).toBe("lib/server/__init__.py");
  });
});

describe("dependencies", () => {
  const manifests: [string, string][] = [
    ["pyproject.toml", '[tool.poetry.dependencies]\npython = "^3.11"\nredis = "^5"\n'],
    ["pyproject.toml", '[project.optional-dependencies]\ncache = ["redis>=4"]\n'],
    ["pyproject.toml", "[dependency-groups]\ndev = [\n  'redis',\n]\n"],
    ["requirements.txt", "# needed\nredis==5.0\n"],
    ["setup.cfg", "[options]\ninstall_requires =\n    redis>=4\n    other\n"],
    ["setup.py", "setup(\n  name='x',\n  install_requires=['redis', 'other'],\n)\n"],
    ["Pipfile", '[packages]\nredis = "*"\n'],
  ];
  it.each(manifests)("are read from %s", (file, text) => {
    expect(resolverOf([file, text], "redis.py", "main.py")("main.py", "redis")).toBe("external redis");
    expect(resolverOf([file, text], "tools.py", "main.py")("main.py", "tools")).toBe("tools.py");
  });
});
