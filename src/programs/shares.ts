/**
 * Which files around the code belong to which program of a tree: those at the side of its sources or below.
 * What stands above several programs goes to the first of them, so that everything is looked at once.
 */
import type { Artifacts } from "../artifacts/types.js";

/** The share of each program, given by its sources; in their order. */
export function shareArtifacts(
  artifacts: Artifacts,
  programs: readonly (readonly string[])[],
): readonly Artifacts[] {
  if (programs.length < 2) return [artifacts];
  const owners = new Map<string, number>([["", 0]]);
  programs.forEach((sources, index) => {
    for (const path of sources)
      for (let folder = above(path); folder !== "" && !owners.has(folder); folder = above(folder))
        owners.set(folder, index);
  });
  const ownerOf = (path: string): number => {
    for (let folder = above(path); folder !== ""; folder = above(folder)) {
      const owner = owners.get(folder);
      if (owner !== undefined) return owner;
    }
    return 0;
  };
  return programs.map((_, index) => {
    const own = <T>(items: readonly T[], path: (item: T) => string): readonly T[] =>
      items.filter((item) => ownerOf(path(item)) === index);
    return {
      data: own(artifacts.data, (each) => each.path),
      texts: own(artifacts.texts, (each) => each.path),
      prose: own(artifacts.prose, (each) => each.at.path),
      clients: own(artifacts.clients, (each) => each.path),
      tools: own(artifacts.tools, (each) => each.at.path),
      dependencies: own(artifacts.dependencies, (each) => each.at.path),
      npm: own(artifacts.npm, (each) => each.path),
      python: own(artifacts.python, (each) => each.path),
      dockerfiles: own(artifacts.dockerfiles, (each) => each.path),
      workloads: own(artifacts.workloads, (each) => each.path),
      locked: artifacts.locked,
      notes: artifacts.notes,
    };
  });
}

function above(path: string): string {
  return path.slice(0, Math.max(0, path.lastIndexOf("/")));
}
