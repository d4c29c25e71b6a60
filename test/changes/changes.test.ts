import { existsSync, mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { changesInTree, changesSince } from "../../src/changes/index.js";
import { makeTree } from "../discover/make-tree.js";
import { makeRepository } from "./repository.js";

const sorted = (changes: ReadonlyMap<string, unknown>) => Object.fromEntries([...changes].sort());

describe("changesSince", () => {
  it("counts from where the branch left, and takes in what is not committed", () => {
    const repository = makeRepository({
      "a.ts": "1\n2\n3\n4\n",
      "b.ts": "x\n",
      "moved.ts": "1\n2\n3\n4\n5\n6\n",
    });
    const { git } = repository;
    git("checkout", "--quiet", "-b", "topic");
    repository.write({ "a.ts": "1\n2\nnew\n3\n4\n", 'ä "q".ts': "x\n" });
    repository.commit("topic");
    git("checkout", "--quiet", "main");
    repository.write({ "b.ts": "changed on main\n" });
    repository.commit("main goes on");
    git("checkout", "--quiet", "topic");
    git("mv", "moved.ts", "there.ts");
    repository.write({
      "a.ts": "1\n2\nnew\n3\n",
      "untracked.ts": "x\n",
      ".gitignore": "ignored.ts\n",
      "ignored.ts": "x",
    });
    expect(sorted(changesSince("main", repository.path))).toEqual({
      ".gitignore": "all",
      "a.ts": { lines: [[3, 3]], removedAfter: [4] },
      "untracked.ts": "all",
      'ä "q".ts': "all",
    });
    expect(sorted(changesInTree(repository.path))).toEqual({
      ".gitignore": "all",
      "a.ts": { lines: [], removedAfter: [4] },
      "untracked.ts": "all",
    });
  });

  it("gives paths below the audited folder only", () => {
    const repository = makeRepository({ "a.ts": "1\n", "pkg/b.ts": "1\n" });
    repository.write({ "a.ts": "2\n", "pkg/b.ts": "2\n", "pkg/c.ts": "x\n", "d.ts": "x" });
    expect([...changesSince("HEAD", join(repository.path, "pkg")).keys()].sort()).toEqual(["b.ts", "c.ts"]);
  });

  it("takes every file of a repository without a commit for new", () => {
    const path = makeTree({ "a.ts": "x" });
    const repository = makeRepository({});
    mkdirSync(join(path, ".git"), { recursive: true });
    repository.git("-C", path, "init", "--quiet");
    repository.git("-C", path, "add", "a.ts");
    writeFileSync(join(path, "b.ts"), "x");
    expect([...changesInTree(path).keys()].sort()).toEqual(["a.ts", "b.ts"]);
  });

  it("says what is wrong in words", () => {
    const { path } = makeRepository({ "a.ts": "1" });
    for (const bad of ["--output=/tmp/x", "-x", ""])
      expect(() => changesSince(bad, path)).toThrow("that is no revision");
    expect(() => changesSince("nope", path)).toThrow("Git knows no revision nope.");
    expect(() => changesSince("HEAD", makeTree({ "a.ts": "" }))).toThrow("in no git repository");
  });

  it("runs nothing that the repository asks for", () => {
    const repository = makeRepository({
      "a.ts": "1\n",
      "b.bin": "1\n",
      ".gitattributes": "* diff=evil filter=evil\n",
    });
    const { path, git } = repository;
    const trap = (name: string): string =>
      `touch ${join(path, "..", `${name}-${path.split("/").at(-1)}`)}; cat`;
    const names = [
      "fsmonitor",
      "external",
      "textconv",
      "command",
      "clean",
      "smudge",
      "process",
      "pager",
      "hook",
      "alias",
    ];
    const [fsmonitor, external, textconv, command, clean, smudge, process, pager, hook] = names.map(
      trap,
    ) as string[];
    git("config", "core.fsmonitor", fsmonitor ?? "");
    git("config", "diff.external", external ?? "");
    git("config", "diff.evil.textconv", textconv ?? "");
    git("config", "diff.evil.command", command ?? "");
    git("config", "filter.evil.clean", clean ?? "");
    git("config", "filter.evil.smudge", smudge ?? "");
    git("config", "filter.evil.required", "true");
    git("config", "filter.we=ird.process", process ?? "");
    git("config", "core.pager", pager ?? "");
    git("config", "alias.diff", `!${trap("alias")}`);
    writeFileSync(join(path, ".git/hooks/post-index-change"), `#!/bin/sh\n${hook}\n`, { mode: 0o755 });
    repository.write({ "a.ts": "2\n", "b.bin": "2\n", "c.ts": "x" });
    expect([...changesSince("HEAD", path).keys()].sort()).toEqual(["a.ts", "b.bin", "c.ts"]);
    for (const name of names) {
      const mark = join(path, "..", `${name}-${path.split("/").at(-1)}`);
      expect(existsSync(mark), `${name} was run`).toBe(false);
    }
  });
});
