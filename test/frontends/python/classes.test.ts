import { describe, expect, it } from "vitest";
import { classNamed, compact, functionNamed, parseModule } from "./lower.js";

describe("methods", () => {
  it("have their first parameter as a variable that holds this", async () => {
    const module = await parseModule(
      "class C:\n    def m(self, a):\n        def inner(): return self.x\n        return inner",
    );
    const m = functionNamed(module, "m");
    expect(m.params.map((each) => each.name)).toEqual(["a"]);
    expect(m.kind).toBe("method");
    expect(m.cls).toBe(0);
    expect(m.parent).toBe(0);
    expect(compact(module, m)[0]).toBe("setvar self = this");
    expect(compact(module, functionNamed(module, "inner"))).toEqual(["return self^1.x"]);
  });

  it("are static, of the class, or accessors by their decorators", async () => {
    const module = await parseModule(
      [
        "class C:",
        "    def __init__(self, a): self.a = a",
        "    @staticmethod",
        "    def s(a): return a",
        "    @classmethod",
        "    def c(cls, a): return cls(a)",
        "    @property",
        "    def p(self): return 1",
        "    @p.setter",
        "    def p(self, v): self.v = v",
        "    @functools.cached_property",
        "    def q(self): return 2",
      ].join("\n"),
    );
    const cls = classNamed(module, "C");
    expect(cls.members.map((each) => `${each.static ? "static " : ""}${each.kind} ${each.name}`)).toEqual([
      "method __init__",
      "static method s",
      "static method c",
      "getter p",
      "setter p",
      "getter q",
    ]);
    expect(module.functions[cls.ctor!]!.kind).toBe("constructor");
    expect(functionNamed(module, "s").params.map((each) => each.name)).toEqual(["a"]);
    expect(compact(module, functionNamed(module, "c"))).toEqual(["setvar cls = this", "return cls(a)"]);
    expect(cls.staticInit).toBeUndefined();
  });

  it("with other decorators are loaded, decorated and stored by the class body", async () => {
    const module = await parseModule("class C:\n    @mcp.tool()\n    @log\n    async def t(self, q): pass");
    const cls = classNamed(module, "C");
    expect(cls.members[0]).toMatchObject({ name: "t", decorated: true });
    expect(compact(module, module.functions[cls.staticInit!]!)).toEqual([
      "store this.t = @$mcp.tool()(@$log(this.t))",
    ]);
  });

  it("that are defined under a condition or again are stored as values", async () => {
    const module = await parseModule(
      "class C:\n    if A:\n        def m(self): pass\n    def n(self): return 1\n    n = wrap(n)\n    def k(self): return 1\n    def k(self): return 2",
    );
    const cls = classNamed(module, "C");
    expect(cls.members.map((each) => each.name)).toEqual(["n", "k"]);
    const lines = compact(module, module.functions[cls.staticInit!]!);
    expect(lines).toContain("store this.m = (func 2 m)");
    expect(lines).toContain("store this.n = $wrap(this.n)");
  });

  it("call the base class by super() or by name", async () => {
    const module = await parseModule(
      [
        "class C(B):",
        "    def __init__(self, a):",
        "        super().__init__(a)",
        "        B.__init__(self, a)",
        "    def m(self, a):",
        "        def inner(): return super().m(a)",
        "        self.m(self)",
        "        return B.m(self, a)",
      ].join("\n"),
    );
    expect(compact(module, functionNamed(module, "__init__"))).toEqual([
      "setvar self = this",
      "super.__init__(a) self this",
      "$B.__init__(a) self self",
    ]);
    expect(compact(module, functionNamed(module, "inner"))).toEqual(["return super.m(a^1) self self^1"]);
    expect(compact(module, functionNamed(module, "m"))).toEqual([
      "setvar self = this",
      "setvar inner = (func 4 inner)",
      "self.m(self)",
      "return $B.m(a) self self",
    ]);
  });
});

describe("class bodies", () => {
  it("store what they assign on the class, and read it back from there", async () => {
    const module = await parseModule(
      'class C:\n    """A model."""\n    x: str = Field(default="a")\n    y: list[int]\n    z = x\n    def m(self): return x',
    );
    const cls = classNamed(module, "C");
    expect(cls.docstring).toBe("A model.");
    expect({ ...cls.fieldTypes }).toEqual({
      x: { name: "str" },
      y: { name: "list", args: [{ name: "int" }] },
    });
    expect(compact(module, module.functions[cls.staticInit!]!)).toEqual([
      'store this.x = $Field(default="a")',
      "store this.z = this.x",
    ]);
    // Methods do not see the names of the body.
    expect(compact(module, functionNamed(module, "m"))).toContain("return $x");
  });

  it("nest, and know fields that methods annotate", async () => {
    const module = await parseModule(
      "class A:\n    class B:\n        k = 1\n    def m(self):\n        self.path: Path = Path()\n",
    );
    expect(classNamed(module, "A").fieldTypes["path"]).toEqual({ name: "Path" });
    expect(compact(module, module.functions[classNamed(module, "A").staticInit!]!)).toEqual([
      "store this.B = (class 1)",
    ]);
    expect(compact(module, module.functions[classNamed(module, "B").staticInit!]!)).toEqual([
      "store this.k = 1",
    ]);
  });

  it("have bases, with types, and decorators", async () => {
    const module = await parseModule(
      "from a import Base\nfrom typing import Generic\n@dataclass(frozen=True)\nclass C(Base, Generic[T], metaclass=M): pass",
    );
    expect(classNamed(module, "C").superTypes).toEqual([
      { name: "Base", import: { specifier: "a", imported: "Base" } },
      { name: "Generic", import: { specifier: "typing", imported: "Generic" }, args: [{ name: "T" }] },
    ]);
    expect(compact(module, module.functions[0]!)).toContain(
      "setvar C = @$dataclass(frozen=true)((class 0 extends Base, Generic))",
    );
  });

  it("do not let field names reach the prototype", async () => {
    const module = await parseModule("class C:\n    __proto__: int\n    constructor: str\n");
    expect(Object.keys(classNamed(module, "C").fieldTypes)).toEqual(["__proto__", "constructor"]);
  });
});
