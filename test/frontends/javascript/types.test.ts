import { describe, expect, it } from "vitest";
import { declarations, functionNamed, linesOf, lower, printed } from "./lowering.js";

const typeOf = (annotation: string): string =>
  declarations(lower(`import { z, type Q } from "zod"; type T = ${annotation}`))[0]!.replace("type T = ", "");

describe("type references", () => {
  it.each([
    ["string[]", "array<string>"],
    ["readonly [a: string, b?: number]", "tuple<string, number>"],
    ["Map<string, Q>", "Map<string, Q{Q of zod}>"],
    ["z.infer<typeof schema>", "z.infer<typeof<schema>>{z of zod}"],
    ['"a" | "b" | 3', '"a" | "b" | 3'],
    ['"a" | undefined', '"a" | undefined'],
    ["{ a: string; b?: { c: 1 }; m(): Q }", "{ a: string; b: { c: 1 }; m: function<Q{Q of zod}> }"],
    ["(x: string) => Promise<void>", "function<Promise<void>>"],
    ["A & B", "intersection<A, B>"],
    ['Args["path"]', 'indexed<Args, "path">'],
    ["keyof Args", "keyof<Args>"],
    ["{ [k: string]: number }", "{ [index]: number }"],
    ['import("pg").Pool', "Pool{Pool of pg}"],
    ["T extends string ? A : B", "A | B"],
    ["`a${string}`", "string"],
  ])("%s", (annotation, expected) => {
    expect(typeOf(annotation)).toBe(expected);
  });

  it("bounds the depth of nested types", () => {
    expect(typeOf(`${"A<".repeat(60)}B${">".repeat(60)}`)).toContain("unknown");
  });

  it("keeps types of variables, results and predicates", () => {
    const module = lower(
      "function f(x: unknown): x is Foo { const a: Bar = 1; const b = x as Baz; const c = x as const; return true }",
    );
    const fn = functionNamed(module, "f");
    expect(fn.returnType).toEqual({ name: "predicate", args: [{ name: "Foo" }] });
    expect(fn.vars.map((each) => [each.name, each.type?.name])).toEqual([
      ["x", "unknown"],
      ["a", "Bar"],
      ["b", "Baz"],
      ["c", undefined],
    ]);
  });

  it("keeps interfaces with what they extend", () => {
    expect(declarations(lower("export interface A extends B, C<string> { x: D }"))).toEqual([
      "type A extends B, C<string> = { x: D }",
    ]);
  });

  it("does not confuse field names with properties of objects", () => {
    const [type] = lower("interface A { constructor: string; __proto__: B }").types;
    expect(Object.keys(type?.type.fields ?? {})).toEqual(["constructor", "__proto__"]);
  });
});

describe("enums and namespaces", () => {
  it("make an enum an object and a type of its values", () => {
    const module = lower('enum E { A, B = "b", C = A, D = 1 << 2 } enum F { X = "x", Y = "y" }');
    expect(printed(module)).toContain("t5 = object { A: t0, B: t1, C: t0, D: t4 }");
    expect(declarations(module)).toEqual(['type F = "x" | "y"']);
  });

  it("make a namespace an object that its exports are stored on", () => {
    expect(
      linesOf("namespace N { const a = 1; export const b = a; export function f() { return b } }").slice(2),
    ).toEqual([
      "t0 = object {  }",
      "setvar N = t0",
      "t1 = func 1 f",
      "setvar f = t1",
      "t2 = getvar N",
      "store t2.f = t1",
      "t3 = 1",
      "setvar a = t3",
      "t4 = getvar a",
      "setvar b = t4",
      "t5 = getvar N",
      "store t5.b = t4",
      "return",
    ]);
  });

  it("joins the parts of a namespace and nests dotted ones", () => {
    const lines = linesOf("namespace A.B { export const c = 1 } namespace A { export const d = 2 }");
    expect(lines).toContain("store t2.B = t1");
    expect(lines.filter((line) => line.endsWith("object {  }"))).toHaveLength(2);
  });

  it("give no value to namespaces of types", () => {
    const module = lower(
      "namespace T { export interface A { b: string } } declare module 'x' { const y: 1 }",
    );
    expect(printed(module)).toEqual(["fn 0 <module>() [module]", "b0:", "return"]);
    expect(declarations(module)).toEqual(["type A = { b: string }"]);
  });
});
