/**
 * From a path as written in an import to a file of the tree: extensions, folders with an index, and the
 * source behind an emitted name (`./a.js` written for `a.ts`, `dist/a.js` made from `src/a.ts`).
 */
import { posix } from "node:path";
import type { TreeFiles } from "../../types.js";

const EXTENSIONS = [".ts", ".tsx", ".mts", ".cts", ".js", ".jsx", ".mjs", ".cjs"] as const;

/** Extensions of the source that an emitted extension can stand for. */
const SOURCES: Readonly<Record<string, readonly string[]>> = {
  ".js": [".ts", ".tsx", ".js", ".jsx"],
  ".jsx": [".tsx", ".jsx"],
  ".mjs": [".mts", ".ts", ".mjs"],
  ".cjs": [".cts", ".ts", ".cjs"],
};

/** Folders that a build writes to. */
const BUILT = /^(?:dist|build|lib|out|output|esm|cjs|es|mjs|node|types|bundle)$/;

/** `path` normalised, or undefined when it leaves the tree. The root is "". */
export function insideTree(path: string): string | undefined {
  const target = posix.normalize(path).replace(/\/+$/, "");
  if (target === ".." || target.startsWith("../") || posix.isAbsolute(target)) return undefined;
  return target === "." ? "" : target;
}

/** The source file that `path` (root-relative) means, or undefined. */
export function probe(files: TreeFiles, path: string): string | undefined {
  const base = insideTree(path);
  if (base === undefined) return undefined;
  if (base !== "") {
    if (/\.[cm]?[jt]sx?$/i.test(base) && files.has(base)) return base;
    const extension = posix.extname(base);
    const stem = base.slice(0, base.length - extension.length);
    for (const each of SOURCES[extension] ?? []) if (files.has(stem + each)) return stem + each;
    for (const each of EXTENSIONS) if (files.has(base + each)) return base + each;
  }
  const folder = base === "" ? "" : `${base}/`;
  for (const each of EXTENSIONS) if (files.has(`${folder}index${each}`)) return `${folder}index${each}`;
  return undefined;
}

/** The source of an emitted file that is not in the tree: `pkg/dist/a/b.js` is looked for in `pkg/src/a/b`. */
export function probeEmitted(files: TreeFiles, packageFolder: string, path: string): string | undefined {
  const target = insideTree(path);
  if (target === undefined || !(packageFolder === "" || target.startsWith(`${packageFolder}/`)))
    return undefined;
  const inside = (packageFolder === "" ? target : target.slice(packageFolder.length + 1)).split("/");
  let skip = 0;
  while (skip < inside.length - 1 && BUILT.test(inside[skip]!)) skip++;
  if (skip === 0) return undefined;
  // `dist/src/a.js` keeps the source folder, `dist/a.js` does not.
  const rest = inside
    .slice(skip)
    .join("/")
    .replace(/\.d\.([cm]?)ts$/, ".$1js");
  for (const folder of ["src", "source", "lib", ""]) {
    const found = probe(files, posix.join(packageFolder, folder, rest));
    if (found !== undefined) return found;
  }
  return undefined;
}
