import { describe, expect, it } from "vitest";
import { statements } from "./lower.js";

describe("if", () => {
  it("branches on each part of a condition", async () => {
    expect(await statements("if a and not b:\n    c()\nelif d: xs()\nelse: a()")).toEqual([
      "branch a ? b4 : b3",
      "b1:",
      "b2:",
      "c()",
      "jump b1",
      "b3:",
      "branch d ? b5 : b6",
      "b4:",
      "branch b ? b3 : b2",
      "b5:",
      "xs()",
      "jump b1",
      "b6:",
      "a()",
      "jump b1",
    ]);
  });
});

describe("loops", () => {
  it("run for each element, then else", async () => {
    expect(await statements("for x, y in xs:\n    if x: break\n    a(y)\nelse:\n    b()")).toEqual([
      "jump b1",
      "b1:",
      "branch (iterate values xs) ? b2 : b4",
      "b2:",
      "setvar x = (iterate values xs)[0]",
      "setvar y = (iterate values xs)[1]",
      "branch x ? b6 : b5",
      "b3:",
      "b4:",
      "b()",
      "jump b3",
      "b5:",
      "a(y)",
      "jump b1",
      "b6:",
      "jump b3",
    ]);
  });

  it("run while a condition holds", async () => {
    expect(await statements("while a:\n    b()\n    continue")).toEqual([
      "jump b1",
      "b1:",
      "branch a ? b2 : b3",
      "b2:",
      "b()",
      "jump b1",
      "b3:",
    ]);
  });
});

describe("assignments", () => {
  it("unpack", async () => {
    expect(await statements("a, (b, *c), d = xs")).toEqual([
      "setvar a = xs[0]",
      "setvar b = xs[1][0]",
      "setvar c = (rest xs[1] from 1)",
      "setvar d = xs[2]",
    ]);
    expect(await statements("*a, b = xs")).toEqual(["setvar a = (rest xs from 0)", "setvar b = xs[-1]"]);
  });

  it("swap displays element by element", async () => {
    expect(await statements("a, b = b, a")).toEqual(["setvar a = b", "setvar b = a"]);
  });

  it("chain", async () => {
    expect(await statements("a = b.x = c")).toEqual(["setvar a = c", "store b.x = c"]);
  });

  it("update in place", async () => {
    expect(await statements('a += 1; b.x -= c; d["k"] += a; xs[0] *= 2')).toEqual([
      "setvar a = (add a, 1)",
      "store b.x = (b.x - c)",
      "store d.k = (add d.k, a)",
      "store xs[0] = (xs[0] * 2)",
    ]);
  });

  it("store by key, index and slice, and delete", async () => {
    expect(await statements('d["k"] = a; xs[b] = a; xs[1:2] = c')).toEqual([
      "store d.k = a",
      "store xs[b] = a",
      "store xs[1] = (iterate values c)",
    ]);
    expect(await statements('del d["k"], a')).toEqual(["(unary delete d.k)"]);
  });
});

