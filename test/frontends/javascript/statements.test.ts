import { describe, expect, it } from "vitest";
import { linesOf } from "./lowering.js";

const body = (text: string) => linesOf(`function f() { ${text} }`, "f").slice(1);

describe("branches", () => {
  it("branches on each part of a condition", () => {
    expect(body("if (a && !(b || c)) d()")).toEqual([
      "b0:",
      "t0 = global a",
      "branch t0 ? b3 : b2",
      "b1:",
      "t3 = global d",
      "t4 = call t3()",
      "jump b2",
      "b2:",
      "return",
      "b3:",
      "t1 = global b",
      "branch t1 ? b2 : b4",
      "b4:",
      "t2 = global c",
      "branch t2 ? b2 : b1",
    ]);
  });

  it("compares each case and falls through", () => {
    expect(body('switch (x) { case "a": f(); case "b": g(); break; default: h() }')).toEqual([
      "b0:",
      "t0 = global x",
      't1 = "a"',
      "t2 = binary t0 === t1",
      "branch t2 ? b2 : b5",
      "b1:",
      "return",
      "b2:",
      "t5 = getvar f^1",
      "t6 = call t5()",
      "jump b3",
      "b3:",
      "t7 = global g",
      "t8 = call t7()",
      "jump b1",
      "b4:",
      "t9 = global h",
      "t10 = call t9()",
      "jump b1",
      "b5:",
      't3 = "b"',
      "t4 = binary t0 === t3",
      "branch t4 ? b3 : b6",
      "b6:",
      "jump b4",
    ]);
  });

  it("reads switch (true) as a chain of conditions", () => {
    const lines = body("switch (true) { case a && b: f() }");
    expect(lines.filter((line) => line.startsWith("branch"))).toHaveLength(2);
    expect(lines.some((line) => line.includes("==="))).toBe(false);
  });
});

describe("loops", () => {
  it("iterates in the head of for-of", () => {
    expect(body("for (const x of xs) { if (x) continue; else break; }")).toEqual([
      "b0:",
      "t0 = global xs",
      "jump b1",
      "b1:",
      "t1 = iterate values t0",
      "branch t1 ? b2 : b3",
      "b2:",
      "setvar x = t1",
      "t2 = getvar x",
      "branch t2 ? b4 : b6",
      "b3:",
      "return",
      "b4:",
      "jump b1",
      "b5:",
      "jump b1",
      "b6:",
      "jump b3",
    ]);
  });

  it("iterates keys for for-in and awaits for for-await", () => {
    expect(body("for (k in o) f(k)")).toContain("t1 = iterate keys t0");
    expect(linesOf("async function f() { for await (const x of xs) g(x) }", "f")).toContain("t2 = await t1");
  });

  it("continues a for loop at its step", () => {
    expect(body("for (let i = 0; i < 3; i++) { if (a) continue; g() }")).toEqual([
      "b0:",
      "t0 = 0",
      "setvar i = t0",
      "jump b1",
      "b1:",
      "t1 = getvar i",
      "t2 = 3",
      "t3 = binary t1 < t2",
      "branch t3 ? b2 : b4",
      "b2:",
      "t4 = global a",
      "branch t4 ? b5 : b6",
      "b3:",
      "t7 = getvar i",
      "t8 = 1",
      "t9 = binary t7 + t8",
      "setvar i = t9",
      "jump b1",
      "b4:",
      "return",
      "b5:",
      "jump b3",
      "b6:",
      "t5 = global g",
      "t6 = call t5()",
      "jump b3",
    ]);
  });

  it("leaves while (true) only by break, and do-while after its body", () => {
    expect(body("while (true) { if (a) break; }").filter((line) => line.startsWith("branch"))).toHaveLength(
      1,
    );
    expect(body("do { g() } while (a)")[1]).toBe("jump b2");
  });

  it("follows labels out of nested loops and blocks", () => {
    const lines = body(
      "outer: for (const a of as) { for (const b of bs) { if (b) continue outer; break outer; } }",
    );
    expect(lines).toContain("branch t1 ? b2 : b3");
    expect(lines.slice(lines.indexOf("b7:"), lines.indexOf("b7:") + 2)).toEqual(["b7:", "jump b1"]);
    expect(body("block: { if (a) break block; g() } h()")).toContain("t1 = global g");
  });
});

describe("exceptions", () => {
  it("guards the blocks of a try with the catch block", () => {
    expect(body("try { a() } catch (e) { b(e) } c()")).toEqual([
      "b0:",
      "jump b2",
      "b1:",
      "t2 = caught",
      "setvar e = t2",
      "t3 = global b",
      "t4 = getvar e",
      "t5 = call t3(t4)",
      "jump b3",
      "b2: (handler b1)",
      "t0 = global a",
      "t1 = call t0()",
      "jump b3",
      "b3:",
      "t6 = global c",
      "t7 = call t6()",
      "return",
    ]);
  });

  it("lowers finally on the normal and on the exceptional path", () => {
    const lines = body("try { a() } finally { b() }");
    expect(lines.filter((line) => line.endsWith("global b"))).toHaveLength(2);
    expect(lines).toContain("throw t2");
  });

  it("does not double without end", () => {
    const nested = `${"try { a() } finally { ".repeat(20)} b() ${"}".repeat(20)}`;
    expect(body(nested).filter((line) => line.endsWith("global b")).length).toBeLessThanOrEqual(8);
  });

  it("ends a block at return and throw", () => {
    expect(body("throw new E(); return 1")).toContain("throw t1");
    expect(body("return; g()")).toContain("return");
  });
});

describe("generators", () => {
  it("yields and delegates", () => {
    const lines = linesOf("function* g() { const a = yield 1; yield* h(a) }", "g");
    expect(lines[0]).toBe("fn 1 g() [generator]");
    expect(lines).toContain("t1 = yield t0");
    expect(lines).toContain("t5 = yield* t4");
  });
});
