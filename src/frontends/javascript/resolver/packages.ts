/**
 * Packages of the same tree (workspaces): a package name leads to the source of that package, by its
 * `exports`, `source`, `types`, `module` and `main`. Also `imports` (`#x`) of the package around a file.
 */
import { posix } from "node:path";
import type { TreeFiles } from "../../types.js";
import { asObject, asString, type JsonObject, readJson } from "./json.js";
import { bestMatch } from "./pattern.js";
import { probe, probeEmitted } from "./probe.js";
import { parentFolder } from "./tsconfig.js";

/** Conditions in the order in which they are likely to lead to source text. */
const CONDITIONS = ["source", "development", "types", "import", "module", "node", "default", "require"];

interface TreePackage {
  readonly folder: string;
  readonly manifest: JsonObject;
}

export interface ImportTarget {
  readonly path?: string;
  /** Another specifier that the import stands for. */
  readonly specifier?: string;
}

export class TreePackages {
  private named: ReadonlyMap<string, TreePackage> | undefined;
  private readonly around = new Map<string, TreePackage | undefined>();

  constructor(private readonly files: TreeFiles) {}

  /** The file that a bare specifier leads to when a package of the tree has that name. */
  byName(specifier: string): string | undefined {
    const parts = specifier.split("/");
    const length = specifier.startsWith("@") ? 2 : 1;
    const found = this.packages().get(parts.slice(0, length).join("/"));
    if (!found) return undefined;
    const sub = parts.slice(length).join("/");
    return sub === "" ? this.main(found) : this.subpath(found, sub);
  }

  /** Where a `#name` of the package around `folder` leads. */
  importTarget(folder: string, specifier: string): ImportTarget | undefined {
    const own = this.packageAround(folder);
    const imports = asObject(own?.manifest["imports"]);
    if (!own || !imports) return undefined;
    const best = bestMatch(Object.keys(imports), specifier);
    for (const target of best ? targets(imports[best.key]) : []) {
      const filled = target.replaceAll("*", () => best!.star);
      if (!filled.startsWith(".")) return { specifier: filled };
      const path = this.place(own, filled);
      if (path !== undefined) return { path };
    }
    return undefined;
  }

  /** Folder of the nearest package.json above `folder`; "" at the root. */
  folderAround(folder: string): string {
    return this.packageAround(folder)?.folder ?? "";
  }

  private main(found: TreePackage): string | undefined {
    const { manifest } = found;
    const { exports } = manifest;
    const root = asObject(exports)?.["."] ?? (isSubpathMap(exports) ? undefined : exports);
    const fields = ["source", "types", "typings", "module", "main"].map((name) => asString(manifest[name]));
    for (const target of [...targets(root), ...fields, "index", "src/index"]) {
      const path = target === undefined ? undefined : this.place(found, target);
      if (path !== undefined) return path;
    }
    return undefined;
  }

  private subpath(found: TreePackage, sub: string): string | undefined {
    const exports = asObject(found.manifest["exports"]);
    const best = exports && bestMatch(Object.keys(exports), `./${sub}`);
    for (const target of best ? targets(exports[best.key]) : []) {
      const path = this.place(
        found,
        target.replaceAll("*", () => best!.star),
      );
      if (path !== undefined) return path;
    }
    return this.place(found, sub) ?? probe(this.files, posix.join(found.folder, "src", sub));
  }

  /** A target of a manifest as a file: itself, or the source it was made from. */
  private place({ folder }: TreePackage, target: string): string | undefined {
    const path = posix.join(folder, target);
    if (folder !== "" && !path.startsWith(`${folder}/`) && path !== folder) return undefined;
    const written = /\.d\.[cm]?ts$/.test(path) ? undefined : probe(this.files, path);
    const source = path.replace(/\.d\.([cm]?)ts$/, ".$1ts");
    return (
      written ??
      (source === path ? undefined : probe(this.files, source)) ??
      probeEmitted(this.files, folder, path)
    );
  }

  private packages(): ReadonlyMap<string, TreePackage> {
    if (this.named) return this.named;
    const named = new Map<string, TreePackage>();
    for (const path of this.files.paths) {
      if (path !== "package.json" && !path.endsWith("/package.json")) continue;
      const read = this.read(parentFolder(path));
      const name = asString(read?.manifest["name"]);
      if (read && name !== undefined && !named.has(name)) named.set(name, read);
    }
    this.named = named;
    return named;
  }

  private packageAround(folder: string): TreePackage | undefined {
    if (this.around.has(folder)) return this.around.get(folder);
    const found = this.read(folder) ?? (folder === "" ? undefined : this.packageAround(parentFolder(folder)));
    this.around.set(folder, found);
    return found;
  }

  private read(folder: string): TreePackage | undefined {
    const path = posix.join(folder, "package.json");
    return this.files.has(path) ? { folder, manifest: readJson(this.files.readText(path)) } : undefined;
  }
}

/** True when the keys of `exports` are subpaths and not conditions. */
function isSubpathMap(exports: unknown): boolean {
  return Object.keys(asObject(exports) ?? {}).some((key) => key.startsWith("."));
}

/** All file targets of an `exports` or `imports` value, the likeliest source first. */
function targets(value: unknown, depth = 0): string[] {
  if (typeof value === "string") return [value];
  if (depth > 8) return [];
  if (Array.isArray(value)) return value.flatMap((each) => targets(each, depth + 1));
  const conditions = asObject(value);
  if (!conditions) return [];
  const order = (key: string): number => {
    const at = CONDITIONS.indexOf(key);
    return at < 0 ? CONDITIONS.length : at;
  };
  const keys = Object.keys(conditions).sort((a, b) => order(a) - order(b));
  return keys.flatMap((key) => targets(conditions[key], depth + 1));
}
