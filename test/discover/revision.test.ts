import { mkdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { publicUrl, readRevision } from "../../src/discover/revision.js";
import { makeTree } from "./make-tree.js";

const commit = "0123456789abcdef0123456789abcdef01234567";
const config = '[core]\n\tbare = false\n[remote "origin"]\n\turl = https://user:token@example.com/o/r.git\n';

function repository(files: Record<string, string>): string {
  const tree = makeTree({ "a.ts": "" });
  for (const [name, text] of Object.entries(files)) {
    const path = join(tree, ".git", name);
    mkdirSync(join(path, ".."), { recursive: true });
    writeFileSync(path, text);
  }
  return tree;
}

describe("readRevision", () => {
  it("reads a branch, its commit and the remote", async () => {
    const tree = repository({
      HEAD: "ref: refs/heads/feature/x\n",
      "refs/heads/feature/x": `${commit}\n`,
      config,
    });
    expect(await readRevision(tree)).toEqual({
      repository: "https://example.com/o/r.git",
      commit,
      branch: "feature/x",
    });
  });

  it("reads packed refs and a detached head", async () => {
    const packed = `# pack-refs with: peeled\n${commit} refs/heads/main\n`;
    expect(await readRevision(repository({ HEAD: "ref: refs/heads/main", "packed-refs": packed }))).toEqual({
      commit,
      branch: "main",
    });
    expect(await readRevision(repository({ HEAD: commit }))).toEqual({ commit });
  });

  it.each([
    ["no repository", {}],
    ["a ref that leads out", { HEAD: "ref: refs/heads/../../../x", x: commit }],
    ["a head that is none", { HEAD: "hello" }],
    ["a configuration that is none", { HEAD: "ref: refs/heads/main", config: "\0[[[\n]=" }],
  ] as [string, Record<string, string>][])("says nothing of %s", async (_name, files) =>
    expect(await readRevision(repository(files))).toBeUndefined(),
  );

  it("follows no link out of the folder", async () => {
    const outside = makeTree({ main: commit, HEAD: commit });
    const tree = repository({ HEAD: "ref: refs/heads/main", "refs/x": "" });
    symlinkSync(outside, join(tree, ".git", "refs", "heads"));
    expect(await readRevision(tree)).toBeUndefined();
    rmSync(join(tree, ".git", "HEAD"));
    symlinkSync(join(outside, "HEAD"), join(tree, ".git", "HEAD"));
    expect(await readRevision(tree)).toBeUndefined();
  });
});

describe("publicUrl", () => {
  it.each([
    ["https://token@github.com/o/r", "https://github.com/o/r"],
    ["git@github.com:o/r.git", "ssh://github.com/o/r.git"],
    ["ssh://git@host.example:22/o/r.git", "ssh://host.example:22/o/r.git"],
    ["https://example.com/o/r?private_token=x#y", "https://example.com/o/r"],
    ["/srv/git/r.git", undefined],
    ["../r", undefined],
    ["file:///srv/git/r.git", undefined],
    ["C:\\repos\\r", undefined],
    ["ext::sh -c id", undefined],
  ])("makes %s %s", (address, url) => expect(publicUrl(address)).toBe(url));
});
