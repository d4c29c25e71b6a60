import { describe, expect, it } from "vitest";
import { expression, statements } from "./lower.js";

describe("operators", () => {
  it("keep their names, equality as in the representation", async () => {
    expect(await expression("a / b")).toBe("(a / b)");
    expect(await expression("a ** b // c")).toBe("((a ** b) // c)");
    expect(await expression("a == b")).toBe("(a === b)");
    expect(await expression("a != b")).toBe("(a !== b)");
    expect(await expression("a not   in b")).toBe("(a not in b)");
    expect(await expression("a is not None")).toBe("(a is not null)");
    expect(await expression("not a")).toBe("(unary ! a)");
    expect(await expression("(a\n  # why\n  + b)")).toBe("(add a, b)");
  });

  it("compare in chains on paths of their own", async () => {
    expect(await statements("return a < b <= c")).toEqual([
      "branch (a < b) ? b1 : b2",
      "b1:",
      "jump b2",
      "b2:",
      "return ((a < b) && (b <= c))",
    ]);
  });

  it("short-circuit", async () => {
    expect(await statements("return a or b")).toEqual([
      "branch a ? b2 : b1",
      "b1:",
      "jump b2",
      "b2:",
      "return (a || b)",
    ]);
    expect(await statements("return a if b else c")).toEqual([
      "branch b ? b1 : b2",
      "b1:",
      "jump b3",
      "b2:",
      "jump b3",
      "b3:",
      "return (select b ? a : c)",
    ]);
  });

  it("assign in expressions", async () => {
    expect(await expression("(n := a)")).toBe("setvar n = a; return a");
  });
});

describe("displays", () => {
  it("spread their parts", async () => {
    expect(await expression("[a, *xs]")).toBe("(array [a, ...xs])");
    expect(await expression("{a, b}")).toBe("(array [a, b])");
    expect(await expression("a, b")).toBe("(array [a, b])");
    expect(await expression('{"k": a, b: c, **d}')).toBe("(object { k: a, [b]: c, ...d })");
    expect(await expression('{1: a, "x-y": b}')).toBe("(object { 1: a, x-y: b })");
  });
});

describe("subscripts and attributes", () => {
  it("load by key, by index, or the rest", async () => {
    expect(await expression('a["k"]')).toBe("a.k");
    expect(await expression("a[0]")).toBe("a[0]");
    expect(await expression("a[b]")).toBe("a[b]");
    expect(await expression("a.x.y")).toBe("a.x.y");
    expect(await expression("a[1:]")).toBe("(rest a from 1)");
    expect(await expression("a[:3]")).toBe("(rest a from 0)");
    expect(await expression("a[-3:]")).toBe("(rest a from 0)");
  });

  it("take typing forms apart as lists of arguments", async () => {
    expect(await expression("Annotated[str, a]")).toBe("$Annotated[(array [$str, a])]");
    expect(await expression('Literal["x"]')).toBe('$Literal[(array ["x"])]');
  });
});

describe("calls", () => {
  it("pass every kind of argument", async () => {
    expect(await expression("a(b, *xs, k=c, **d)")).toBe("a(b, ...xs, k=c, **d)");
    expect(await expression("a.m(b)")).toBe("a.m(b)");
    expect(await expression("a['m'](b)")).toBe("a.m(b)");
    expect(await expression("a(b)(c)")).toBe("a(b)(c)");
  });

  it("see through getattr, setattr and dict", async () => {
    expect(await expression('getattr(a, "x")')).toBe("a.x");
    expect(await expression('getattr(a, "x", b)')).toBe("(a.x ?? b)");
    expect(await expression("getattr(a, b)")).toBe("a[b]");
    expect(await expression('getattr(a, "x")(b)')).toBe("a.x(b)");
    expect(await statements('setattr(a, "x", b)')).toContain("store a.x = b");
    expect(await statements("setattr(a, b, c)")).toContain("store a[b] = c");
    expect(await expression("dict(x=a, **d)")).toBe("(object { x: a, ...d })");
    expect(await expression("dict(a)")).toBe("$dict(a)");
  });

  it("leave them alone when the name means something else", async () => {
    expect(await statements('getattr = b\nreturn getattr(a, "x")')).toContain('return getattr(a, "x")');
  });

  it("await and yield", async () => {
    expect(await expression("await a(b)")).toBe("(await a(b))");
    expect(await statements("x = yield a")).toEqual(["setvar x = (yield a)"]);
    expect(await statements("yield from xs")).toEqual(["(yield* xs)"]);
  });
});

describe("comprehensions", () => {
  it("are loops that fill a list", async () => {
    expect(await statements("return [a(x) for x in xs if x]")).toEqual([
      "jump b1",
      "b1:",
      "branch (iterate values xs) ? b2 : b3",
      "b2:",
      "setvar x = (iterate values xs)",
      "branch x ? b4 : b5",
      "b3:",
      "return (array [])",
      "b4:",
      "(array []).append(a(x))",
      "jump b5",
      "b5:",
      "jump b1",
    ]);
  });

  it("fill sets by add and dictionaries by key", async () => {
    expect(await statements("return {x for x in xs}")).toContain("(array []).add(x)");
    expect(await statements("return {k: v for k, v in xs}")).toContain("store (object {  })[k] = v");
    expect(await statements("return a(x for x in xs)")).toContain("return a((array []))");
  });

  it("nest, with the first iterable evaluated outside", async () => {
    const lines = await statements("return [y for x in a for y in x.items]");
    expect(lines).toContain("branch (iterate values a) ? b2 : b3");
    expect(lines).toContain("branch (iterate values x.items) ? b5 : b6");
    // `x` on the right is not the target on the left.
    expect(await statements("x = a\nreturn [x for x in x]")).toContain("branch (iterate values x) ? b2 : b3");
  });
});