describe("exceptions", () => {
  it("go to the handler of the try, which asks for the type", async () => {
    expect(await statements("try:\n    a()\nexcept (E, F) as e:\n    b(e)\nelse:\n    c()")).toEqual([
      "jump b3",
      "b1:",
      "branch ((caught) instanceof (array [$E, $F])) ? b5 : b6",
      "b2:",
      "b3: (handler b1)",
      "a()",
      "jump b4",
      "b4:",
      "c()",
      "jump b2",
      "b5:",
      "setvar e = (caught E|F)",
      "b(e)",
      "jump b2",
      "b6:",
      "throw (caught)",
    ]);
  });

  it("run a finally body on both paths", async () => {
    expect(await statements("try:\n    a()\nfinally:\n    b()")).toEqual([
      "jump b2",
      "b1:",
      "b()",
      "throw (caught)",
      "b2: (handler b1)",
      "a()",
      "jump b3",
      "b3:",
      "b()",
      "jump b4",
      "b4:",
    ]);
  });

  it("copy a finally body a bounded number of times", async () => {
    const depth = 12;
    const nested = Array.from(
      { length: depth },
      (_, i) => `${"  ".repeat(i)}try:\n${"  ".repeat(i)}  a()\n${"  ".repeat(i)}finally:`,
    );
    const lines = await statements(`${nested.join("\n")}\n${"  ".repeat(depth)}b()`);
    expect(lines.filter((line) => line === "b()").length).toBe(4);
  });

  it("raise, assert, and raise again", async () => {
    expect(await statements("raise a(b) from c")).toEqual(["c", "throw a(b)"]);
    expect(await statements("try:\n    a()\nexcept E:\n    raise")).toContain("throw (caught E)");
    expect(await statements("assert a, b")).toEqual(["branch a ? b2 : b1", "b1:", "throw b", "b2:"]);
    expect(await statements("try:\n    a()\nexcept* E as e:\n    b(e)")).toContain("setvar e = (caught E)");
  });
});

describe("with", () => {
  it("enters managers", async () => {
    expect(await statements("with a as x, c:\n    x.read()")).toEqual([
      "setvar x = (enter a)",
      "(enter c)",
      "x.read()",
    ]);
    expect(await statements("with (a as x, b as (y, z),):\n    pass")).toEqual([
      "setvar x = (enter a)",
      "setvar y = (enter b)[0]",
      "setvar z = (enter b)[1]",
    ]);
  });

  it("asks managers that a call gives whether they end an exception", async () => {
    expect(await statements("with a(b) as x, c:\n    x.read()")).toEqual([
      "setvar x = (enter a(b))",
      "(enter c)",
      "jump b3",
      "b1:",
      "branch (unary swallows a(b)) ? b2 : b5",
      "b2:",
      "b3: (handler b1)",
      "x.read()",
      "jump b4",
      "b4:",
      "jump b2",
      "b5:",
      "throw (caught)",
    ]);
  });
});

describe("match", () => {
  it("compares literals, members and alternatives", async () => {
    expect(
      await statements(
        'match a:\n    case "x" | C.D:\n        b()\n    case -1:\n        c()\n    case _:\n        d()',
      ),
    ).toEqual([
      'branch (a === "x") ? b5 : b4',
      "b1:",
      "b2:",
      "branch (a === -1) ? b9 : b8",
      "b3:",
      "b()",
      "jump b1",
      "b4:",
      "branch (a === $C.D) ? b7 : b6",
      "b5:",
      "jump b3",
      "b6:",
      "jump b2",
      "b7:",
      "jump b3",
      "b8:",
      "d()",
      "jump b1",
      "b9:",
      "c()",
      "jump b1",
      "b10:",
      "jump b1",
    ]);
  });

  it("captures out of sequences, mappings and classes", async () => {
    const lines = await statements(
      [
        "match a:",
        "    case [x, *rest, y]: b(x)",
        '    case {"k": {"i": v}, **more} if v: b(v)',
        "    case C(p=q) as whole: b(q)",
        "    case str(s): b(s)",
        "    case other: b(other)",
      ].join("\n"),
    );
    for (const line of [
      "setvar x = a[0]",
      "setvar rest = (rest a from 1)",
      "setvar y = a[-1]",
      "setvar v = a.k.i",
      "setvar more = (rest a without k)",
      "setvar q = a.p",
      "setvar whole = a",
      "setvar s = a",
      "setvar other = a",
    ]) {
      expect(lines).toContain(line);
    }
    expect(lines.join()).toContain("branch $isinstance(a, $C) ?");
  });

  it("takes a wildcard among alternatives, and several subjects", async () => {
    expect(await statements('match a:\n    case "x" | _: b()')).toContain("b()");
    expect(await statements("match a, b:\n    case 1, x: c(x)")).toContain("setvar x = (array [a, b])[1]");
  });
});
