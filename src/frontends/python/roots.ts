/**
 * Where absolute imports of a file may start: the folders that Python's path would hold.
 *
 * Nobody runs the program here, so the path is guessed the way projects are laid out, nearest first: the
 * folder that holds the file's top package (or the file itself), folders that the project's manifest names,
 * `src/` and the project's folder; then the same for the folders above the project.
 */
import type { Resolution, TreeFiles } from "../types.js";
import { DEPENDENCY_FILES, listedDependencies, normalName } from "./dependencies.js";

/** The folder of a path; "" is the root of the tree. */
export function folderOf(path: string): string {
  const slash = path.lastIndexOf("/");
  return slash < 0 ? "" : path.slice(0, slash);
}

export function join(folder: string, name: string): string {
  if (name === "" || name === ".") return folder;
  return folder === "" ? name : `${folder}/${name}`;
}

/** Search path of the files in one folder. */
export interface SearchPath {
  /** Inside the project that the folder belongs to. */
  readonly near: readonly string[];
  /** The folder itself: a script inside a package may import its neighbours as if that were the path. */
  readonly own: string;
  /** Above it: other projects may lie there. */
  readonly far: readonly string[];
  /** What the project says it depends on. */
  readonly dependencies: ReadonlySet<string>;
}

/** The tree as Python sees it: modules, packages and folders that hold any. */
export class PythonTree {
  private readonly folders = new Set<string>();
  private readonly searchPaths = new Map<string, SearchPath>();
  /** Folders with a manifest, in the order of their paths. */
  readonly projects = new Set<string>();

  constructor(private readonly files: TreeFiles) {
    for (const path of files.paths) {
      const folder = folderOf(path);
      if (DEPENDENCY_FILES.includes(path.slice(folder === "" ? 0 : folder.length + 1)))
        this.projects.add(folder);
      if (!/\.pyw?$/.test(path)) continue;
      for (let each = folder; !this.folders.has(each); each = folderOf(each)) this.folders.add(each);
    }
  }

  /** The file of a module or package under a path without extension, or undefined. */
  module(path: string): string | undefined {
    const candidates = path === "" ? ["__init__.py"] : [`${path}/__init__.py`, `${path}.py`, `${path}.pyw`];
    return candidates.find((each) => this.files.has(each));
  }

  /** The module under a path without extension that was not listed. */
  unlisted(path: string): Resolution | undefined {
    const file = this.files.unlisted?.(path, "python");
    return file === undefined ? undefined : { kind: "file", path: file };
  }

  /** True for a folder with an `__init__.py`. */
  isPackage(path: string): boolean {
    return this.files.has(join(path, "__init__.py"));
  }

  /** True for a folder with Python files in or below it that is no project of its own. */
  isNamespace(path: string): boolean {
    return this.folders.has(path) && !this.projects.has(path);
  }

  /** Where the absolute imports of files in `folder` are looked for. */
  searchPath(folder: string): SearchPath {
    let known = this.searchPaths.get(folder);
    if (!known) {
      known = this.findSearchPath(folder);
      this.searchPaths.set(folder, known);
    }
    return known;
  }

  private findSearchPath(folder: string): SearchPath {
    const near = new Set<string>();
    const far = new Set<string>();
    let dependencies: ReadonlySet<string> = new Set();
    let starts = near;
    for (let each = this.topOf(folder), above = false; !above; each = folderOf(each)) {
      for (const name of this.sourceFolders(each)) starts.add(join(each, name));
      starts.add(each).add(join(each, "src"));
      if (starts === near && this.projects.has(each)) {
        dependencies = this.dependenciesOf(each);
        starts = far;
      }
      above = each === "";
    }
    const exists = (start: string) => this.folders.has(start);
    return { near: [...near].filter(exists), far: [...far].filter(exists), own: folder, dependencies };
  }

  /** The folder that holds the top package around `folder`; `folder` itself when there is no package. */
  private topOf(folder: string): string {
    let top = folder;
    for (let each = folder; each !== "" && !this.projects.has(each); each = folderOf(each)) {
      // A folder without __init__.py between packages belongs to the one above it.
      if (this.isPackage(each)) top = folderOf(each);
    }
    return top;
  }

  /** Folders that the manifest in `folder` names as holding packages. */
  private sourceFolders(folder: string): string[] {
    const text = this.files.readText(join(folder, "pyproject.toml")) ?? "";
    const found: string[] = [];
    const keys = /^\s*(?:where|package-dir|packages|sources|from|pythonpath|include)\s*=\s*(.{1,500})$/gm;
    for (const [, value] of text.matchAll(keys)) {
      for (const [, name] of value!.matchAll(/["']([\w./-]+)["']/g)) {
        const path = name!.replace(/^\.\//, "").replace(/\/+$/, "");
        if (path.split("/").includes("..")) continue;
        found.push(this.isPackage(join(folder, path)) ? folderOf(path) : path);
      }
    }
    return found;
  }

  private dependenciesOf(folder: string): ReadonlySet<string> {
    const names = new Set<string>();
    for (const file of DEPENDENCY_FILES) {
      const text = this.files.readText(join(folder, file));
      for (const name of text === undefined ? [] : listedDependencies(file, text)) names.add(name);
    }
    return names;
  }
}

/** True when a top-level module is called like a listed dependency. */
export function isDependency(path: SearchPath, module: string): boolean {
  return path.dependencies.has(normalName(module));
}
