import { spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { describe, expect, it } from "vitest";
import { root } from "../../scripts/bootstrap.mjs";
import { temporaryFolder } from "../temporary.js";

// A copy, so that the runs of other tests are not in the way.
const copy = temporaryFolder("compiled");
for (const name of ["bin", "dist", "package.json"])
  cpSync(join(root, name), join(copy, name), { recursive: true, filter: (path) => !/compiled/.test(path) });
symlinkSync(join(root, "node_modules"), join(copy, "node_modules"), "junction");
const kept = join(copy, "dist", "compiled");
const tree = (name: string): string => join(root, "fixtures", "polyglot", "array-join", name);

function run(...args: string[]): { code: number | null; out: string } {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    [join(copy, "bin", "mcp-audit.js"), ...args, "--no-color"],
    { encoding: "utf8" },
  );
  expect(stderr).toBe("");
  return { code: status, out: stdout };
}

const mainFile = (): string =>
  join(kept, readdirSync(kept).find((name) => name.startsWith("main.cjs.")) ?? "nothing kept");

describe("compiled code that is kept between runs", () => {
  it("changes nothing of a report", () => {
    const first = run(tree("case.ts"));
    expect(first.out).toContain("command-injection");
    expect(statSync(mainFile()).size).toBeGreaterThan(100_000);
    expect(run(tree("case.ts"))).toEqual(first);
  });

  it("is written again by a run that does something new, and by no other", () => {
    const before = readFileSync(mainFile());
    const written = statSync(mainFile()).ino;
    run(tree("case.ts"));
    // What V8 refuses is written again, with the same bytes.
    expect(statSync(mainFile()).ino).toBe(written);
    expect(readFileSync(mainFile()).equals(before)).toBe(true);
    run(tree("case.py"));
    expect(readFileSync(mainFile()).equals(before)).toBe(false);
  });

  it.each([
    ["is empty", (file: string) => truncateSync(file, 0)],
    ["was cut off", (file: string) => truncateSync(file, statSync(file).size - 5000)],
    ["is something else", (file: string) => writeFileSync(file, "x".repeat(100_000))],
  ])("is made anew where a file %s", (_name, spoil) => {
    const expected = run(tree("case.ts"));
    spoil(mainFile());
    expect(run(tree("case.ts"))).toEqual(expected);
    expect(statSync(mainFile()).size).toBeGreaterThan(1_000_000);
  });

  it("is not kept where the folder cannot be made", () => {
    const expected = run(tree("case.ts"));
    rmSync(kept, { recursive: true });
    writeFileSync(kept, "");
    expect(run(tree("case.ts"))).toEqual(expected);
    expect(existsSync(join(kept, "main.cjs"))).toBe(false);
  });
});
