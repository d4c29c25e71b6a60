import { transformSync } from "esbuild";
import ts from "typescript";
import { describe, expect, it } from "vitest";
import type { ModuleIR } from "../../../src/ir/types.js";
import { functionNamed, linesOf, lower, printed } from "./lowering.js";

const SOURCE = `
import { exec } from "child_process";
import { helper } from "./helper";
export class Tool {
  #calls = 0;
  constructor(private client: any) {}
  async run(args: { path: string }, opts: any = {}) {
    const { path, ...rest } = args;
    try {
      const out = await this.client?.query(\`ls \${path}\`, ...opts.list);
      for (const x of out) await helper(x);
      this.#calls = 1;
      return { ...rest, out };
    } catch (e) {
      return report(e);
    }
  }
}
export const go = async (x: string) => exec(await helper(x));
export * from "./other";
export { helper as renamed } from "./helper";
`;

function compiled(target: ts.ScriptTarget): ModuleIR {
  const { outputText } = ts.transpileModule(SOURCE, {
    compilerOptions: {
      target,
      module: ts.ModuleKind.CommonJS,
      esModuleInterop: true,
      downlevelIteration: true,
    },
  });
  return lower(outputText, "dist/tool.js");
}

const ops = (module: ModuleIR, name: string): string[] =>
  functionNamed(module, name).blocks.flatMap((block) => block.instrs.map((instr) => instr.op));

describe.each([
  ["ES2022", ts.ScriptTarget.ES2022],
  ["ES2017", ts.ScriptTarget.ES2017],
  ["ES2015", ts.ScriptTarget.ES2015],
  ["ES5", ts.ScriptTarget.ES5],
])("TypeScript to CommonJS, %s", (_name, target) => {
  const module = compiled(target);

  it("reads the async method as such, with its own parameters", () => {
    const run = functionNamed(module, "run");
    expect(run.async).toBe(true);
    expect(run.generator).toBe(false);
    expect(run.params.map((param) => param.name)).toEqual(["args", "opts"]);
  });

  it("keeps template, rest, spread, loop, await and exception of the body", () => {
    const all = ops(module, "run");
    for (const op of ["concat", "rest", "iterate", "caught", "object"]) expect(all).toContain(op);
    expect(all.filter((op) => op === "await")).toHaveLength(2);
    expect(printed(module, "run")).toContainEqual(expect.stringMatching(/= rest t\d+ without path$/));
  });

  it("returns a call of the imported function", () => {
    const lines = printed(module, "go");
    expect(lines[0]).toContain("async");
    expect(lines).toContainEqual(expect.stringMatching(/= load t\d+\.exec$/));
    expect(lines.at(-1)).toMatch(/^return t\d+$/);
  });

  it("exports by store, getter and reexport", () => {
    const lines = printed(module);
    expect(lines).toContainEqual(expect.stringMatching(/^store t\d+\.Tool = /));
    expect(lines).toContainEqual(expect.stringMatching(/^store getter t\d+\.renamed = /));
    expect(lines).toContainEqual(expect.stringMatching(/^reexport t\d+$/));
    expect(lines).toContainEqual(expect.stringMatching(/= import require "child_process"$/));
  });

  it("does not read the helpers themselves", () => {
    expect(module.functions.length).toBeLessThan(12);
    expect(module.unsupported.size).toBe(0);
  });
});

describe("esbuild to CommonJS", () => {
  const { code } = transformSync(SOURCE, { loader: "ts", format: "cjs", target: "es2016", platform: "node" });
  const module = lower(code, "dist/tool.js");

  it("stores getters on the exports and reads the async method", () => {
    expect(printed(module)).toContainEqual(expect.stringMatching(/^store getter t\d+\.go = /));
    expect(functionNamed(module, "run").async).toBe(true);
    expect(ops(module, "run")).toContain("concat");
    expect(ops(module, "run").filter((op) => op === "await")).toHaveLength(2);
  });

  it("does not read the helpers themselves", () => {
    expect(module.functions.map((fn) => fn.name)).not.toContain("__copyProps");
    expect(module.unsupported.size).toBe(0);
  });
});

