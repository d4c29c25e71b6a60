import { describe, expect, it } from "vitest";
import { declarations, functionNamed, linesOf, lower, printed } from "./lowering.js";

const SERVER = `
import { Client } from "pg";
class Server extends Base<string> implements Tool {
  static count = 0;
  static { setup(this); }
  #secret = 1;
  name?: string;
  handler = async (args) => this.run(args);
  constructor(private readonly client: Client, public size = 2) { super(client); }
  get z() { return this.#secret; }
  set z(v) { this.#secret = v; }
  async run({ path }: { path: string }) { return super.run(path); }
  static make() { return new Server(c); }
  [Symbol.iterator]() {}
  ["quoted"]() {}
}`;

describe("classes", () => {
  const module = lower(SERVER);

  it("lists members, fields and supertypes", () => {
    expect(declarations(module)).toEqual([
      "class 0 Server extends Base<string> implements Tool",
      "  constructor fn 1",
      "  getter z fn 2",
      "  setter z fn 3",
      "  method run fn 4",
      "  static method make fn 5",
      "  method [Symbol.iterator] fn 6",
      "  method quoted fn 7",
      "  fields fn 8",
      "  static fn 10",
      "  field name: string",
      "  field client: Client{Client of pg}",
    ]);
  });

  it("stores parameter properties at the start of the constructor", () => {
    expect(printed(module, "constructor")).toEqual([
      "fn 1 constructor(client: Client{Client of pg}, size?) [constructor, of class 0]",
      "b0:",
      "t0 = getvar size",
      "t1 = 2",
      "t2 = default t0, t1",
      "setvar size = t2",
      "t3 = this",
      "t4 = getvar client",
      "store t3.client = t4",
      "t5 = this",
      "t6 = getvar size",
      "store t5.size = t6",
      "t7 = super",
      "t8 = this",
      "t9 = getvar client",
      "t10 = call t7(t9) self t8",
      "return",
    ]);
  });

  it("runs instance fields and static code in functions of their own", () => {
    expect(printed(module, "Server.fields")).toEqual([
      "fn 8 Server.fields() [field, of class 0]",
      "b0:",
      "t0 = this",
      "t1 = 1",
      "store t0.#secret = t1",
      "t2 = this",
      "t3 = func 9 handler",
      "store t2.handler = t3",
      "return",
    ]);
    expect(printed(module, "Server.static")).toContain("store t0.count = t1");
    expect(printed(module, "Server.static")).toContain("t4 = call t2(t3)");
  });

  it("calls a method of super on this", () => {
    expect(printed(module, "run")).toContain("t6 = call t3(t5) self t4 .run");
  });

  it("keeps the class among the superclasses' values", () => {
    expect(printed(module)).toContain("t3 = class 0 extends t2");
  });

  it("names an anonymous class expression and binds the name of another inside", () => {
    const classes = lower("const A = class {}; const B = class C { m() { return C } }").classes;
    expect(classes.map((each) => each.name)).toEqual(["A", "C"]);
    expect(linesOf("const B = class C { m() { return C } }", "m")).toContain("t0 = getvar C^1");
  });

  it("knows its own classes in annotations, also before they are declared", () => {
    const own = lower("function f(a: A) {} class A {}");
    expect(functionNamed(own, "f").params[0]?.type).toEqual({ name: "A", classId: 0 });
  });
});

describe("decorators", () => {
  it("are calls with the function or class, the name, and the position of a parameter", () => {
    const lines = linesOf('@Injectable() class A { @Tool({ name: "x" }) m(@Arg() a) {} @Prop() f: string }');
    expect(lines).toEqual([
      "fn 0 <module>() [module]",
      "b0:",
      "t0 = class 0",
      "t1 = global Tool",
      't2 = "x"',
      "t3 = object { name: t2 }",
      "t4 = call t1(t3)",
      "t5 = func 1 m",
      't6 = "m"',
      "t7 = decorate t4(t5, t6)",
      "t8 = global Arg",
      "t9 = call t8()",
      "t10 = func 1 m",
      't11 = "m"',
      "t12 = 0",
      "t13 = decorate t9(t10, t11, t12)",
      "t14 = global Prop",
      "t15 = call t14()",
      "t16 = undefined",
      't17 = "f"',
      "t18 = decorate t15(t16, t17)",
      "t19 = global Injectable",
      "t20 = call t19()",
      "t21 = decorate t20(t0)",
      "setvar A = t0",
      "return",
    ]);
  });

  it("marks the member", () => {
    expect(lower("class A { @d m() {} n() {} }").classes[0]?.members.map((each) => each.decorated)).toEqual([
      true,
      undefined,
    ]);
  });
});
