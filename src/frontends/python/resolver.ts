import type { Resolver, TreeFiles } from "../types.js";
export function createResolver(_files: TreeFiles): Resolver {
  return { resolve: (_f, s) => ({ kind: "external", name: s }) };
}
