import { describe, expect, it } from "vitest";
import { compact, functionNamed, parseModule } from "./lower.js";

async function body(text: string, name = "f"): Promise<string[]> {
  const module = await parseModule(text);
  return compact(module, functionNamed(module, name));
}

describe("parameters", () => {
  it("of every kind", async () => {
    const module = await parseModule("def f(a, /, b: int = 1, *xs: str, c, d=None, **kw): pass");
    const { params } = functionNamed(module, "f");
    expect(
      params.map(({ name, rest, keywordOnly, hasDefault }) => [name, rest, keywordOnly, hasDefault]),
    ).toEqual([
      ["a", undefined, undefined, undefined],
      ["b", undefined, undefined, true],
      ["xs", "rest", undefined, undefined],
      ["c", undefined, true, undefined],
      ["d", undefined, true, true],
      ["kw", "kwargs", undefined, undefined],
    ]);
    expect(params[1]!.type).toEqual({ name: "int" });
  });

  it("after a bare star are by keyword only", async () => {
    const module = await parseModule("def f(a, *, b): pass");
    expect(functionNamed(module, "f").params.map((each) => each.keywordOnly)).toEqual([undefined, true]);
  });

  it("evaluate defaults in the scope outside", async () => {
    expect(await body("x = 1\ndef f(x=x, y=2): return x")).toEqual([
      "setvar x = (default x, x^1)",
      "setvar y = (default y, 2)",
      "return x",
    ]);
    expect(await body("class C:\n    n = 1\n    def f(self, k=n): return k")).toContain(
      "setvar k = (default k, C^1.n)",
    );
  });

  it("have thunks for what a schema reader may evaluate", async () => {
    const text = [
      "from pydantic import Field",
      "from typing import Optional, Annotated",
      "class Model: pass",
      "def f(a: Annotated[str, Field(min_length=1)], b: Optional[list[str]] = None, c: Model = Model(), d: int = 3): pass",
    ].join("\n");
    const module = await parseModule(text);
    const [a, b, c, d] = functionNamed(module, "f").params;
    expect(compact(module, module.functions[a!.annotation!]!)).toEqual([
      "return Annotated^1[(array [$str, Field^1(min_length=1)])]",
    ]);
    expect(module.functions[a!.annotation!]!.kind).toBe("thunk");
    expect(module.functions[a!.annotation!]!.parent).toBe(0);
    expect(b!.annotation).toBeUndefined();
    expect(b!.defaultThunk).toBeUndefined();
    expect(c!.annotation).toBeUndefined();
    expect(compact(module, module.functions[c!.defaultThunk!]!)).toEqual(["return Model^1()"]);
    expect(d!.defaultThunk).toBeUndefined();
    expect(d!.hasDefault).toBe(true);
  });
});

describe("functions", () => {
  it("know whether they are async or generators, and their documentation", async () => {
    const module = await parseModule(
      'async def f():\n    """Runs it."""\n    yield 1\ndef g():\n    def h(): yield 2\n',
    );
    const f = functionNamed(module, "f");
    expect([f.async, f.generator, f.docstring]).toEqual([true, true, "Runs it."]);
    expect(functionNamed(module, "g").generator).toBe(false);
    expect(functionNamed(module, "h").generator).toBe(true);
    expect(functionNamed(module, "h").parent).toBe(functionNamed(module, "g").id);
  });

  it("apply decorators from the bottom up", async () => {
    const module = await parseModule("@mcp.tool\n@wrap(1)\n@plain\ndef f(): pass");
    expect(compact(module, module.functions[0]!)[0]).toBe(
      "setvar f = @$mcp.tool(@$wrap(1)(@$plain((func 1 f))))",
    );
    const decorated = module.functions[0]!.blocks[0]!.instrs.filter(
      (each) => each.op === "call" && each.isDecorator,
    );
    expect(decorated.map((each) => each.op === "call" && each.method)).toEqual([
      undefined,
      undefined,
      "tool",
    ]);
  });

  it("skip stubs of overloads", async () => {
    const module = await parseModule(
      "from typing import overload\n@overload\ndef f(a: int): ...\ndef f(a): return a",
    );
    expect(module.functions.filter((each) => each.name === "f").length).toBe(1);
  });

  it("may be lambdas", async () => {
    const module = await parseModule("f = lambda x, *ys, k=2: x + k");
    const [, lambda] = module.functions;
    expect(lambda!.kind).toBe("arrow");
    expect(compact(module, lambda!)).toEqual(["setvar k = (default k, 2)", "return (add x, k)"]);
  });

  it("have return types", async () => {
    const module = await parseModule("def f() -> dict[str, int]: return {}");
    expect(functionNamed(module, "f").returnType).toEqual({
      name: "dict",
      args: [{ name: "str" }, { name: "int" }],
    });
  });
});

describe("docstrings", () => {
  it.each([
    ["behind comments", 'def f():\n    # first\n\n    # second\n    """Runs it."""\n    return 1'],
    ["behind a comment on the line of the name", 'def f():  # noqa\n    "Runs it."'],
    ["raw", 'def f():\n    r"""Runs it."""\n    return 1'],
    ["with the prefix of old", "def f():\n    U'Runs it.'; return 1"],
    ["in pieces", "def f():\n    'Runs ' 'it.'\n    return 1"],
    ["on the same line", "def f(): 'Runs it.'"],
  ])("are read %s", async (_, text) => {
    expect(functionNamed(await parseModule(text), "f").docstring).toBe("Runs it.");
  });

  it.each([
    ["bytes", "def f():\n    b'Runs it.'"],
    ["f-strings", "def f():\n    f'Runs it.'"],
    ["raw f-strings", "def f():\n    rf'Runs it.'"],
    ["what does not come first", "def f():\n    x = 1\n    'Runs it.'"],
  ])("are not %s", async (_, text) => {
    expect(functionNamed(await parseModule(text), "f").docstring).toBeUndefined();
  });
});
