/** Import specifiers to files of the tree or to names of packages. */
import { isBuiltin } from "node:module";
import { posix } from "node:path";
import type { Resolution, Resolver, TreeFiles } from "../../types.js";
import { probe } from "./probe.js";

/** Resolver over the files of one tree. */
export function createResolver(files: TreeFiles): Resolver {
  return {
    resolve(fromPath, specifier): Resolution {
      if (specifier.startsWith(".")) {
        const path = probe(files, posix.join(posix.dirname(fromPath), specifier));
        if (path !== undefined) return { kind: "file", path };
      }
      return {
        kind: "external",
        name: specifier.startsWith("node:") && isBuiltin(specifier) ? specifier.slice(5) : specifier,
      };
    },
  };
}
