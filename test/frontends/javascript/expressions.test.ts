import { describe, expect, it } from "vitest";
import { linesOf, lower } from "./lowering.js";

describe("literals and names", () => {
  it("keeps constants, regular expressions and big integers", () => {
    expect(linesOf('f(1, "a", true, null, undefined, /x+/gi, 10n, -2, !0, void 0)')).toEqual([
      "fn 0 <module>() [module]",
      "b0:",
      "t0 = global f",
      "t1 = 1",
      't2 = "a"',
      "t3 = true",
      "t4 = null",
      "t5 = undefined",
      "t6 = /x+/gi",
      't7 = "10"',
      "t8 = -2",
      "t9 = true",
      "t10 = undefined",
      "t11 = call t0(t1, t2, t3, t4, t5, t6, t7, t8, t9, t10)",
      "return",
    ]);
  });

  it("tells globals from variables, and a shadowed name from the global", () => {
    expect(linesOf("process; { const process = 1; process; }")).toEqual([
      "fn 0 <module>() [module]",
      "b0:",
      "t0 = global process",
      "t1 = 1",
      "setvar process = t1",
      "t2 = getvar process",
      "return",
    ]);
  });

  it("reads a property of globalThis as the global itself", () => {
    expect(linesOf("globalThis.process.env")).toContain("t0 = global process");
  });
});

describe("strings", () => {
  it("keeps the parts of a template apart", () => {
    expect(linesOf("`ls ${dir} -l`")).toEqual([
      "fn 0 <module>() [module]",
      "b0:",
      't0 = "ls "',
      "t1 = global dir",
      't2 = " -l"',
      "t3 = concat t0, t1, t2",
      "return",
    ]);
  });

  it("reads a template without expressions as a constant", () => {
    expect(linesOf("f(`a`)")).toContain('t1 = "a"');
  });

  it("reads + as add and other operators as binary", () => {
    const lines = linesOf('a + "x" + b; a / b');
    expect(lines).toContain("t2 = add t0, t1");
    expect(lines).toContain("t4 = add t2, t3");
    expect(lines).toContain("t7 = binary t5 / t6");
  });

  it("hands a tagged template its strings as an array", () => {
    expect(linesOf("sql`a ${x} b`")).toEqual([
      "fn 0 <module>() [module]",
      "b0:",
      "t0 = global sql",
      't1 = "a "',
      't2 = " b"',
      "t3 = array [t1, t2]",
      "t4 = global x",
      "t5 = tagged t0(t3, t4)",
      "return",
    ]);
  });

  it('reads "a".concat(b) as a template', () => {
    expect(linesOf('"a".concat(b)')).toContain("t2 = concat t0, t1");
  });
});

describe("properties and calls", () => {
  it("passes the receiver and the method's name", () => {
    expect(linesOf("a.b(c, ...d)")).toEqual([
      "fn 0 <module>() [module]",
      "b0:",
      "t0 = global a",
      "t1 = load t0.b",
      "t2 = global c",
      "t3 = global d",
      "t4 = call t1(t2, ...t3) self t0 .b",
      "return",
    ]);
  });

  it("calls (0, a.b)() without a receiver", () => {
    expect(linesOf("(0, a.b)(c)")).toContain("t3 = call t1(t2)");
  });

  it("reads constant computed keys as names", () => {
    const lines = linesOf('a["b"]; a[0]; a[k]');
    expect(lines).toContain("t1 = load t0.b");
    expect(lines).toContain("t3 = load t2.0");
    expect(lines).toContain("t6 = load t4[t5]");
  });

  it("treats optional access as access", () => {
    expect(linesOf("a?.b?.(c)")).toEqual([
      "fn 0 <module>() [module]",
      "b0:",
      "t0 = global a",
      "t1 = load t0.b",
      "t2 = global c",
      "t3 = call t1(t2) self t0 .b",
      "return",
    ]);
  });

  it("marks construction, await and delete", () => {
    const lines = linesOf("async function f() { await new A(1); delete x.y; return typeof x }", "f");
    expect(lines).toContain("t2 = new t0(t1)");
    expect(lines).toContain("t3 = await t2");
    expect(lines).toContain("t6 = unary delete t5");
    expect(lines).toContain("t8 = unary typeof t7");
  });

  it("sees through type assertions, also of a callee", () => {
    expect(linesOf("(a.b as F)!(c satisfies D)")).toContain("t3 = call t1(t2) self t0 .b");
  });
});

