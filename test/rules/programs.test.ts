/** Which modules are analysed together. */
import { describe, expect, it } from "vitest";
import type { Resolver, TreeFiles } from "../../src/frontends/types.js";
import type { ModuleIR } from "../../src/ir/types.js";
import { programsOf } from "../../src/rules/programs.js";

const span = { start: 0, end: 0 };

/** A module that imports what is given and does nothing else. */
function moduleAt(path: string, ...specifiers: string[]): ModuleIR {
  const instrs = specifiers.map((specifier, dst) => ({ op: "import", dst, specifier, span }));
  return { path, language: "python", functions: [{ blocks: [{ instrs }] }] } as unknown as ModuleIR;
}

const files = (...paths: string[]): TreeFiles => ({
  paths,
  has: (path) => paths.includes(path),
  readText: () => undefined,
});

const resolver: Resolver = {
  resolve: (_from, specifier) =>
    specifier.includes("/") ? { kind: "file", path: specifier } : { kind: "external", name: specifier },
};

const programs = (tree: TreeFiles | undefined, ...modules: ModuleIR[]) =>
  programsOf(modules, tree, () => resolver).map((program) => program.map((module) => module.path));

describe("programs of a tree", () => {
  it("are one where there is one package, with or without imports", () => {
    const modules = [moduleAt("a.py"), moduleAt("tools/b.py")];
    expect(programs(files("pyproject.toml"), ...modules)).toEqual([["a.py", "tools/b.py"]]);
    expect(programs(undefined, ...modules)).toEqual([["a.py", "tools/b.py"]]);
  });

  it("are one for each package that nothing joins to another", () => {
    const tree = files("package.json", "one/pyproject.toml", "two/pyproject.toml");
    expect(programs(tree, moduleAt("one/a.py", "os"), moduleAt("two/b.py"), moduleAt("one/c.py"))).toEqual([
      ["one/a.py", "one/c.py"],
      ["two/b.py"],
    ]);
  });

  it("join packages that import each other, also through a third", () => {
    const tree = files("one/setup.py", "two/setup.py", "three/setup.py");
    const modules = [
      moduleAt("one/a.py"),
      moduleAt("two/b.py", "one/a.py"),
      moduleAt("three/c.py", "two/b.py"),
    ];
    expect(programs(tree, ...modules)).toEqual([["one/a.py", "two/b.py", "three/c.py"]]);
  });
});
