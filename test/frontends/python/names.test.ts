import { describe, expect, it } from "vitest";
import { compact, functionNamed, parseModule } from "./lower.js";

async function body(text: string, name = "f"): Promise<string[]> {
  const module = await parseModule(text);
  return compact(module, functionNamed(module, name));
}

describe("scopes", () => {
  it("make a name local when it is assigned anywhere in a function", async () => {
    expect(await body("x = 1\ndef f():\n    print(x)\n    x = 2")).toEqual(["$print(x)", "setvar x = 2"]);
    expect(await body("x = 1\ndef f(): return x")).toEqual(["return x^1"]);
  });

  it("count every way to assign a name", async () => {
    const text = [
      "def f(it):",
      "    import os.path as p, sys",
      "    from a import b as c",
      "    for d, (e, *g) in it: pass",
      "    with it as h, it as (i, j): pass",
      "    try: pass",
      "    except E as k: pass",
      "    def l(): pass",
      "    class M: pass",
      "    if (n := it): pass",
      "    match it:",
      "        case [o, *q] | {'k': r, **s}: pass",
      "        case C(u=v) as w: pass",
      "    x: int = 1",
      "    y += 1",
      "    del z",
      "    type aa = int",
    ].join("\n");
    const module = await parseModule(text);
    expect(functionNamed(module, "f").vars.map((each) => each.name)).toEqual(
      "it p sys c d e g h i j k l M n o q r s w v x y z aa".split(" "),
    );
  });

  it("follow global and nonlocal", async () => {
    expect(await body("def f():\n    global STATE\n    STATE = 1")).toEqual([
      "setvar STATE^1 = 1",
      "store exports.STATE = 1",
    ]);
    // The name belongs to the module even for a function that comes before the declaration.
    expect(await body("def f(): return STATE\ndef g():\n    global STATE\n    STATE = 1")).toEqual([
      "return STATE^1",
    ]);
    expect(await body("def f():\n    n = 1\n    def g():\n        nonlocal n\n        n = 2", "g")).toEqual([
      "setvar n^1 = 2",
    ]);
  });

  it("keep comprehension targets to the comprehension, but not assignment expressions", async () => {
    const lines = await body("def f(xs):\n    x = 1\n    ys = [last := x for x in xs]\n    return x, last");
    expect(lines).toContain("return (array [x, last])");
    const module = await parseModule("def f(xs):\n    x = 1\n    return [x for x in xs]");
    expect(functionNamed(module, "f").vars.filter((each) => each.name === "x").length).toBe(2);
  });

  it("note what is captured and how often it is written", async () => {
    const module = await parseModule("def f(a):\n    n = a\n    n = 2\n    return lambda: n");
    const vars = functionNamed(module, "f").vars;
    expect(vars.map(({ name, captured, writes }) => [name, captured, writes])).toEqual([
      ["a", false, 1],
      ["n", true, 2],
    ]);
  });

  it("hide class names from nested functions but not from the body", async () => {
    const text = "class C:\n    k = 1\n    ks = [k for _ in k]\n    f = lambda self: k\n";
    const module = await parseModule(text);
    const lambda = module.functions.find((each) => each.kind === "arrow")!;
    expect(compact(module, lambda)).toEqual(["return $k"]);
  });
});

describe("modules", () => {
  it("store their names on the module object", async () => {
    const module = await parseModule("x = 1\ndef f(): pass");
    expect(compact(module, module.functions[0]!)).toEqual([
      "setvar x = 1",
      "store exports.x = 1",
      "setvar f = (func 1 f)",
      "store exports.f = (func 1 f)",
    ]);
  });

  it("do not store comprehension targets", async () => {
    const module = await parseModule("ys = [x for x in ys]");
    expect(compact(module, module.functions[0]!).filter((line) => line.startsWith("store"))).toEqual([
      "store exports.ys = (array [])",
    ]);
  });
});

describe("imports", () => {
  const top = async (text: string) => {
    const module = await parseModule(text);
    return compact(module, module.functions[0]!).filter((line) => !line.startsWith("store"));
  };

  it("bind the top package, the module, or a name of it", async () => {
    expect(await top("import os.path, sys as s")).toEqual([
      'setvar os = (import py-root "os.path")',
      'setvar s = (import py "sys")',
    ]);
    expect(await top("from a.b import c, d as e")).toEqual([
      'setvar c = (import py "a.b").c',
      'setvar e = (import py "a.b").d',
    ]);
    expect(await top("from . import a\nfrom ..x.y import (\n  b,  # why\n  c,\n)")).toEqual([
      'setvar a = (import py ".").a',
      'setvar b = (import py "..x.y").b',
      'setvar c = (import py "..x.y").c',
    ]);
    expect(await top("from __future__ import annotations")).toEqual(["exports"]);
  });

  it("look for unbound names in star-imported modules, last one first", async () => {
    const module = await parseModule("from a import *\nfrom .b import *\ndef f(): return run(open(x))");
    expect(compact(module, module.functions[0]!)).toContain('reexport (import py "a")');
    expect(compact(module, functionNamed(module, "f"))).toEqual([
      "return (%star .b^1.run ?? %star a^1.run)($open((%star .b^1.x ?? %star a^1.x)))",
    ]);
  });

  it("give names their origin", async () => {
    const module = await parseModule("import pg\nfrom mcp import Context as C\nx: pg.Pool = 1\ny: C = 2\n");
    const types = module.functions[0]!.vars.map((each) => each.type);
    expect(types[2]).toEqual({ name: "pg.Pool", import: { specifier: "pg", imported: "*" } });
    expect(types[3]).toEqual({ name: "C", import: { specifier: "mcp", imported: "Context" } });
  });
});
