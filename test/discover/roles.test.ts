import { describe, expect, it } from "vitest";
import { isDeclaration, isManifest, leftOutRole } from "../../src/discover/roles.js";

describe("leftOutRole", () => {
  it.each([
    ["test/server.ts", "test"],
    ["src/__tests__/a.ts", "test"],
    ["src/tools/read.test.ts", "test"],
    ["src/tools/read.spec.mjs", "test"],
    ["pkg/test_server.py", "test"],
    ["tests/conftest.py", "test"],
    ["docs/conf.py", "documentation"],
    ["examples/client.ts", "documentation"],
    ["packages/a/examples/b/c.ts", "documentation"],
    ["vite.config.ts", "build configuration"],
    [".eslintrc.cjs", "build configuration"],
    ["playwright.config.ci.ts", "build configuration"],
    ["public/jquery.min.js", "third-party asset"],
    ["third_party/a/b.js", "third-party asset"],
  ])("leaves %s out as %s", (path, role) => {
    expect(leftOutRole(path)).toBe(role);
  });

  it.each([
    "src/tools/test-connection.ts",
    "src/tools/docs/search.ts",
    "src/examples/list.ts",
    "latest/index.ts",
    "src/testing.ts",
    "src/config.ts",
    "src/app.config.ts",
    "scripts/start-server.ts",
    "api/[transport]/route.ts",
    "src/contest/run.py",
    "index.js",
    "src/admin.js",
  ])("audits %s", (path) => {
    expect(leftOutRole(path)).toBeUndefined();
  });
});

describe("names", () => {
  it("knows manifests", () => {
    for (const name of [
      "package.json",
      "tsconfig.json",
      "tsconfig.build.json",
      "pyproject.toml",
      "requirements-dev.txt",
    ]) {
      expect(isManifest(name), name).toBe(true);
    }
    for (const name of ["data.json", "package-lock.json", "tsconfig.ts"])
      expect(isManifest(name), name).toBe(false);
  });

  it("knows type declarations", () => {
    for (const name of ["a.d.ts", "a.d.mts", "a.d.css.ts"]) expect(isDeclaration(name), name).toBe(true);
    for (const name of ["a.ts", "d.ts", "abcd.ts"]) expect(isDeclaration(name), name).toBe(false);
  });
});