describe("objects and arrays", () => {
  it("keeps constant keys, computed keys, spreads, methods and accessors", () => {
    const lines = linesOf(
      "x = { a: 1, 'b': 2, 3: 4, [k]: 5, ...r, m() {}, get g() { return 1 }, set g(v) {} }",
    );
    expect(lines).toContain(
      "t9 = object { a: t0, b: t1, 3: t2, [t3]: t4, ...t5, m: t6, getter g: t7, setter g: t8 }",
    );
  });

  it("keeps array spreads and holes", () => {
    expect(linesOf("[1, , ...a]")).toContain("t3 = array [t0, t1, ...t2]");
  });
});

describe("control flow in expressions", () => {
  it("evaluates the right side of a logical operator on its own path", () => {
    expect(linesOf("x = a && b")).toEqual([
      "fn 0 <module>() [module]",
      "b0:",
      "t0 = global a",
      "branch t0 ? b1 : b2",
      "b1:",
      "t1 = global b",
      "jump b2",
      "b2:",
      "t2 = logical t0 && t1",
      "setglobal x = t2",
      "return",
    ]);
  });

  it("compares with null for ??", () => {
    const lines = linesOf("x = a ?? b");
    expect(lines).toContain("t2 = binary t0 == t1");
    expect(lines).toContain("t4 = logical t0 ?? t3");
  });

  it("selects between both sides of a conditional", () => {
    const lines = linesOf("x = a ? b : c");
    expect(lines).toContain("branch t0 ? b1 : b2");
    expect(lines).toContain("t3 = select t0 ? t1 : t2");
  });

  it("branches inside the test of a conditional and gives its value afterwards", () => {
    const lines = linesOf("x = a && !b ? c : d");
    expect(lines).toContain("t4 = unary ! t1");
    expect(lines).toContain("t5 = logical t0 && t4");
    expect(lines).toContain("t6 = select t5 ? t2 : t3");
  });

  it("assigns on the right path only for ||=", () => {
    expect(linesOf("let a = f(); a ||= 2")).toEqual([
      "fn 0 <module>() [module]",
      "b0:",
      "t0 = global f",
      "t1 = call t0()",
      "setvar a = t1",
      "t2 = getvar a",
      "branch t2 ? b2 : b1",
      "b1:",
      "t3 = 2",
      "setvar a = t3",
      "jump b2",
      "b2:",
      "t4 = logical t2 || t3",
      "return",
    ]);
  });

  it("evaluates the object of a compound assignment once", () => {
    expect(linesOf("f().x += y")).toEqual([
      "fn 0 <module>() [module]",
      "b0:",
      "t0 = global f",
      "t1 = call t0()",
      "t2 = load t1.x",
      "t3 = global y",
      "t4 = add t2, t3",
      "store t1.x = t4",
      "return",
    ]);
  });
});

describe("functions as values", () => {
  it("names an anonymous function after what it is bound to", () => {
    const names = lower(
      "const a = () => 1; const o = { b: function () {} }; o.c = () => {}; f(() => {})",
    ).functions;
    expect(names.map((fn) => fn.name)).toEqual(["<module>", "a", "b", "c", ""]);
  });

  it("gives a named function expression its own name as a variable", () => {
    expect(linesOf("const a = function self() { return self }", "self")).toContain("t0 = getvar self^1");
  });
});

describe("JSX", () => {
  it("is a call of jsx with the component and its properties", () => {
    expect(linesOf('<Box a="1" b={x} {...r}>hi {y}</Box>', "<module>", "a.tsx")).toEqual([
      "fn 0 <module>() [module]",
      "b0:",
      "t0 = global Box",
      't1 = "1"',
      "t2 = global x",
      "t3 = global r",
      't4 = "hi "',
      "t5 = global y",
      "t6 = array [t4, t5]",
      "t7 = object { a: t1, b: t2, ...t3, children: t6 }",
      "t8 = global jsx",
      "t9 = call t8(t0, t7)",
      "return",
    ]);
  });
});
