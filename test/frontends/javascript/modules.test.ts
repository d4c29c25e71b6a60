import { describe, expect, it } from "vitest";
import { declarations, linesOf, lower } from "./lowering.js";

const top = (text: string, path?: string) => linesOf(text, "<module>", path).slice(2, -1);

describe("imports", () => {
  it("loads each binding at the top, whatever stands before", () => {
    expect(
      top('f(); import d, { a as b, "x y" as c } from "m"; import * as ns from "n"; import "side"'),
    ).toEqual([
      't0 = import es "m"',
      "t1 = load t0.default",
      "setvar d = t1",
      "t2 = load t0.a",
      "setvar b = t2",
      "t3 = load t0.x y",
      "setvar c = t3",
      't4 = import es "n"',
      "setvar ns = t4",
      't5 = import es "side"',
      "t6 = global f",
      "t7 = call t6()",
    ]);
  });

  it("has no instruction for types", () => {
    expect(top('import type { A } from "m"; import { type B } from "n"; export type { C } from "o"')).toEqual(
      [],
    );
  });

  it("reads require, import() and createRequire", () => {
    expect(top('const a = require("a"); import("b"); import(c); require(d)', "a.js")).toEqual([
      't0 = import require "a"',
      "setvar a = t0",
      't1 = import dynamic "b"',
      "t2 = global c",
      "t3 = import dynamic t2",
      "t4 = global d",
      "t5 = import require t4",
    ]);
    const made =
      'import { createRequire as make } from "module"; function f() { return req("x") } const req = make(u)';
    expect(linesOf(made, "f")).toContain('t0 = import require "x"');
    expect(top("createRequire(u)('y')")).toContain('t0 = import require "y"');
  });

  it("does not take a shadowed require for the loader", () => {
    expect(linesOf("function f(require) { require('x') }", "f")).toContain("t2 = call t0(t1)");
  });

  it("takes the first parameter of a UMD factory for the loader", () => {
    expect(linesOf("define(function (require, exports) { require('x') })", "")).toContain(
      't0 = import require "x"',
    );
  });

  it("reads import x = require() and import x = a.b", () => {
    expect(top('import fs = require("fs"); import j = fs.join;')).toEqual([
      't0 = import require "fs"',
      "setvar fs = t0",
      "t1 = getvar fs",
      "t2 = load t1.join",
      "setvar j = t2",
    ]);
  });

  it("reads import.meta", () => {
    expect(top("import.meta.url")).toEqual(["t0 = global import.meta", "t1 = load t0.url"]);
  });
});

describe("exports", () => {
  it("stores declarations where they get their value", () => {
    expect(top("export const a = 1; export function f() {} export class C {} export enum E { X }")).toEqual([
      "t0 = func 1 f",
      "setvar f = t0",
      "t1 = exports",
      "store t1.f = t0",
      "t2 = 1",
      "setvar a = t2",
      "t3 = exports",
      "store t3.a = t2",
      "t4 = class 0",
      "setvar C = t4",
      "t5 = exports",
      "store t5.C = t4",
      "t6 = 0",
      "t7 = object { X: t6 }",
      "setvar E = t7",
      "t8 = exports",
      "store t8.E = t7",
    ]);
  });

  it("stores again after an assignment, also from a function", () => {
    expect(linesOf("let a = 1; export { a as b }; function set() { a = 2 }", "set").slice(2)).toEqual([
      "t0 = 2",
      "setvar a^1 = t0",
      "t1 = exports",
      "store t1.b = t0",
      "return",
    ]);
  });

  it("exports destructured variables and imported names", () => {
    expect(top("export const { a, b: [c] } = x")).toEqual(
      expect.arrayContaining(["store t2.a = t1", "store t5.c = t4"]),
    );
    expect(top('import { a } from "m"; export { a }')).toContain("store t2.a = t1");
  });

  it("stores default exports of every form", () => {
    expect(top("export default function f() {}")).toContain("store t1.default = t0");
    expect(top("export default async () => 1")).toContain("store t1.default = t0");
    expect(top("export default class {}")).toContain("store t1.default = t0");
    expect(top("const a = 1; export default a")).toContain("store t2.default = t1");
    expect(lower("export default () => 1").functions[1]?.name).toBe("default");
  });

  it("re-exports names, namespaces and everything", () => {
    expect(
      top('export { a as b, default as c } from "m"; export * as ns from "n"; export * from "o"'),
    ).toEqual([
      't0 = import es "m"',
      "t1 = load t0.a",
      "t2 = exports",
      "store t2.b = t1",
      "t3 = load t0.default",
      "t4 = exports",
      "store t4.c = t3",
      't5 = import es "n"',
      "t6 = exports",
      "store t6.ns = t5",
      't7 = import es "o"',
      "reexport t7",
    ]);
  });

  it("makes re-exported types reachable by name", () => {
    const module = lower(
      'export type { A as B } from "m"; import type { C } from "n"; export type { C }; export * from "o"',
    );
    expect(declarations(module).slice().sort()).toEqual([
      "type * = *{* of o}",
      "type B = A{A of m}",
      "type C = C{C of n}",
    ]);
  });

  it("reads CommonJS exports", () => {
    expect(top("exports.a = 1; module.exports = { b }; module.exports.c = 2", "a.js")).toEqual([
      "t0 = 1",
      "t1 = exports",
      "store t1.a = t0",
      "t2 = global b",
      "t3 = object { b: t2 }",
      "t4 = module",
      "store t4.exports = t3",
      "t5 = 2",
      "t6 = module",
      "t7 = load t6.exports",
      "store t7.c = t5",
    ]);
    expect(linesOf("function f(exports) { exports.a = 1 }", "f")).toContain("t1 = getvar exports");
  });

  it("reads export =", () => {
    expect(top("export = f")).toEqual(["t0 = global f", "t1 = module", "store t1.exports = t0"]);
  });
});
