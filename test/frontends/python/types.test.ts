import { describe, expect, it } from "vitest";
import { printType } from "../../../src/ir/printer.js";
import { functionNamed, parseModule } from "./lower.js";

async function type(text: string): Promise<string> {
  const module = await parseModule(`class Model: pass\ndef f(a: ${text}): pass\n`);
  return printType(functionNamed(module, "f").params[0]!.type!);
}

describe("annotations", () => {
  it.each([
    ["str", "str"],
    ["str | None", "str | None"],
    ["Optional[int]", "int | None"],
    ["Union[str, int, None]", "str | int | None"],
    ['Literal["a", "b"]', '"a" | "b"'],
    ['Literal["a"] | Literal[1, True]', '"a" | 1 | true'],
    ["Annotated[str, Field(pattern='x')]", "Annotated<str, Field>"],
    ["typing.Annotated[str, Depends(x)]", "typing.Annotated<str, Depends>"],
    ["list[dict[str, Any]]", "list<dict<str, Any>>"],
    ["Model", "Model{class 0}"],
    ['"Model"', "Model{class 0}"],
    ['"Optional[Model]"', "Model{class 0} | None"],
    ['"list[a.B] | None"', "list<a.B> | None"],
    ['"not a type!"', "unknown"],
    ["Callable[[int], str]", "Callable<params<int>, str>"],
    ["pg.Pool", "pg.Pool"],
    ["x()", "x"],
  ])("%s", async (source, printed) => {
    expect(await type(source)).toBe(printed);
  });

  it("are kept for aliases", async () => {
    const module = await parseModule(
      'Mode = Literal["r", "w"]\ntype Paths[T] = list[T]\nPath = Annotated[str, Field()]\nother = table[1]\n',
    );
    expect(module.types.map((each) => `${each.name} = ${printType(each.type)}`)).toEqual([
      'Mode = "r" | "w"',
      "Paths = list<T>",
      "Path = Annotated<str, Field>",
    ]);
  });

  it("are kept for variables", async () => {
    const module = await parseModule("def f():\n    p: Path = g()\n    q: int\n");
    expect(functionNamed(module, "f").vars.map((each) => each.type)).toEqual([
      { name: "Path" },
      { name: "int" },
    ]);
  });
});

describe("newer syntax", () => {
  it("is read", async () => {
    const module = await parseModule(
      [
        "type Alias[T: int, *Ts, **P] = dict[T, tuple[*Ts]]",
        "type WithDefaults[T: int = str, U = int] = dict[T, U]",
        "def first[T: (int, str)](xs: list[T], *args: *Ts) -> T: return xs[0]",
        "class Box[T](Base[T]):",
        "    def get(self) -> T: return self.v",
        "with (open(a) as x, open(b) as y,): pass",
        "try: pass",
        "except* (A, B) as group: pass",
        "x = f'{d[\"k\"]!r:{w}.{p}} {'nested' + f'{1}'}'",
        "print(t'{x}')",
        "match point:",
        "    case Point(x=0, y=0) | [0, 0] if ok: pass",
        "async def g():",
        "    async with a as b, c: pass",
        "    return [i async for i in b if await i]",
        "f = lambda *, k=1, **kw: (yield)",
      ].join("\n"),
    );
    expect(module.unsupported.size).toBe(0);
  });

  it("and older syntax is tolerated", async () => {
    const module = await parseModule(
      'print "a", b\nprint >>f, "x"\nexec code in ns\ntry: pass\nexcept E, e: print e\nx = 0777 + 10L <> y\n',
    );
    expect(module.unsupported.size).toBe(0);
  });
});
