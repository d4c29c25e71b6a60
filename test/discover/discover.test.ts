import { mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { findBase } from "../../src/discover/base.js";
import { type DiscoverOptions, discover } from "../../src/discover/index.js";
import { UserError } from "../../src/errors.js";
import { makeTree } from "./make-tree.js";

const extensions = [".ts", ".tsx", ".js", ".mjs", ".cjs", ".py"];

function find(root: string, changes: Partial<DiscoverOptions> = {}) {
  return discover({ paths: ["."], cwd: root, extensions, ...changes });
}

describe("discover", () => {
  it("lists sources and manifests in order, without packages, caches and declarations", async () => {
    const root = makeTree({
      "src/b.ts": "",
      "src/a.ts": "",
      "src/types.d.ts": "",
      "src/Ä.py": "",
      "package.json": "{}",
      "README.md": "",
      "node_modules/x/index.js": "",
      ".git/hooks/a.js": "",
      "__pycache__/a.py": "",
      "env/pyvenv.cfg": "",
      "env/lib/a.py": "",
      ".hidden/backdoor.js": "",
    });
    const tree = await find(root);
    expect(tree.sources).toEqual([".hidden/backdoor.js", "src/a.ts", "src/b.ts", "src/Ä.py"]);
    expect(tree.paths).toContain("package.json");
    expect(tree.readText("package.json")).toBe("{}");
    expect(tree.readText("src/a.ts")).toBeUndefined();
  });

  it("keeps tests and examples in reserve and says so", async () => {
    const root = makeTree({ "src/a.ts": "", "test/a.test.ts": "", "examples/b.ts": "" });
    const tree = await find(root);
    expect(tree.sources).toEqual(["src/a.ts"]);
    expect(tree.isReserve("test/a.test.ts")).toBe(true);
    expect(tree.has("examples/b.ts")).toBe(true);
    expect(tree.notes.map((note) => note.message)).toEqual([
      "left out: 1 file of documentation and examples, 1 test file",
    ]);
  });

  it("audits an example or test folder that is itself the target", async () => {
    const root = makeTree({ "examples/server/index.ts": "", "examples/server/test/a.ts": "" });
    expect((await find(root, { paths: ["examples/server"] })).sources).toEqual(["index.ts"]);
  });

  it("takes single files and several paths", async () => {
    const root = makeTree({ "a/test/x.ts": "", "a/y.ts": "", "b/z.ts": "" });
    expect((await find(root, { paths: ["a/test/x.ts"] })).sources).toEqual(["x.ts"]);
    const both = await find(root, { paths: ["b", "a/y.ts", "b/z.ts"] });
    expect(both.root).toBe(root);
    expect(both.sources).toEqual(["a/y.ts", "b/z.ts"]);
  });

  it("obeys --include and --exclude", async () => {
    const root = makeTree({ "src/a.ts": "", "src/gen/b.ts": "", "test/c.ts": "", "test/d.ts": "" });
    const tree = await find(root, { include: ["test/c.ts"], exclude: ["gen/"] });
    expect(tree.sources).toEqual(["src/a.ts", "test/c.ts"]);
    expect((await find(root, { exclude: ["**/*.ts"] })).sources).toEqual([]);
    expect((await find(root, { exclude: ["src"], include: ["test"] })).sources).toEqual([
      "test/c.ts",
      "test/d.ts",
    ]);
  });

  it("never leaves the tree by a link, and does not run in circles", async () => {
    const outside = makeTree({ "secret.ts": "", "folder/secret.ts": "" });
    const root = makeTree({ "src/a.ts": "" });
    symlinkSync(outside, join(root, "out"));
    symlinkSync(join(outside, "secret.ts"), join(root, "src", "link.ts"));
    symlinkSync(root, join(root, "src", "loop"));
    symlinkSync("self.ts", join(root, "src", "self.ts"));
    symlinkSync("nowhere.ts", join(root, "src", "broken.ts"));
    const tree = await find(root);
    expect(tree.sources).toEqual(["src/a.ts"]);
    expect(tree.notes).toEqual([
      { path: "out", kind: "skipped", message: "a link that leads out of the tree, not followed" },
      { path: "src/link.ts", kind: "skipped", message: "a link that leads out of the tree, not followed" },
    ]);
  });

  it("follows a link that the user names", async () => {
    const root = makeTree({ "real/a.ts": "" });
    symlinkSync(join(root, "real"), join(root, "link"));
    expect((await find(root, { paths: ["link"] })).sources).toEqual(["a.ts"]);
  });

  it("explains a target that cannot be audited", async () => {
    const root = makeTree({ "data.bin": "" });
    symlinkSync("loop", join(root, "loop"));
    const message = (path: string) => find(root, { paths: [path] }).catch((error: unknown) => error);
    expect(await message("nope")).toBeInstanceOf(UserError);
    expect(String(await message("nope"))).toContain("There is no file or folder nope.");
    expect(String(await message("data.bin"))).toContain("not a source file");
    expect(String(await message("loop"))).toContain("leads back to itself");
    expect(String(await message("/dev/null"))).toContain("neither a file nor a folder");
  });

  it("gives up on folders that are too deep and says so", async () => {
    const root = makeTree({ "a.ts": "" });
    const deep = Array.from({ length: 70 }, () => "d").join("/");
    mkdirSync(join(root, deep), { recursive: true });
    expect((await find(root)).notes).toMatchObject([{ kind: "failed" }]);
  });
});

describe("findBase", () => {
  it("is the repository, else the working directory, else the root", () => {
    const root = makeTree({ "repo/.git/HEAD": "", "repo/pkg/a.ts": "", "plain/pkg/a.ts": "" });
    expect(findBase(join(root, "repo/pkg"), root)).toBe(join(root, "repo"));
    expect(findBase(join(root, "plain/pkg"), join(root, "plain"))).toBe(join(root, "plain"));
    expect(findBase(join(root, "plain/pkg"), join(root, "repo"))).toBe(join(root, "plain/pkg"));
  });
});
