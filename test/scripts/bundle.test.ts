import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { root } from "../../scripts/bootstrap.mjs";

/** The packages whose code is loaded as soon as `file` is: following static imports, not lazy ones. */
function packagesLoadedWith(file: string): string[] {
  const seen = new Set<string>();
  const packages = new Set<string>();
  const visit = (path: string): void => {
    if (seen.has(path)) return;
    seen.add(path);
    const code = readFileSync(path, "utf8");
    // The bundler heads the code of each file with its path.
    for (const [, name] of code.matchAll(/^(?:\/\/| {2}") ?node_modules\/((?:@[^/]+\/)?[^/]+)\//gm)) {
      if (name !== undefined) packages.add(name);
    }
    for (const [, name] of code.matchAll(/^(?:import|export)\s[^"]*?"(\.\/[^"]+)";$/gm)) {
      if (name !== undefined) visit(join(dirname(path), name));
    }
  };
  visit(join(root, "dist", file));
  return [...packages].sort();
}

describe("bundle", () => {
  it("starts with the option parser alone; parsers, YAML and reporters are loaded when they are needed", () => {
    expect(packagesLoadedWith("cli.js")).toEqual(["commander"]);
  });
});
