/**
 * From a path as written in an import to a file of the tree: extensions, folders with an index, and the
 * source behind an emitted name (`./a.js` written for `a.ts`).
 */
import { posix } from "node:path";
import type { TreeFiles } from "../../types.js";

export const EXTENSIONS = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"] as const;

/** Extensions of the source that an emitted extension can stand for. */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  ".js": [".ts", ".tsx", ".js", ".jsx"],
  ".jsx": [".tsx", ".jsx"],
  ".mjs": [".mts", ".mjs"],
  ".cjs": [".cts", ".cjs"],
};

/** The file that `path` (root-relative, not normalised) means, or undefined. Never leaves the tree. */
export function probe(files: TreeFiles, path: string): string | undefined {
  const target = posix.normalize(path).replace(/\/+$/, "");
  if (target.startsWith("../") || target === ".." || posix.isAbsolute(target)) return undefined;
  const base = target === "." ? "" : target;
  if (base !== "" && isSource(base) && files.has(base)) return base;
  const extension = posix.extname(base);
  const stem = base.slice(0, base.length - extension.length);
  for (const each of SOURCES[extension] ?? []) {
    if (files.has(stem + each)) return stem + each;
  }
  if (base !== "") {
    for (const each of EXTENSIONS) if (files.has(base + each)) return base + each;
  }
  const folder = base === "" ? "" : `${base}/`;
  for (const each of EXTENSIONS) {
    if (files.has(`${folder}index${each}`)) return `${folder}index${each}`;
  }
  return undefined;
}

export function isSource(path: string): boolean {
  return /\.[cm]?[jt]sx?$/i.test(path);
}
