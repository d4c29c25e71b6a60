import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { describe, expect, it } from "vitest";
import { generateServer, generateWorkspace } from "../../bench/generate.mjs";
import { generatePythonServer } from "../../bench/generated-python.mjs";
import { temporaryFolder } from "../temporary.js";

describe("generated servers", () => {
  const folder = () => temporaryFolder("generate");

  it("are the same each time, and as large as asked", () => {
    const [first, second] = [folder(), folder()].map((each) =>
      generateServer(each, 20).map((path) => [relative(each, path), readFileSync(path, "utf8")]),
    );
    expect(first).toHaveLength(20);
    expect(second).toEqual(first);
  });

  it("are so in Python, too", () => {
    const [first, second] = [folder(), folder()].map((each) =>
      generatePythonServer(each, 20).map((path) => [relative(each, path), readFileSync(path, "utf8")]),
    );
    expect(first).toHaveLength(20);
    expect(second).toEqual(first);
  });

  it("differ from each other within a workspace", () => {
    const root = folder();
    const sources = generateWorkspace(root, 60, 25);
    expect(sources).toHaveLength(60);
    const texts = new Set(sources.map((path) => readFileSync(path, "utf8")));
    expect(texts.size).toBeGreaterThan(55);
  });
});
