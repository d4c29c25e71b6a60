/** A published package held against the tagged source that it claims to be made from. */
import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { fetchTarget, withSource } from "../../src/fetch/index.js";
import { parseTarget } from "../../src/fetch/target.js";
import { temporaryFolder } from "../temporary.js";
import { tgz } from "./make-archives.js";
import { npmRegistry } from "./registries.js";

let home: string;
beforeEach(() => {
  home = temporaryFolder("source");
});

/** A repository that git finds under a web address, by a rule of the user's own settings. */
function repository(files: Readonly<Record<string, string>>, tag: string): void {
  const folder = join(home, "repo");
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const git = (...args: string[]): unknown =>
    execFileSync("git", ["-c", "user.name=x", "-c", "user.email=x@example.org", ...args], {
      cwd: folder,
      env: { PATH: process.env["PATH"] ?? "", HOME: home },
    });
  git("init", "--quiet");
  git("add", "--all");
  git("commit", "--quiet", "-m", "one");
  git("tag", tag);
  writeFileSync(
    join(home, ".gitconfig"),
    `[url "file://${folder}"]\n\tinsteadOf = https://git.example.org/o/x.git\n`,
  );
}

async function notesOn(
  files: Readonly<Record<string, string>>,
  repo = "git+https://git.example.org/o/x.git",
): Promise<string[]> {
  const manifest = { name: "x", version: "1.2.3", repository: { type: "git", url: repo } };
  const tarball = tgz([
    { name: "package/package.json", content: JSON.stringify(manifest) },
    ...Object.entries(files).map(([name, content]) => ({ name: `package/${name}`, content })),
  ]);
  const registry = await npmRegistry("x", [{ manifest, tarball }]);
  try {
    const env = {
      PATH: process.env["PATH"] ?? "",
      HOME: home,
      MCP_AUDIT_CACHE: join(home, "cache"),
      npm_config_registry: registry.url,
    };
    const context = { cwd: home, env, offline: false };
    const spec = parseTarget("npm:x");
    if (spec === undefined) throw new Error("no target");
    return (await withSource(await fetchTarget(spec, context), context)).notes
      .map(({ weight, text }) => `${weight}: ${text}`)
      .filter((note) => !note.startsWith("gap: Nobody attests"));
  } finally {
    await registry.close();
  }
}

describe("a package and its source", () => {
  const SOURCE = {
    "src/server.ts": "export const a: number = 1;\n",
    "run.js": "require('./dist/server.js');\n",
  };

  it("fit together", async () => {
    repository(SOURCE, "v1.2.3");
    expect(await notesOn({ "run.js": SOURCE["run.js"], "dist/server.js": "export const a = 1;\n" })).toEqual([
      "gap: Of its code, 1 file is as in the source tagged v1.2.3, and 1 is built from sources of the same name, whose content nobody compared.",
    ]);
  });

  it("do not fit together: a file that nothing explains is named", async () => {
    repository(SOURCE, "x@1.2.3");
    expect(
      await notesOn({ "run.js": SOURCE["run.js"], "dist/collect.js": "fetch('https://example.net');\n" }),
    ).toEqual(["odd: The source tagged x@1.2.3 does not explain this file of the package: dist/collect.js."]);
  });

  it("cannot be compared: no tag, no repository, or an address of this machine", async () => {
    repository(SOURCE, "v9");
    expect(await notesOn({ "run.js": "" })).toEqual([
      "gap: The repository has no tag of version 1.2.3, so it could not be held against its source.",
    ]);
    rmSync(join(home, "cache"), { recursive: true });
    expect(await notesOn({ "run.js": "1" }, `file://${join(home, "repo")}`)).toEqual([
      "gap: It names no repository, so it could not be held against its source.",
    ]);
    expect(await notesOn({ "run.js": "2" }, "git+https://git.example.org/absent/y.git")).toHaveLength(1);
  });
});
