import { describe, expect, it } from "vitest";
import { javascriptFrontend } from "../../../src/frontends/javascript/index.js";

// The thread with the large stack is that of the build.
await javascriptFrontend.prepare(0);

const depth = 5000;

describe("files nested more deeply than the stack", () => {
  it.each([
    ["arrays", `${"[".repeat(depth)}1${"]".repeat(depth)}`, depth],
    ["functions", `${"function f(){".repeat(depth)}${"}".repeat(depth)}`, depth],
    ["sums", `x = 1${"+a".repeat(depth)}`, depth],
    ["else branches", `if(a){}${" else if(b){}".repeat(depth)}`, depth],
    ["chains", `a${".b()".repeat(depth)}`, depth],
  ])("are read in full in a thread: %s", (_name, text, nodes) => {
    const { module, notes } = javascriptFrontend.parse({ path: "a.js", text });
    expect(notes).toEqual([]);
    expect(module?.nodes).toBeGreaterThan(nodes - 10);
  });

  it("keep their source map", () => {
    const sourceMap = '{"version":3,"sources":["a.ts"],"sourcesContent":["x"],"mappings":"AAAA"}';
    const text = `${"[".repeat(depth)}1${"]".repeat(depth)}`;
    const { module } = javascriptFrontend.parse({ path: "a.js", text, sourceMap });
    expect(module?.origin?.(1, 0)).toEqual({ path: "a.ts", line: 1, col: 0 });
  });

  it("end in a note when even the thread cannot read them", () => {
    const text = `x = ${"!".repeat(2_000_000)}a`;
    const { module, notes } = javascriptFrontend.parse({ path: "a.js", text });
    expect(module).toBeUndefined();
    expect(notes).toEqual([
      { path: "a.js", kind: "failed", message: "nested too deeply; the file could not be read" },
    ]);
  });
});
