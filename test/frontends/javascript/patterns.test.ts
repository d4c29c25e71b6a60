import { describe, expect, it } from "vitest";
import { functionNamed, linesOf, lower, printed } from "./lowering.js";

describe("destructuring", () => {
  it("takes a parameter apart at the start of the body", () => {
    expect(linesOf("async ({ path, mode = 'r', ...rest }, [a, , ...b]) => 1", "")).toEqual([
      "fn 1 (%arg0, %arg1) [async, arrow]",
      "b0:",
      "t0 = getvar %arg0",
      "t1 = load t0.path",
      "setvar path = t1",
      "t2 = load t0.mode",
      't3 = "r"',
      "t4 = default t2, t3",
      "setvar mode = t4",
      "t5 = rest t0 without path,mode",
      "setvar rest = t5",
      "t6 = getvar %arg1",
      "t7 = load t6.0",
      "setvar a = t7",
      "t8 = rest t6 from 2",
      "setvar b = t8",
      "t9 = 1",
      "return t9",
    ]);
  });

  it("follows nested patterns, renames and computed keys", () => {
    expect(linesOf("const { a: { b: [c] }, [k]: d } = x")).toEqual([
      "fn 0 <module>() [module]",
      "b0:",
      "t0 = global x",
      "t1 = load t0.a",
      "t2 = load t1.b",
      "t3 = load t2.0",
      "setvar c = t3",
      "t4 = global k",
      "t5 = load t0[t4]",
      "setvar d = t5",
      "return",
    ]);
  });

  it("assigns to properties and existing variables", () => {
    const lines = linesOf("let a; ({ p: a, q: o.r } = x)");
    expect(lines).toContain("setvar a = t1");
    expect(lines).toContain("store t3.r = t2");
  });

  it("works in loop heads and catch clauses", () => {
    expect(linesOf("for (const [k, { v }] of xs) f(k, v)")).toContain("setvar v = t4");
    expect(linesOf("try { f() } catch ({ message }) { g(message) }")).toContain("setvar message = t3");
  });
});

describe("parameters", () => {
  it("applies defaults to the parameter's own variable", () => {
    const module = lower("function f(a, b = a + 1, ...c: string[]) {}");
    expect(printed(module, "f")).toEqual([
      "fn 1 f(a, b?, ...c: array<string>)",
      "b0:",
      "t0 = getvar b",
      "t1 = getvar a",
      "t2 = 1",
      "t3 = add t1, t2",
      "t4 = default t0, t3",
      "setvar b = t4",
      "return",
    ]);
    const { params } = functionNamed(module, "f");
    expect(params.map((param) => [param.variable, param.hasDefault ?? false, param.rest])).toEqual([
      [0, false, undefined],
      [1, true, undefined],
      [2, false, "rest"],
    ]);
  });

  it("has types of patterns and leaves out `this`", () => {
    const module = lower("function f(this: Window, { a }: { a: string }, b?: number) {}");
    expect(printed(module, "f")[0]).toBe("fn 1 f(%arg0: { a: string }, b: number)");
  });
});
