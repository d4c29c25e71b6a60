/**
 * Import specifiers to files of the tree or to names of packages.
 *
 * Order: Node's own modules, relative paths, `#` imports of the package, tsconfig `paths`, packages of
 * the same tree, tsconfig `baseUrl`. What is left is a package outside. No answer leaves the tree.
 */
import { isBuiltin } from "node:module";
import { posix } from "node:path";
import type { Resolution, Resolver, TreeFiles } from "../../types.js";
import { TreePackages } from "./packages.js";
import { probe, probeEmitted } from "./probe.js";
import { TsConfigs } from "./tsconfig.js";

/** Resolver over the files of one tree. Manifests are read when the first specifier asks for them. */
export function createResolver(files: TreeFiles): Resolver {
  const configs = new TsConfigs(files);
  const packages = new TreePackages(files);
  const known = new Map<string, Resolution>();

  function find(fromFolder: string, specifier: string): string | undefined {
    if (/^\.{1,2}(?:\/|$)/.test(specifier)) {
      const path = posix.join(fromFolder, specifier.replace(/[?#].*$/s, ""));
      return (
        probe(files, path) ??
        files.unlisted?.(path, "javascript") ??
        probeEmitted(files, packages.folderAround(fromFolder), path)
      );
    }
    if (specifier.startsWith("#")) {
      const path = packages.importTarget(fromFolder, specifier)?.path;
      if (path !== undefined) return path;
    }
    if (posix.isAbsolute(specifier)) return undefined;
    return (
      configs.byPaths(fromFolder, specifier) ??
      packages.byName(specifier) ??
      configs.byBaseUrl(fromFolder, specifier)
    );
  }

  return {
    resolve(fromPath, specifier) {
      const builtin = builtinName(specifier);
      if (builtin !== undefined) return { kind: "external", name: builtin };
      const folder = posix.dirname(fromPath) === "." ? "" : posix.dirname(fromPath);
      const key = `${folder}\0${specifier}`;
      let answer = known.get(key);
      if (!answer) {
        // `"imports": { "#db": "pg" }`. One `#` name cannot stand for another, which rules out a circle.
        const alias = specifier.startsWith("#")
          ? packages.importTarget(folder, specifier)?.specifier
          : undefined;
        const wanted = alias === undefined || alias.startsWith("#") ? specifier : alias;
        const path = find(folder, wanted);
        answer = path === undefined ? external(wanted) : { kind: "file", path };
        known.set(key, answer);
      }
      return answer;
    },
  };
}

/** `node:fs` and `fs` are one module. */
function builtinName(specifier: string): string | undefined {
  if (specifier.startsWith("node:")) return specifier.slice("node:".length);
  return isBuiltin(specifier) ? specifier : undefined;
}

/** Name of a package outside the tree; Deno's `npm:zod@3/v4` is `zod/v4`. */
function external(specifier: string): Resolution {
  const builtin = builtinName(specifier);
  if (builtin !== undefined) return { kind: "external", name: builtin };
  const deno = /^(?:npm|jsr):\/?((?:@[^/@]+\/)?[^/@]+)(?:@[^/]*)?(\/.*)?$/.exec(specifier);
  return { kind: "external", name: deno ? `${deno[1]}${deno[2] ?? ""}` : specifier };
}
