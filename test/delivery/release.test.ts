/** The package as it is published: what is in it, and that it works where there is nothing but it. */
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import process from "node:process";
import { beforeAll, describe, expect, it } from "vitest";
import { root } from "../../scripts/bootstrap.mjs";
import { temporaryFolder } from "../temporary.js";
import { copyOf, type Packed, packedRelease, version } from "./packed.js";

let packed: Packed;
let home: string;
beforeAll(async () => {
  packed = await packedRelease();
  home = temporaryFolder("installed");
  npm("install", "--no-audit", "--no-fund", "--ignore-scripts", packed.path);
});

function npm(...args: string[]): string {
  const run = spawnSync("npm", args, { cwd: home, encoding: "utf8", shell: process.platform === "win32" });
  expect(run.status, run.stderr).toBe(0);
  return run.stdout;
}

/** Folders of all installed packages. */
function installed(folder = join(home, "node_modules")): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith("."))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.name.startsWith("@")) return installed(path);
      const nested = join(path, "node_modules");
      return [path, ...(existsSync(nested) ? installed(nested) : [])];
    });
}

const manifestOf = (folder: string) => JSON.parse(readFileSync(join(folder, "package.json"), "utf8"));

function sizeOf(folder: string): number {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .reduce((sum, entry) => sum + statSync(join(entry.parentPath, entry.name)).size, 0);
}

describe("the tarball", () => {
  it("holds what is needed and nothing else", () => {
    const paths = packed.files.map(({ path }) => path);
    for (const path of ["bin/mcp-audit.js", "dist/main.cjs", "dist/index.js", "dist/types/index.d.ts"]) {
      expect(paths).toContain(path);
    }
    expect(paths).toContain("schemas/report.schema.json");
    expect(
      paths.filter((path) => /[.]map$|(?:^|\/)(?:test|src|node_modules|[.]inputs)(?:\/|$)/.test(path)),
    ).toEqual([]);
    expect(packed.unpackedSize).toBeLessThan(15 * 1024 * 1024);
  });

  it("installs nothing that runs a script", () => {
    const scripts = installed().flatMap((folder) => {
      const { name, scripts = {} } = manifestOf(folder);
      return ["preinstall", "install", "postinstall"]
        .filter((key) => key in scripts)
        .map((key) => `${name} ${key}`);
    });
    expect(scripts).toEqual([]);
    expect(existsSync(join(home, "node_modules", "mcp-audit", "binding.gyp"))).toBe(false);
  });

  it("has the dependencies that the documentation names, no larger than it says", () => {
    const page = readFileSync(join(root, "docs", "install.md"), "utf8");
    const said = new Map(
      [...page.matchAll(/^\| `([^`]+)` \| ([\d.]+) MB \|/gm)].map(([, name = "", size]) => [
        name,
        Number(size),
      ]),
    );
    const seen = new Map<string, number>();
    for (const folder of installed().filter((each) => !/node_modules.*node_modules/.test(each))) {
      seen.set(manifestOf(folder).name, sizeOf(folder) / 1e6);
    }
    expect([...seen.keys()].sort()).toEqual([...said.keys()].sort());
    for (const [name, size] of seen) expect(size, name).toBeLessThan((said.get(name) ?? 0) + 1);
  });

  it("audits from an empty folder as the checkout does", () => {
    const tree = copyOf("docs/example-server");
    const run = (command: string, args: readonly string[]) =>
      spawnSync(command, [...args, tree, "--format", "json"], {
        cwd: home,
        encoding: "utf8",
        shell: process.platform === "win32",
      });
    const there = run("npx", ["--no-install", "mcp-audit"]);
    expect(there.status, there.stderr).toBe(1);
    expect(there.stdout).toBe(run(process.execPath, [join(root, "bin", "mcp-audit.js")]).stdout);
  });

  it("can be imported, with types", () => {
    const script =
      'import { audit, toolVersion } from "mcp-audit"; console.log(toolVersion(), typeof audit);';
    writeFileSync(join(home, "use.mjs"), script);
    const run = spawnSync(process.execPath, ["use.mjs"], { cwd: home, encoding: "utf8" });
    expect(run.stdout.trim(), run.stderr).toBe(`${version} function`);
    writeFileSync(
      join(home, "use.mts"),
      `${script}\nconst report = await audit({ paths: ["."] });\nreport.findings;\n`,
    );
    const args = ["--noEmit", "--module", "nodenext", "--target", "es2023", "--strict", "--types", "node"];
    const types = spawnSync(
      process.execPath,
      [
        join(root, "node_modules/typescript/bin/tsc"),
        ...[...args, "--typeRoots", join(root, "node_modules/@types"), join(home, "use.mts")],
      ],
      { cwd: home, encoding: "utf8" },
    );
    expect(types.stdout).toBe("");
  });
});
