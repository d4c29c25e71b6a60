import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildSync } from "esbuild";
import { describe, expect, it } from "vitest";
import { temporaryFolder } from "../../temporary.js";
import { functionNamed, linesOf, lower, printed } from "./lowering.js";

/** A bundle of an own module, a CommonJS package and an ES package, as a published server ships it. */
function bundle(format: "esm" | "cjs"): string {
  const root = temporaryFolder("bundle");
  const write = (path: string, text: string): void => {
    mkdirSync(join(root, path, ".."), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  write(
    "src/index.ts",
    'import old from "old"; import { fresh } from "@new/pkg"; export const run = (x) => fresh(old(x));',
  );
  write("node_modules/old/package.json", '{ "name": "old", "main": "index.js" }');
  write(
    "node_modules/old/index.js",
    'module.exports = function legacy(x) { return require("child_process").exec(x) };',
  );
  write("node_modules/@new/pkg/package.json", '{ "name": "@new/pkg", "module": "index.mjs" }');
  write(
    "node_modules/@new/pkg/index.mjs",
    "export function fresh(y) { return y } export class Fresh { m() {} }",
  );
  const result = buildSync({
    absWorkingDir: root,
    entryPoints: ["src/index.ts"],
    bundle: true,
    treeShaking: false,
    platform: "node",
    format,
    write: false,
  });
  return result.outputFiles[0]!.text;
}

describe.each(["esm", "cjs"] as const)("esbuild bundle, %s", (format) => {
  const module = lower(bundle(format), "dist/index.js");

  it("tells the packages' code from the server's own", () => {
    const vendored = Object.fromEntries(module.functions.map((fn) => [fn.name, fn.vendored]));
    expect(vendored["legacy"]).toBe("old");
    expect(vendored["fresh"]).toBe("@new/pkg");
    expect(vendored["run"]).toBeUndefined();
    expect(vendored["<module>"]).toBeUndefined();
    expect(module.classes[0]?.vendored).toBe("@new/pkg");
  });

  it("reads a CommonJS module as a function that returns its exports", () => {
    const wrapper = functionNamed(module, "node_modules/old/index.js");
    expect(wrapper.params).toEqual([]);
    expect(printed(module, wrapper.name).at(-1)).toMatch(/^return t\d+$/);
    expect(printed(module, "legacy")).toContainEqual(
      expect.stringMatching(/= import require "child_process"$/),
    );
  });

  it("requires the package where the server's own code runs its wrapper", () => {
    expect(printed(module)).toContainEqual(expect.stringMatching(/= import require "old"$/));
  });

  it("tells the packages' variables from the server's own", () => {
    const vars = new Map(functionNamed(module, "<module>").vars.map((each) => [each.name, each.vendored]));
    expect(vars.get("require_old")).toBe("old");
    expect(vars.get("Fresh")).toBe("@new/pkg");
    expect(vars.get("run")).toBeUndefined();
  });
});

describe("esbuild's lazy ES modules", () => {
  it("are functions that run the module's code", () => {
    const text = 'var a; var init_a = __esm({ "src/a.ts"() { "use strict"; a = 1; } }); init_a();';
    expect(linesOf(text, "src/a.ts").slice(2)).toEqual(["t0 = 1", "setvar a^1 = t0", "return"]);
  });
});

const WEBPACK = `
(() => {
  var __webpack_modules__ = ({
    "./node_modules/dep/index.js": ((module, __unused_webpack_exports, __webpack_require__) => {
      module.exports = __webpack_require__("./src/util.ts");
    }),
    "./src/util.ts": ((__unused_webpack_module, __webpack_exports__, __webpack_require__) => {
      __webpack_require__.r(__webpack_exports__);
      __webpack_require__.d(__webpack_exports__, { "run": () => (run) });
      function run(x) { return x }
    }),
  });
  var dep = __webpack_require__("./node_modules/dep/index.js");
  var dep_default = __webpack_require__.n(dep);
  dep_default()(1);
})();`;

describe("webpack", () => {
  const module = lower(WEBPACK, "dist/main.js");

  it("marks modules by their key", () => {
    expect(functionNamed(module, "./node_modules/dep/index.js").vendored).toBe("dep");
    expect(functionNamed(module, "./src/util.ts").vendored).toBeUndefined();
  });

  it("calls the entry of the module map", () => {
    const lines = printed(module, "");
    expect(lines).toContainEqual(expect.stringMatching(/= load t\d+\.\.\/node_modules\/dep\/index\.js$/));
    expect(printed(module, "./node_modules/dep/index.js")).toContain("t2 = getvar __webpack_modules__^1");
  });

  it("defines exports by getters and gives the module for a default", () => {
    expect(printed(module, "./src/util.ts")).toContainEqual(
      expect.stringMatching(/^store getter t\d+\.run = /),
    );
    expect(printed(module, "default").at(-1)).toBe("return t0");
  });

  it("leaves an ordinary callback with a parameter called module alone", () => {
    const own = lower("x = { add(module) { return module } }", "a.js");
    expect(functionNamed(own, "add").params.map((param) => param.name)).toEqual(["module"]);
  });
});

describe("vendored files", () => {
  it.each([
    ["dist/vendor/zod.js", ""],
    ["third_party/x.js", ""],
    ["dist/chunk-vendors.js", ""],
    ["dist/vendor-3f2a.mjs", ""],
    ["bundle/node_modules/@a/b/index.js", "@a/b"],
    ["src/vendors.ts", undefined],
    ["src/vendor-api.ts", undefined],
  ])("%s", (path, expected) => {
    expect(lower("f()", path).functions[0]?.vendored).toBe(expected);
  });

  it("reads region comments of rolldown and webpack", () => {
    const rolldown =
      "//#region node_modules/a/index.js\nfunction a() {}\n//#endregion\n//#region src/b.ts\nfunction b() {}";
    expect(lower(rolldown, "dist/i.js").functions.map((fn) => fn.vendored)).toEqual([
      undefined,
      "a",
      undefined,
    ]);
    const webpack =
      ";// CONCATENATED MODULE: ./node_modules/a/i.js\nfunction a() {}\n;// CONCATENATED MODULE: ./src/b.js\nfunction b() {}";
    expect(lower(webpack, "dist/i.js").functions.map((fn) => fn.vendored)).toEqual([
      undefined,
      "a",
      undefined,
    ]);
  });
});

describe("minified", () => {
  it("is told by the length of lines", () => {
    expect(lower(`${"a(1,2,3);".repeat(500)}`, "a.js").minified).toBe(true);
    expect(lower(`${"a(1,2,3);\n".repeat(500)}`, "a.js").minified).toBe(false);
  });
});
