import { describe, expect, it } from "vitest";
import { discover } from "../../src/discover/index.js";
import { makeTree } from "./make-tree.js";

const extensions = [".ts", ".js", ".mjs", ".cjs"];
const manifest = JSON.stringify({ name: "server", main: "dist/index.js" });

async function sourcesOf(files: Readonly<Record<string, string>>): Promise<readonly string[]> {
  return (await discover({ paths: ["."], cwd: makeTree(files), extensions })).sources;
}

describe("emitted code", () => {
  it("is left out beside its sources, and a note says so", async () => {
    const root = makeTree({
      "package.json": manifest,
      "src/index.ts": "",
      "src/tools/read.ts": "",
      "dist/index.js": "",
      "dist/tools/read.js": "",
    });
    const tree = await discover({ paths: ["."], cwd: root, extensions });
    expect(tree.sources).toEqual(["src/index.ts", "src/tools/read.ts"]);
    expect(tree.notes).toEqual([
      {
        path: "dist",
        kind: "info",
        message: "2 files are emitted from sources of the tree; the sources were audited instead",
      },
    ]);
  });

  it("is audited where it is all there is", async () => {
    const files = { "package.json": manifest, "dist/index.js": "", "dist/tools/read.js": "" };
    expect(await sourcesOf(files)).toEqual(["dist/index.js", "dist/tools/read.js"]);
  });

  it("is audited where no source has its name: that is code a reader of the sources would miss", async () => {
    const files = {
      "package.json": manifest,
      "src/index.ts": "",
      "dist/index.js": "",
      "dist/telemetry.js": "",
    };
    expect(await sourcesOf(files)).toEqual(["dist/telemetry.js", "src/index.ts"]);
  });

  it("is known in nested layouts, beside its source, and by its chunks", async () => {
    const files = {
      "package.json": manifest,
      "src/index.ts": "",
      "src/a.ts": "",
      "src/a.js": "",
      "index.ts": "",
      "dist/src/index.js": "",
      "dist/esm/index.js": "",
      "dist/chunk-AB12CD34.js": "",
      "dist/package.json": '{"name":"server"}',
    };
    expect(await sourcesOf(files)).toEqual(["index.ts", "src/a.ts", "src/index.ts"]);
  });

  it("is known by a source map that names a source of the tree", async () => {
    const map = JSON.stringify({ version: 3, sources: ["../src/main.ts"], mappings: "" });
    const files = {
      "package.json": manifest,
      "src/main.ts": "",
      "dist/bundle.js": "x;\n//# sourceMappingURL=bundle.js.map\n",
      "dist/bundle.js.map": map,
    };
    expect(await sourcesOf(files)).toEqual(["src/main.ts"]);
  });

  it("is judged package by package", async () => {
    const files = {
      "package.json": '{"name":"root"}',
      "packages/a/package.json": '{"name":"a"}',
      "packages/a/src/index.ts": "",
      "packages/b/package.json": '{"name":"b"}',
      "packages/b/dist/index.js": "",
    };
    expect(await sourcesOf(files)).toEqual(["packages/a/src/index.ts", "packages/b/dist/index.js"]);
  });

  it("does not take hand-written JavaScript for it", async () => {
    const files = {
      "package.json": '{"name":"x"}',
      "lib/index.js": "",
      "src/index.js": "",
      "tools/index.js": "",
    };
    expect(await sourcesOf(files)).toEqual(["lib/index.js", "src/index.js", "tools/index.js"]);
  });

  it("is audited once when it was built twice", async () => {
    const files = {
      "package.json": JSON.stringify({ name: "x", bin: "dist/cjs/index.js" }),
      "dist/cjs/index.js": "",
      "dist/cjs/only.js": "",
      "dist/esm/index.js": "",
      "lib/a.js": "",
      "lib/a.cjs": "",
    };
    expect(await sourcesOf(files)).toEqual(["dist/cjs/index.js", "dist/cjs/only.js", "lib/a.js"]);
  });
});
