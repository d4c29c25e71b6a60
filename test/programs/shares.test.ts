/** Each file around the code is looked at with one program of the tree, the one it lies beside. */
import { describe, expect, it } from "vitest";
import { readArtifacts } from "../../src/artifacts/index.js";
import { shareArtifacts } from "../../src/programs/shares.js";

const files: Record<string, string> = {
  Dockerfile: "FROM node:22\nCMD x",
  "package-lock.json": "{}",
  "packages/a/Dockerfile": "FROM node:22\nCMD a",
  "packages/b/deploy/Dockerfile": "FROM node:22\nCMD b",
  "packages/b/package.json": '{ "name": "b", "dependencies": { "x": "1.0.0" } }',
  "tools/Dockerfile": "FROM node:22\nCMD t",
};
const program = (...paths: string[]) => paths;

describe("shareArtifacts", () => {
  it("gives each file to the program that it lies beside, and the rest to the first", async () => {
    const artifacts = await readArtifacts({
      artifacts: Object.keys(files),
      readArtifact: (path) => files[path],
    });
    const [a, b] = shareArtifacts(artifacts, [
      program("packages/a/src/index.ts"),
      program("packages/b/src/index.ts"),
    ]);
    expect(a?.dockerfiles.map((each) => each.path)).toEqual([
      "Dockerfile",
      "packages/a/Dockerfile",
      "tools/Dockerfile",
    ]);
    expect(b?.dockerfiles.map((each) => each.path)).toEqual(["packages/b/deploy/Dockerfile"]);
    expect(b?.dependencies.map((each) => each.name)).toEqual(["x"]);
    expect(b?.locked).toEqual([""]);
    expect(shareArtifacts(artifacts, [program("a.ts")])).toEqual([artifacts]);
  });
});
