import { describe, expect, it } from "vitest";
import { javascriptFrontend } from "../../../src/frontends/javascript/index.js";
import type { TreeFiles } from "../../../src/frontends/types.js";

/** A tree of these files; objects are the contents of manifests. */
function tree(files: Record<string, object | string>): TreeFiles {
  const paths = Object.keys(files).sort();
  const text = (path: string): string | undefined => {
    const content = files[path];
    return content === undefined || typeof content === "string" ? content : JSON.stringify(content);
  };
  return { paths, has: (path) => paths.includes(path), readText: text };
}

function resolve(files: Record<string, object | string>, from: string, specifier: string): string {
  const found = javascriptFrontend.createResolver(tree(files)).resolve(from, specifier);
  return found.kind === "external" ? `external ${found.name}` : found.path;
}

describe("relative specifiers", () => {
  const files = {
    "src/a.ts": "",
    "src/b.tsx": "",
    "src/c/index.ts": "",
    "src/d.mts": "",
    "src/e.js": "",
    "src/f.cjs": "",
    "src/g.js/index.ts": "",
    "index.ts": "",
  };
  it.each([
    ["./a", "src/a.ts"],
    ["./a.js", "src/a.ts"],
    ["./a.ts", "src/a.ts"],
    ["./b.js", "src/b.tsx"],
    ["./b.jsx", "src/b.tsx"],
    ["./c", "src/c/index.ts"],
    ["./c/", "src/c/index.ts"],
    ["./c/index.js", "src/c/index.ts"],
    ["./d.mjs", "src/d.mts"],
    ["./e", "src/e.js"],
    ["./f.cjs", "src/f.cjs"],
    ["..", "index.ts"],
    ["../src/a?raw", "src/a.ts"],
    ["./none.js", "external ./none.js"],
    ["../../outside", "external ../../outside"],
    ["../../tree/src/a", "external ../../tree/src/a"],
  ])("%s", (specifier, expected) => {
    expect(resolve(files, "src/x.ts", specifier)).toBe(expected);
  });

  it("finds the source of a build that is not in the tree", () => {
    const built = { "package.json": {}, "src/server.ts": "", "bin/cli.js": "" };
    expect(resolve(built, "bin/cli.js", "../dist/server.js")).toBe("src/server.ts");
    expect(resolve({ ...built, "dist/server.js": "" }, "bin/cli.js", "../dist/server.js")).toBe(
      "dist/server.js",
    );
  });
});

describe("packages outside", () => {
  it.each([
    ["node:fs/promises", "fs/promises"],
    ["fs", "fs"],
    ["@scope/pkg/sub.js", "@scope/pkg/sub.js"],
    ["npm:zod@3.22/v4", "zod/v4"],
    ["npm:@scope/a@1", "@scope/a"],
    ["/etc/passwd", "/etc/passwd"],
  ])("%s", (specifier, name) => {
    expect(resolve({ "a.ts": "" }, "a.ts", specifier)).toBe(`external ${name}`);
  });
});

