import { describe, expect, it } from "vitest";
import { javascriptFrontend } from "../../../src/frontends/javascript/index.js";
import { linesOf, lower } from "./lowering.js";

const parse = (text: string, path = "a.js") => javascriptFrontend.parse({ path, text });
const functionNames = (text: string, path?: string): string[] =>
  (parse(text, path).module?.functions ?? []).map((fn) => fn.name).filter((name) => name !== "");

describe("syntax errors", () => {
  it("lose a line, not the file", () => {
    const text = "function a() {\n  foo();\n}}\nfunction b() { bar(); }\n";
    expect(functionNames(text)).toEqual(["<module>", "a", "b"]);
    expect(parse(text).notes).toEqual([
      {
        path: "a.js",
        line: 3,
        kind: "partial",
        message: "syntax error at line 3; the rest of the file was read",
      },
    ]);
  });

  it.each([
    ["a cut file", "function f(a) { if (a) { exec(`ls ${a}`, (e) => { foo(e); ", ["<module>", "f"]],
    ["an open string", "const a = 'abc;\nfunction b(x) { bar(x); }", ["<module>", "b"]],
    [
      "a merge conflict",
      "f();\n<<<<<<< HEAD\nfunction a() {}\n=======\nfunction b() {}\n>>>>>>> other\nfunction c() {}",
      ["<module>", "a", "b", "c"],
    ],
    [
      "a damaged head of a function",
      "function a( {\n  foo();\n}\nfunction b() {}\nexport const c = () => {};",
      ["<module>", "b", "c"],
    ],
  ])("%s", (_name, text, names) => {
    expect(functionNames(text)).toEqual(names);
    expect(parse(text).notes).toHaveLength(1);
  });

  it("keep the places of what is read", () => {
    const { module } = parse("const x = 'a\n\nfunction f() { g() }");
    expect(module?.functions[1]?.span).toMatchObject({ line: 3, col: 0 });
  });

  it("give a note and no module when nothing can be read", () => {
    const { module, notes } = parse("\u0001");
    if (!module) expect(notes[0]?.kind).toBe("failed");
    else expect(notes[0]?.kind).toBe("partial");
  });
});

describe("dialects", () => {
  it("reads byte order mark, carriage returns and a hashbang", () => {
    const module = lower("\uFEFF#!/usr/bin/env node\r\nfoo()\r\n", "a.js");
    expect(module.functions[0]?.blocks[0]?.instrs[0]?.span).toEqual({
      line: 2,
      col: 0,
      endLine: 2,
      endCol: 3,
    });
  });

  it("reads TypeScript in .js files, and JSX where it can stand", () => {
    expect(linesOf("const a: string = <any>b", "<module>", "a.ts")).toContain("t0 = global b");
    expect(linesOf("const a = <b/>", "<module>", "a.js")).toContain('t0 = "b"');
  });

  it("reads Flow", () => {
    const text =
      "// @flow\nimport type { A } from 'b';\nfunction f(x: ?string): number { return (x: any) }\ntype B = {| a: string |};";
    expect(parse(text).notes).toEqual([]);
    expect(functionNames(text)).toEqual(["<module>", "f"]);
  });

  it("reads CommonJS with top-level return and await", () => {
    expect(parse("if (a) return; await b; module.exports = 1").notes).toEqual([]);
  });

  it("keeps comments with their places", () => {
    expect(lower("// one\nf() /* two */").comments).toEqual([
      { text: " one", span: { line: 1, col: 0, endLine: 1, endCol: 6 } },
      { text: " two ", span: { line: 2, col: 4, endLine: 2, endCol: 13 } },
    ]);
  });

  it("counts nodes and what is not lowered", () => {
    const module = lower("with (a) { b }", "a.js");
    expect([...module.unsupported]).toEqual([["with", 1]]);
    expect(module.nodes).toBeGreaterThan(2);
  });
});

describe("hostile text", () => {
  const deep = 3000;
  it.each([
    ["parentheses", `x = ${"(".repeat(deep)}1${")".repeat(deep)}; f()`],
    ["arrays", `x = ${"[".repeat(deep)}1${"]".repeat(deep)}; f()`],
    ["functions", `${"function f(){".repeat(deep)}${"}".repeat(deep)}`],
    ["unary operators", `x = ${"!".repeat(50_000)}a`],
    ["sums", `x = 1${"+a".repeat(50_000)}`],
    ["else branches", `if(a){}${" else if(b){}".repeat(deep)}`],
    ["member chains", `a${".b()".repeat(50_000)}`],
    ["types", `let x: ${"A<".repeat(deep)}B${">".repeat(deep)}`],
    ["open braces", "{".repeat(50_000)],
  ])("%s nested deeply end in a module or a note", (_name, text) => {
    const { module, notes } = parse(text, "a.ts");
    if (!module) expect(notes.map((note) => note.kind)).toEqual(["failed"]);
    expect(notes.length).toBeLessThan(2);
  });

  it("reads what stands beside a deep nest", () => {
    const { module } = parse(`${"[".repeat(deep)}1${"]".repeat(deep)};\nfunction after() {}`);
    expect(module?.functions.map((fn) => fn.name)).toContain("after");
  });

  it("is not confused by names of Object.prototype", () => {
    const text =
      "const { __proto__: a, constructor: b } = x; class C { toString() {} } hasOwnProperty(a); constructor; __proto__";
    const lines = linesOf(text, "<module>", "a.js");
    expect(lines).toContain("t1 = load t0.__proto__");
    expect(lines).toContainEqual(expect.stringMatching(/= global constructor$/));
    expect(lines).toContainEqual(expect.stringMatching(/= global __proto__$/));
  });

  it("gives the same module for the same text", () => {
    const text = "export const a = async ({ b }) => { try { return await c(b) } finally { d() } }";
    expect(lower(text)).toEqual(lower(text));
  });
});
