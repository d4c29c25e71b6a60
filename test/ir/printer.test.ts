import { describe, expect, it } from "vitest";
import { FunctionBuilder } from "../../src/ir/builder.js";
import { printFunction, printModule, printType } from "../../src/ir/printer.js";
import type { ModuleIR, Span } from "../../src/ir/types.js";

const span: Span = { line: 3, col: 4, endLine: 3, endCol: 9 };

function moduleOf(build: (builder: FunctionBuilder) => void): ModuleIR {
  const builder = new FunctionBuilder({ id: 0, name: "f", kind: "function", span });
  build(builder);
  return {
    path: "a.py",
    language: "python",
    functions: [builder.finish()],
    classes: [],
    types: [],
    comments: [],
    unsupported: new Map(),
    nodes: 1,
    minified: false,
  };
}

describe("printer", () => {
  it("prints keyword arguments, spreads and keyword parameters", () => {
    const module = moduleOf((builder) => {
      builder.params.push({ variable: builder.declare("kw"), name: "kw", rest: "kwargs", span });
      const callee = builder.emit({ op: "global", dst: 0, name: "open", span });
      const value = builder.emit({ op: "const", dst: 0, value: "x", span });
      const args = [{ value }, { value, name: "mode" }, { value, spread: true }, { value, kwSpread: true }];
      builder.emit({ op: "call", dst: 0, callee, args, span });
    });
    expect(printModule(module)).toBe(
      [
        "fn 0 f(**kw)",
        "  b0:",
        "    t0 = global open",
        '    t1 = "x"',
        "    t2 = call t0(t1, mode=t1, ...t1, **t1)",
        "    return",
      ].join("\n"),
    );
  });

  it("adds places and variables when asked", () => {
    const module = moduleOf((builder) => {
      builder.declare("a", { name: "str" });
      builder.emit({ op: "this", dst: 0, span });
    });
    expect(printFunction(module, module.functions[0]!, { spans: true, vars: true })).toBe(
      ["fn 0 f()", "  var a: str writes=0", "  b0:", "    t0 = this @3:4", "    return @3:4"].join("\n"),
    );
  });

  it("prints types", () => {
    const union = { name: "union", args: [{ name: "str" }, { name: "literal", literals: [1, "a"] }] };
    expect(printType(union)).toBe('str | 1 | "a"');
    expect(printType({ name: "Pool", import: { specifier: "pg", imported: "Pool" } })).toBe(
      "Pool{Pool of pg}",
    );
    expect(
      printType({ name: "object", fields: { a: { name: "list", args: [{ name: "A", classId: 2 }] } } }),
    ).toBe("{ a: list<A{class 2}> }");
  });
});
