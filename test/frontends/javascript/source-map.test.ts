import { transformSync } from "esbuild";
import { describe, expect, it } from "vitest";
import type { ModuleIR } from "../../../src/ir/types.js";
import { lower } from "./lowering.js";

const SOURCE = "\n\nexport function run(path: string) {\n  return exec(path);\n}\n";

function emitted(options: { sourcesContent?: boolean; sourcefile?: string } = {}) {
  const result = transformSync(SOURCE, {
    loader: "ts",
    sourcemap: "external",
    sourcefile: options.sourcefile ?? "../src/run.ts",
    sourcesContent: options.sourcesContent ?? true,
  });
  const call = result.code.split("\n").findIndex((line) => line.includes("exec(path)"));
  return {
    code: result.code,
    map: result.map,
    line: call + 1,
    col: result.code.split("\n")[call]!.indexOf("exec"),
  };
}

describe("source maps", () => {
  it("lead to the original place, by a path from the root", () => {
    const { code, map, line, col } = emitted();
    expect(lower(code, "dist/run.js", map).origin?.(line, col)).toEqual({
      path: "src/run.ts",
      line: 4,
      col: 9,
    });
  });

  it("strip schemes and leave paths that lead out of the tree with their tail", () => {
    const { code, map, line, col } = emitted({ sourcefile: "webpack://server/./src/run.ts" });
    expect(lower(code, "dist/run.js", map).origin?.(line, col)?.path).toBe("src/run.ts");
    const outside = emitted({ sourcefile: "../../../other/run.ts" });
    expect(lower(outside.code, "dist/run.js", outside.map).origin?.(line, col)?.path).toBe("other/run.ts");
  });

  it("tell embedded packages where the bundler wrote no comments", () => {
    const { code, map } = emitted({ sourcefile: "../node_modules/.pnpm/dep@1/node_modules/dep/run.ts" });
    const vendored = (each: ModuleIR) => each.functions.map((fn) => fn.vendored);
    expect(vendored(lower(code, "dist/run.js", map))).toEqual([undefined, "dep"]);
    expect(vendored(lower(code, "dist/run.js", emitted().map))).toEqual([undefined, undefined]);
  });

  it("count only with embedded sources, and only when they can be read", () => {
    const { code, map } = emitted({ sourcesContent: false });
    expect(lower(code, "dist/run.js", map).origin).toBeUndefined();
    expect(lower(code, "dist/run.js").origin).toBeUndefined();
    const broken = lower(code, "dist/run.js", '{"sourcesContent": [');
    expect(broken.origin?.(1, 0)).toBeUndefined();
  });
});
