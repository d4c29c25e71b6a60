import { spawnSync } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { describe, expect, it } from "vitest";
import { root } from "../../scripts/bootstrap.mjs";
import { temporaryFolder } from "../temporary.js";

describe("npm run scan", () => {
  const folder = temporaryFolder("scan");

  /** As npm does it: the script runs in the project, and INIT_CWD says where the user is. */
  const scan = (...args: string[]) =>
    spawnSync(process.execPath, ["scripts/scan.mjs", ...args], {
      cwd: root,
      encoding: "utf8",
      env: { ...process.env, INIT_CWD: folder },
    });

  it("takes paths relative to where the user is, and hands on the exit code", () => {
    mkdirSync(join(folder, "empty"));
    writeFileSync(join(folder, "empty", "readme.txt"), "nothing to audit\n");
    const nothing = scan("empty");
    expect([nothing.status, nothing.stderr.includes("not been built")]).toEqual([3, false]);
    const missing = scan("no-such-folder");
    expect(missing.status).toBe(2);
    expect(missing.stdout).toBe("");
  });

  it("prints the program's own version and nothing of npm's", () => {
    const run = scan("--version");
    expect([run.status, run.stdout.trim(), run.stderr]).toEqual([
      0,
      expect.stringMatching(/^\d+\.\d+\.\d+$/),
      "",
    ]);
  });
});
