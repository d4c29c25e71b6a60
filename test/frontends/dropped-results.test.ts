/** Calls that are statements of their own: nobody waits for what they give. */
import { describe, expect, it } from "vitest";
import type { FunctionIR } from "../../src/ir/types.js";
import { lower } from "./javascript/lowering.js";
import { parseModule as parsePython } from "./python/lower.js";

const droppedIn = (fn: FunctionIR): boolean[] =>
  fn.blocks.flatMap(({ instrs }) => instrs.flatMap((i) => (i.op === "call" ? [i.dropped === true] : [])));

describe("a call whose result nobody looks at", () => {
  it("is one that is a statement, in JavaScript", () => {
    const [, fn] = lower(
      "async function f() { a(); void b(); await c(); const x = d(); return e(x); }",
    ).functions;
    expect(droppedIn(fn as FunctionIR)).toEqual([true, true, false, false, false]);
  });

  it("is one that is a statement, in Python", async () => {
    const module = await parsePython(
      "async def f():\n    a()\n    await b()\n    x = c()\n    return d(x)\n",
    );
    expect(droppedIn(module.functions[1] as FunctionIR)).toEqual([true, false, false, false]);
  });
});
