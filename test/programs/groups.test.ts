/** Which sources are analysed together. */
import { describe, expect, it } from "vitest";
import { groupSources } from "../../src/programs/groups.js";

/** A tree of files that import what stands after their names; what begins with "test" is held in reserve. */
function groups(manifests: readonly string[], files: Readonly<Record<string, readonly string[]>>) {
  const tree = {
    paths: [...Object.keys(files), ...manifests],
    sources: Object.keys(files).filter((path) => !path.includes("test")),
    peek: (path: string) => (path in files ? "x".repeat(path.length) : undefined),
  };
  return groupSources(tree, { importsWrittenIn: (path) => files[path] ?? [] });
}

const sources = (...given: Parameters<typeof groups>) => groups(...given).map((group) => group.sources);

describe("programs of a tree", () => {
  it("are one where there is one package, with or without imports", () => {
    const files = { "a.py": [], "tools/b.py": [] };
    expect(sources(["pyproject.toml"], files)).toEqual([["a.py", "tools/b.py"]]);
    expect(sources([], files)).toEqual([["a.py", "tools/b.py"]]);
  });

  it("are one for each package that nothing joins to another", () => {
    const manifests = ["package.json", "one/pyproject.toml", "two/pyproject.toml"];
    const files = { "one/a.py": [], "two/b.py": [], "one/c.py": ["one/a.py"] };
    expect(groups(manifests, files)).toEqual([
      { sources: ["one/a.py", "one/c.py"], size: 16 },
      { sources: ["two/b.py"], size: 8 },
    ]);
  });

  it("join packages that import each other, also through a third", () => {
    const manifests = ["one/setup.py", "two/setup.py", "three/setup.py"];
    const files = { "one/a.py": [], "two/b.py": ["one/a.py"], "three/c.py": ["two/b.py"] };
    expect(sources(manifests, files)).toEqual([["one/a.py", "two/b.py", "three/c.py"]]);
  });

  it("join packages through a file that only comes back by import", () => {
    const manifests = ["one/package.json", "two/package.json", "kit/package.json"];
    const files = { "one/a.ts": ["kit/test.ts"], "two/b.ts": [], "kit/test.ts": ["two/b.ts"] };
    expect(sources(manifests, files)).toEqual([["one/a.ts", "two/b.ts"]]);
  });
});
