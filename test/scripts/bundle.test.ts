import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../../scripts/bootstrap.mjs";

const code = readFileSync(join(root, "dist", "main.cjs"), "latin1");

/** What runs when a file of the bundle is loaded, by the function that loads it. */
const modules = new Map(
  [...code.matchAll(/^var (\w+) = __(?:esm|commonJS)\w*\(\{\n {2}"([^"]+)"\(.*?\) \{\n(.*?)^\}\);/gms)].map(
    ([, name = "", path = "", body = ""]) => [name, { path, body }] as const,
  ),
);

/** The packages whose code is loaded as soon as a source file is: following static imports, not lazy ones. */
function packagesLoadedWith(file: string): string[] {
  const seen = new Set<string>();
  const packages = new Set<string>();
  const visit = (name: string): void => {
    const module = modules.get(name);
    if (module === undefined || seen.has(name)) return;
    seen.add(name);
    const [, pkg] = /^node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(module.path) ?? [];
    if (pkg !== undefined) packages.add(pkg);
    const next = /^ {4}(init_\w+)\(\);|(?:__toESM\w*\(|= )(require_\w+)\(\)/gm;
    for (const [, init, required] of module.body.matchAll(next)) visit(init ?? required ?? "");
  };
  for (const [name, { path }] of modules) if (path === file) visit(name);
  expect(seen.size).toBeGreaterThan(0);
  return [...packages].sort();
}

describe("bundle", () => {
  it("starts with the option parser alone; parsers, YAML and reporters are loaded when they are needed", () => {
    expect(packagesLoadedWith("src/cli/main.ts")).toEqual(["commander"]);
  });

  it("is read as what it is: a text report brings what it wraps lines with", () => {
    expect(packagesLoadedWith("src/report/text.ts")).toContain("fast-wrap-ansi");
  });

  it("holds no character that takes more than one byte, and says what build it is of", () => {
    expect(readFileSync(join(root, "dist", "main.cjs"), "utf8")).toBe(code);
    expect(code).toMatch(/^\/\/ [0-9a-f]{16}\n\(function \(/);
  });
});
