/** The packages that the lock files of a tree install, in exact versions: npm, pnpm, yarn, pip, uv, Poetry, Pipenv. */
import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { lockedPackages } from "../artifacts/index.js";
import { requirements } from "../artifacts/packages.js";
import type { Dependency, TextFile } from "../artifacts/types.js";
import { walk } from "../discover/walk.js";

export interface LockedPackage {
  readonly ecosystem: "npm" | "PyPI";
  readonly name: string;
  readonly version: string;
  readonly path: string;
  readonly line: number;
}

const LOCK =
  /^(?:package-lock\.json|npm-shrinkwrap\.json|yarn\.lock|pnpm-lock\.yaml|poetry\.lock|uv\.lock|pipfile\.lock|requirements[\w.-]*\.txt)$/i;
const MAX_BYTES = 64 * 1024 ** 2;
const VERSION = /^[\w.+!-]{1,100}$/;
const NAME = /^(?:@[\w.~-]+\/)?[\w.~-]{1,214}$/;

/** Every locked package once for each lock file, in the order of files and lines; and the lock files read. */
export async function readLocked(
  root: string,
): Promise<{ readonly files: readonly string[]; readonly packages: readonly LockedPackage[] }> {
  const { files } = walk(root, (name) => LOCK.test(name));
  const packages = new Map<string, LockedPackage>();
  for (const path of files) {
    for (const each of await read(root, path)) {
      const version = each.version.replace(/^==+\s*/, "");
      if (!VERSION.test(version) || !/\d/.test(version) || !NAME.test(each.name)) continue;
      const found = {
        ecosystem: each.ecosystem === "npm" ? "npm" : "PyPI",
        name: each.name,
        version,
        path,
        line: each.at.span.line,
      } as const;
      const key = `${path}|${found.ecosystem}|${found.name}|${version}`;
      if (!packages.has(key)) packages.set(key, found);
    }
  }
  return { files, packages: [...packages.values()] };
}

async function read(root: string, path: string): Promise<readonly Dependency[]> {
  const full = join(root, path);
  if (statSync(full).size > MAX_BYTES) return [];
  const text = readFileSync(full, "utf8");
  const file: TextFile = { path, text, lines: text.split(/\r\n|[\n\r]/), kind: "lock" };
  // Without a lock file, pip installs what is pinned.
  return /\.txt$/i.test(path)
    ? requirements(file).filter(({ version }) => /^==[^=*,]+$/.test(version))
    : await lockedPackages(file);
}