describe("tsconfig", () => {
  const sources = { "src/lib/a.ts": "", "src/index.ts": "", "shared/b.ts": "" };

  it("follows paths, the longest match first, over comments and trailing commas", () => {
    const files = {
      ...sources,
      "tsconfig.json": `{ // aliases
        "compilerOptions": { "baseUrl": ".", "paths": { "*": ["none/*"], "@/*": ["./src/*"], "~lib": ["src/lib/a"], }, } }`,
    };
    expect(resolve(files, "src/index.ts", "@/lib/a.js")).toBe("src/lib/a.ts");
    expect(resolve(files, "src/index.ts", "~lib")).toBe("src/lib/a.ts");
    expect(resolve(files, "src/index.ts", "zod")).toBe("external zod");
  });

  it("takes paths from extends and references, and baseUrl alone", () => {
    const base = { "configs/base.json": { compilerOptions: { paths: { "@s/*": ["../shared/*"] } } } };
    const extending = { ...sources, ...base, "tsconfig.json": { extends: ["./configs/base.json"] } };
    expect(resolve(extending, "src/index.ts", "@s/b")).toBe("shared/b.ts");
    const referring = {
      ...sources,
      "tsconfig.json": { files: [], references: [{ path: "./tsconfig.app.json" }] },
      "tsconfig.app.json": { compilerOptions: { paths: { "@s/*": ["./shared/*"] } } },
    };
    expect(resolve(referring, "src/index.ts", "@s/b")).toBe("shared/b.ts");
    const rooted = { ...sources, "tsconfig.json": { compilerOptions: { baseUrl: "./src" } } };
    expect(resolve(rooted, "src/index.ts", "lib/a")).toBe("src/lib/a.ts");
  });

  it("uses the nearest configuration that has aliases", () => {
    const files = {
      ...sources,
      "tsconfig.json": { compilerOptions: { paths: { "@/*": ["./shared/*"] } } },
      "src/tsconfig.json": { compilerOptions: { strict: true } },
    };
    expect(resolve(files, "src/index.ts", "@/b")).toBe("shared/b.ts");
  });

  it("survives circles, rubbish and aliases that lead out of the tree", () => {
    const circle = { ...sources, "tsconfig.json": { extends: "./tsconfig.json" } };
    expect(resolve(circle, "src/index.ts", "@/b")).toBe("external @/b");
    const rubbish = { ...sources, "tsconfig.json": '{ "compilerOptions": { "paths": [1], "baseUrl": {} }' };
    expect(resolve(rubbish, "src/index.ts", "@/b")).toBe("external @/b");
    const outside = { ...sources, "tsconfig.json": { compilerOptions: { paths: { "@/*": ["../../*"] } } } };
    expect(resolve(outside, "src/index.ts", "@/b")).toBe("external @/b");
  });
});

describe("packages of the tree", () => {
  const files = {
    "package.json": { workspaces: ["packages/*"] },
    "packages/core/package.json": {
      name: "@acme/core",
      exports: {
        ".": { types: "./dist/index.d.ts", import: "./dist/index.js" },
        "./tools/*": { import: "./dist/tools/*.js" },
        "./exact": ["./src/exact.ts"],
      },
    },
    "packages/core/src/index.ts": "",
    "packages/core/src/exact.ts": "",
    "packages/core/src/tools/run.ts": "",
    "packages/old/package.json": { name: "old", main: "lib/main.js" },
    "packages/old/lib/main.js": "",
    "packages/old/extra.ts": "",
    "packages/app/package.json": {
      name: "app",
      imports: { "#lib/*": "./src/lib/*.js", "#z": "zod", "#self": "#self" },
    },
    "packages/app/src/lib/a.ts": "",
    "packages/app/src/index.ts": "",
  };
  it.each([
    ["@acme/core", "packages/core/src/index.ts"],
    ["@acme/core/tools/run", "packages/core/src/tools/run.ts"],
    ["@acme/core/exact", "packages/core/src/exact.ts"],
    ["old", "packages/old/lib/main.js"],
    ["old/extra", "packages/old/extra.ts"],
    ["#lib/a", "packages/app/src/lib/a.ts"],
    ["#z", "external zod"],
    ["#self", "external #self"],
    ["app", "packages/app/src/index.ts"],
    ["@acme/other", "external @acme/other"],
  ])("%s", (specifier, expected) => {
    expect(resolve(files, "packages/app/src/index.ts", specifier)).toBe(expected);
  });

  it("prefers an alias to a package, and Node's own modules to both", () => {
    const own = { ...files, "packages/fs/package.json": { name: "fs" }, "packages/fs/index.ts": "" };
    expect(resolve(own, "packages/app/src/index.ts", "fs")).toBe("external fs");
  });
});
