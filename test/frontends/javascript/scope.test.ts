import { describe, expect, it } from "vitest";
import { functionNamed, linesOf, lower } from "./lowering.js";

const variable = (text: string, fn: string, name: string) =>
  functionNamed(lower(text), fn).vars.filter((each) => each.name === name);

describe("scopes", () => {
  it("gives variables of different blocks indices of their own", () => {
    const module = lower("function f() { let a = 1; { let a = 2; g(a) } h(a) }");
    expect(functionNamed(module, "f").vars.map((each) => each.name)).toEqual(["a", "a"]);
  });

  it("hoists var out of blocks and reuses a parameter of that name", () => {
    expect(variable("function f(a) { if (a) { var a = 2; var b = a } return b }", "f", "a")).toHaveLength(1);
  });

  it("gives function declarations their value before the first statement", () => {
    expect(linesOf("f(); function f() {}").slice(2)).toEqual([
      "t0 = func 1 f",
      "setvar f = t0",
      "t1 = getvar f",
      "t2 = call t1()",
      "return",
    ]);
  });

  it("counts functions outwards and marks what they use", () => {
    const text = "const a = 1; let b = 2; function f() { return () => { b = a } }";
    const module = lower(text);
    const inner = module.functions.find((fn) => fn.kind === "arrow");
    expect(inner?.parent).toBe(functionNamed(module, "f").id);
    expect(linesOf(text, "").slice(2)).toEqual(["t0 = getvar a^2", "setvar b^2 = t0", "return"]);
    expect(variable(text, "<module>", "a")).toEqual([expect.objectContaining({ captured: true, writes: 1 })]);
    expect(variable(text, "<module>", "b")).toEqual([expect.objectContaining({ captured: true, writes: 2 })]);
  });

  it("does not mark a variable that only its own function uses", () => {
    expect(variable("let a = 1; a = 2", "<module>", "a")[0]).toMatchObject({ captured: false, writes: 2 });
  });

  it("scopes loop variables, catch parameters and class names", () => {
    const module = lower("for (let i = 0; i < 1; i++) {} try {} catch (e) {} const A = class B {}; i; e; B");
    const lines = linesOf("for (let i = 0; i < 1; i++) {} try {} catch (e) {} const A = class B {}; i; e; B");
    expect(functionNamed(module, "<module>").vars.map((each) => each.name)).toEqual(["A", "i", "e", "B"]);
    expect(lines.filter((line) => line.includes("global"))).toHaveLength(3);
  });

  it("leaves declarations without a value out", () => {
    expect(linesOf("declare const x: string; declare function f(): void; f(x)")).toContain("t0 = global f");
  });
});
