/**
 * Where Python imports lead.
 *
 *   .x, ..x.y      from the importing file's package
 *   a.b            the first folder of the file's search path (roots.ts) that has it; else another project
 *                  of the tree that has it as a package; else it is external, named as written
 *
 * A package is its `__init__.py`. A folder without one is a namespace package, whose modules resolve by
 * longer specifiers; it only counts when nothing else has the name, as in Python, where anything installed
 * wins over it. `from pkg import sub` asks for "pkg" first, and for "pkg.sub" when the package has no such
 * name.
 */
import type { Resolution, Resolver, TreeFiles } from "../types.js";
import { folderOf, isDependency, join, PythonTree } from "./roots.js";
import { STANDARD_MODULES } from "./stdlib.js";

/** Resolves the imports of all files of one tree. */
export function createResolver(files: TreeFiles): Resolver {
  const tree = new PythonTree(files);
  // Files of one folder see the same path.
  const known = new Map<string, Resolution>();
  return {
    resolve(fromPath, specifier) {
      const folder = folderOf(fromPath);
      if (specifier.startsWith(".")) return resolveRelative(tree, folder, specifier);
      const key = `${folder}\0${specifier}`;
      let resolution = known.get(key);
      if (!resolution) {
        resolution = resolveAbsolute(tree, folder, specifier);
        known.set(key, resolution);
      }
      // A script that is called like what it imports does not import itself.
      const isItself = resolution.kind === "file" && resolution.path === fromPath;
      return isItself && !fromPath.endsWith("/__init__.py")
        ? resolveAbsolute(tree, folder, specifier, fromPath)
        : resolution;
    },
  };
}

function resolveRelative(tree: PythonTree, start: string, specifier: string): Resolution {
  const dots = /^\.+/.exec(specifier)![0].length;
  let folder = start;
  for (let up = 1; up < dots; up++) {
    if (folder === "") return { kind: "external", name: specifier };
    folder = folderOf(folder);
  }
  const path = specifier.slice(dots).split(".").reduce(join, folder);
  const found = at(tree, path);
  if (found?.kind === "file") return found;
  const unlisted = tree.unlisted(path);
  return unlisted ?? found ?? { kind: "external", name: specifier };
}

/** The module or package at a path. */
function at(tree: PythonTree, path: string): Resolution | undefined {
  const file = tree.module(path);
  if (file !== undefined) return { kind: "file", path: file };
  return tree.isNamespace(path) ? { kind: "package", path } : undefined;
}

function resolveAbsolute(tree: PythonTree, folder: string, specifier: string, except?: string): Resolution {
  const external: Resolution = { kind: "external", name: specifier };
  const parts = specifier.split(".");
  const [top = ""] = parts;
  if (top === "" || STANDARD_MODULES.has(top)) return external;
  const path = tree.searchPath(folder);
  const installed = isDependency(path, top);
  for (const start of [...path.near, path.own]) {
    // A folder or script that happens to be called like a declared dependency is not that dependency.
    if (installed && !tree.isPackage(join(start, top))) continue;
    const file = tree.module(parts.reduce(join, start));
    if (file !== undefined && file !== except) return { kind: "file", path: file };
  }
  for (const start of path.far) {
    const file = tree.isPackage(join(start, top)) ? tree.module(parts.reduce(join, start)) : undefined;
    if (file !== undefined) return { kind: "file", path: file };
  }
  for (const start of installed ? [] : [...path.near, path.own]) {
    const unlisted = tree.unlisted(parts.reduce(join, start));
    if (unlisted !== undefined) return unlisted;
  }
  const other = elsewhere(tree, parts, installed);
  if (other || installed) return other ?? external;
  return namespace(tree, path.near, parts) ?? external;
}

/**
 * Another project of the tree that has the package, such as a declared dependency of the same workspace. A
 * lone file there is not importable from here.
 */
function elsewhere(tree: PythonTree, parts: readonly string[], installed: boolean): Resolution | undefined {
  for (const project of tree.projects) {
    for (const start of [join(project, "src"), project]) {
      const top = join(start, parts[0]!);
      const isImportable = tree.isPackage(top) || (parts.length > 1 && !installed);
      const file = isImportable ? tree.module(parts.reduce(join, start)) : undefined;
      if (file !== undefined) return { kind: "file", path: file };
    }
  }
  return undefined;
}

function namespace(
  tree: PythonTree,
  starts: readonly string[],
  parts: readonly string[],
): Resolution | undefined {
  const paths = starts.map((start) => parts.reduce(join, start));
  const path = paths.find((each) => tree.isNamespace(each));
  return path === undefined ? undefined : { kind: "package", path };
}
