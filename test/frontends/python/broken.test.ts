import { describe, expect, it } from "vitest";
import { pythonFrontend } from "../../../src/frontends/python/index.js";
import { compact, functionNamed, parseBroken } from "./lower.js";

describe("broken code", () => {
  it("is read around the error, with a note that says where", async () => {
    const text = "def f(a):\n    run(a)\n\n<<<<<<< HEAD\ndef g(b):\n    stop(b)\n";
    const { module, notes } = await parseBroken(text);
    expect(notes).toEqual([
      {
        path: "server.py",
        line: 4,
        kind: "partial",
        message: "syntax error at line 4; the rest of the file was read",
      },
    ]);
    expect(compact(module, functionNamed(module, "f"))).toEqual(["$run(a)"]);
    expect(compact(module, functionNamed(module, "g"))).toEqual(["$stop(b)"]);
  });

  it.each([
    "def f(:\n  pass",
    "class",
    "@\ndef f(): pass",
    "x = ",
    "f(a, b",
    "if x\n  y()",
    "for in x: pass",
    "return return",
    "import\nfrom . import\nfrom x import (a, ,b)",
    "lambda",
    "{a: , **}",
    "f'{x",
    "'''open",
    "match x:\n  case",
    "with open() as : pass",
    "try:\n  a\nb",
    "def f[T = int](x: T) -> T: return x",
    "del\nassert\nraise from\nglobal\n",
    "a.\nb[\n",
    "\0\u{1F600}\uD800\t\f",
    "x = [for y in z]",
    "async async def f(): await",
    "except: pass\nelse: pass\nfinally: pass\nelif x: pass",
    ":=\n**\n->\n",
    "",
  ])("never throws: %j", async (text) => {
    const { module } = await parseBroken(text);
    expect(module.functions.length).toBeGreaterThan(0);
    expect(module.functions.every((fn) => fn !== undefined)).toBe(true);
  });

  it("keeps what is inside calls that lost a bracket", async () => {
    const { module } = await parseBroken("def f(a):\n    run(a\n    return 1\n\ndef g(b):\n    stop(b)\n");
    expect(compact(module, functionNamed(module, "g"))).toEqual(["$stop(b)"]);
  });
});

describe("hostile code", () => {
  const deep = 20_000;
  it.each([
    ["parentheses", "(".repeat(deep) + ")".repeat(deep)],
    ["open parentheses", "(".repeat(deep)],
    ["lists", `x = ${"[".repeat(deep)}${"]".repeat(deep)}`],
    ["calls", `x = ${"f(".repeat(deep)}${")".repeat(deep)}`],
    ["attributes", `x = a${".b".repeat(deep)}`],
    ["method chains", `x = a${".b()".repeat(deep)}`],
    ["subscripts", `x = a${"[0]".repeat(deep)}`],
    ["sums", `x = ${"a + ".repeat(deep)}a`],
    ["alternatives", `x = ${"a or ".repeat(deep)}a`],
    ["mixed alternatives", `x = ${"a or b and ".repeat(deep)}a`],
    ["comparisons", `x = ${"a < ".repeat(deep)}a`],
    ["negations", `x = ${"not ".repeat(deep)}a`],
    ["conditionals", `x = ${"a if b else ".repeat(deep)}a`],
    ["chained assignments", `${"a = ".repeat(deep)}1`],
    ["lambdas", `x = ${"lambda: ".repeat(deep)}a`],
    ["targets", `${"(".repeat(deep)}x,${")".repeat(deep)} = y`],
    ["types", `x: ${"list[".repeat(deep)}int${"]".repeat(deep)}`],
    ["parameters", `def f(${Array.from({ length: deep }, (_, i) => `p${i}`).join(", ")}): pass`],
    ["elements", `x = [${"1, ".repeat(50_000)}]`],
    ["strings side by side", `x = ${'"a" '.repeat(deep)}`],
    ["patterns", `match x:\n  case ${"[".repeat(deep)}y${"]".repeat(deep)}: pass`],
    ["alternative patterns", `match x:\n  case ${"1 | ".repeat(deep)}2: pass`],
    ["elif", `if a: pass\n${"elif a: pass\n".repeat(deep)}`],
    ["functions", Array.from({ length: 1500 }, (_, i) => `${" ".repeat(i)}def f():\n`).join("")],
    ["classes", Array.from({ length: 1500 }, (_, i) => `${" ".repeat(i)}class C:\n`).join("")],
    [
      "finally",
      Array.from({ length: 200 }, (_, i) => `${" ".repeat(i)}try: pass\n${" ".repeat(i)}finally:\n`).join(""),
    ],
    ["comprehensions", `x = ${"[".repeat(deep)}a${" for a in b]".repeat(deep)}`],
    ["clauses", `x = [a ${"for a in b ".repeat(deep)}]`],
    ["f-strings", 'f"{'.repeat(2_000)],
    ["percent signs", `x = "${"%(".repeat(50_000)}" % a\ny = "%${"0".repeat(100_000)}" % a`],
    ["braces", `x = "${"{a[".repeat(50_000)}".format(a)`],
    ["escapes", `x = "${"\\N{".repeat(3_000)}"`],
    ["quoted types", `x: "${"list[".repeat(5_000)}"`],
    ["walruses", `x = ${"(a := ".repeat(deep)}1${")".repeat(deep)}`],
    ["lambdas in defaults", `x = ${"lambda a=".repeat(2_000)}1${": 1".repeat(2_000)}`],
    [
      "functions in finally",
      Array.from(
        { length: 60 },
        (_, i) => `${"   ".repeat(i)}try: pass\n${"   ".repeat(i)}finally:\n${"   ".repeat(i)} def f():\n`,
      ).join(""),
    ],
    ["with", `with ${"a as b, ".repeat(deep)}c: pass`],
    ["decorators", `${"@a\n".repeat(deep)}def f(): pass`],
    ["nothing but newlines", "\n".repeat(500_000)],
  ])("does no harm: %s", async (_, text) => {
    await pythonFrontend.prepare(text.length);
    const started = performance.now();
    const { module } = pythonFrontend.parse({ path: "x.py", text });
    expect(module).toBeDefined();
    expect(performance.now() - started).toBeLessThan(10_000);
  });

  it.each([["recovery", "and ~".repeat(20_000)]])(
    "is given up when it would take long: %s",
    async (_, text) => {
      await pythonFrontend.prepare(text.length);
      const started = performance.now();
      const { module, notes } = pythonFrontend.parse({ path: "x.py", text });
      expect(module).toBeUndefined();
      expect(notes).toEqual([{ path: "x.py", kind: "failed", message: "the file could not be parsed" }]);
      expect(performance.now() - started).toBeLessThan(25_000);
      // The next file is not affected.
      const next = pythonFrontend.parse({ path: "y.py", text: "x = 1" });
      expect(next.notes).toEqual([]);
    },
  );
});
