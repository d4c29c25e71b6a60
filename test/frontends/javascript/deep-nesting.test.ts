import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { buildSync } from "esbuild";
import { describe, expect, it } from "vitest";
import type { Frontend } from "../../../src/frontends/types.js";
import { temporaryFolder } from "../../temporary.js";

// The worker with the large stack exists only in a build, so one is made here.
const folder = temporaryFolder("deep-nesting");
buildSync({
  entryPoints: {
    index: "src/frontends/javascript/index.ts",
    "deep-nesting.worker": "src/frontends/javascript/deep-nesting.worker.ts",
  },
  outdir: folder,
  outExtension: { ".js": ".js" },
  bundle: true,
  splitting: true,
  format: "esm",
  platform: "node",
  mainFields: ["module", "main"],
  banner: {
    js: 'import { createRequire as __c } from "node:module"; const require = __c(import.meta.url);',
  },
  write: true,
});
const built: { javascriptFrontend: Frontend } = await import(pathToFileURL(join(folder, "index.js")).href);
await built.javascriptFrontend.prepare(0);

const depth = 5000;

describe("files nested more deeply than the stack", () => {
  it.each([
    ["arrays", `${"[".repeat(depth)}1${"]".repeat(depth)}`, depth],
    ["functions", `${"function f(){".repeat(depth)}${"}".repeat(depth)}`, depth],
    ["sums", `x = 1${"+a".repeat(depth)}`, depth],
    ["else branches", `if(a){}${" else if(b){}".repeat(depth)}`, depth],
    ["chains", `a${".b()".repeat(depth)}`, depth],
  ])("are read in full in a worker: %s", (_name, text, nodes) => {
    const { module, notes } = built.javascriptFrontend.parse({ path: "a.js", text });
    expect(notes).toEqual([]);
    expect(module?.nodes).toBeGreaterThan(nodes - 10);
  });

  it("keep their source map", () => {
    const sourceMap = '{"version":3,"sources":["a.ts"],"sourcesContent":["x"],"mappings":"AAAA"}';
    const text = `${"[".repeat(depth)}1${"]".repeat(depth)}`;
    const { module } = built.javascriptFrontend.parse({ path: "a.js", text, sourceMap });
    expect(module?.origin?.(1, 0)).toEqual({ path: "a.ts", line: 1, col: 0 });
  });

  it("end in a note when even the worker cannot read them", () => {
    const text = `x = ${"!".repeat(2_000_000)}a`;
    const { module, notes } = built.javascriptFrontend.parse({ path: "a.js", text });
    expect(module).toBeUndefined();
    expect(notes).toEqual([
      { path: "a.js", kind: "failed", message: "nested too deeply; the file could not be read" },
    ]);
  });
});