describe("helpers", () => {
  it("see through the interop of default imports", () => {
    expect(linesOf('var a = __importDefault(require("a")); a.default(1)')).toContain(
      't0 = import require "a"',
    );
    expect(linesOf('import_x = __toESM(require("x"), 1)')).toContain("setglobal import_x = t0");
    expect(linesOf('var b = _interopRequireWildcard(require("b"))')).toContain("setvar b = t0");
  });

  it("apply compiled decorators to what the prototype holds", () => {
    const text = `__decorate([Tool({ a: 1 }), __param(0, Arg()), __metadata("design:type", Function)], S.prototype, "m", null);
      S = __decorate([Injectable()], S)`;
    const lines = linesOf(text);
    expect(lines.filter((line) => line.includes("decorate"))).toEqual([
      "t7 = decorate t3(t4, t5, t6)",
      "t14 = decorate t11(t12, t13)",
      "t19 = decorate t18(t16)",
    ]);
    expect(lines).toContain("t4 = load t1.m");
    expect(lines).not.toContainEqual(expect.stringContaining("Function"));
  });

  it("read private fields and methods", () => {
    const text = '__classPrivateFieldSet(this, _A_x, v, "f"); __classPrivateFieldGet(this, _A_x, "f")';
    const lines = linesOf(text);
    expect(lines).toContain("store t0.#_A_x = t1");
    expect(lines).toContain("t3 = load t2.#_A_x");
    expect(linesOf("__publicField(this, 'a', 1)")).toContain("store t0.a = t1");
    expect(linesOf("__privateMethod(this, _m, m_fn).call(this)")).toContain("t0 = global m_fn");
  });

  it("put a state machine back into control flow", () => {
    const text = `function f(x) { return __awaiter(this, void 0, void 0, function () {
      var a, e_1;
      return __generator(this, function (_a) {
        switch (_a.label) {
          case 0: _a.trys.push([0, 2, , 3]); return [4, g(x)];
          case 1: a = _a.sent(); if (!a) return [3, 3]; return [2, a];
          case 2: e_1 = _a.sent(); log(e_1); return [3, 3];
          case 3: return [2];
        }
      });
    }); }`;
    const lines = linesOf(text, "f");
    const guarded = lines.indexOf("b5: (handler b3)");
    expect(lines[0]).toBe("fn 1 f(x) [async]");
    expect(lines.slice(guarded, guarded + 8)).toEqual([
      "b5: (handler b3)",
      "t0 = undefined",
      "t1 = global g",
      "t2 = getvar x",
      "t3 = call t1(t2)",
      "t4 = await t3",
      "setvar %sent = t4",
      "jump b2",
    ]);
    const caught = lines.indexOf("b3:");
    expect(lines[caught + 1]).toMatch(/= caught$/);
    expect(lines.slice(caught)).toContain("jump b4");
    expect(lines.filter((line) => line.startsWith("return"))).toHaveLength(2);
  });

  it("mark an emitted tagged template", () => {
    const text = 'sql(t || (t = __makeTemplateObject(["a ", ""], ["a ", ""])), x)';
    expect(linesOf(text)).toContainEqual(expect.stringMatching(/= tagged t0\(/));
  });
});

describe("exports of other tools", () => {
  it("read SWC's getters and rolldown's namespaces", () => {
    expect(linesOf("_export(exports, { get a() { return a }, b: function () { return b } })")).toEqual([
      "fn 0 <module>() [module]",
      "b0:",
      "t0 = exports",
      "t1 = func 1 a",
      "store getter t0.a = t1",
      "t2 = func 2 b",
      "store getter t0.b = t2",
      "return",
    ]);
    const lines = linesOf("var ns = __exportAll({ a: () => a })");
    expect(lines).toContain("store getter t0.a = t1");
    expect(lines).toContain("setvar ns = t0");
  });

  it("read the older __export(module) as a re-export", () => {
    expect(linesOf('__export(require("./a"))')).toContain("reexport t0");
  });

  it("read defineProperty with a value or a getter, and leave others as calls", () => {
    expect(linesOf('Object.defineProperty(o, "a", { get() { return 1 } })')).toContain(
      "store getter t0.a = t1",
    );
    expect(linesOf('Object.defineProperty(o, "a", { value: 1 })')).toContain("store t0.a = t1");
    expect(linesOf("Object.defineProperty(o, k, d)")).toContainEqual(
      expect.stringContaining(".defineProperty"),
    );
  });
});

describe("hostile names", () => {
  it("cost no more than their length", () => {
    const name = `_${"1".repeat(200_000)}x`;
    const started = performance.now();
    lower(`${name}(); function ${name}() {} // ${"../".repeat(100_000)}`, "a.js");
    expect(performance.now() - started).toBeLessThan(3000);
  });
});
