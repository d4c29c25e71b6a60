/**
 * Chooses among the files of a tree what is audited. What is left out because of its role, and in a tree that is
 * not trusted a second build of the same code too, comes back when audited code loads it.
 *
 * An audit of what runs (`built`) takes the other side of findEmitted: the emitted files and what the packages
 * start. That they were made from the sources beside them is the word of whoever packed them.
 */
import { type Emitted, findDuplicateBuilds, findEmitted } from "./emitted.js";
import type { Package } from "./packages.js";
import { type LeftOut, leftOutRole } from "./roles.js";

export interface Choice {
  /** Paths that some front end reads, in order. */
  readonly candidates: readonly string[];
  readonly packages: readonly Package[];
  /** What is started besides what the packages name. */
  readonly entryPoints: ReadonlySet<string>;
  /** What the user asked for by name or pattern. */
  readonly isWanted: (path: string) => boolean;
  readonly mapSources: (path: string) => readonly string[];
  /** What packages start is audited whatever its role. */
  readonly untrusted: boolean;
  readonly built: boolean;
}

export interface Chosen {
  readonly sources: readonly string[];
  readonly reserve: ReadonlySet<string>;
  readonly roles: ReadonlyMap<string, LeftOut>;
  /** Left out, although they run. */
  readonly builds: readonly string[];
  readonly emitted: Emitted;
  readonly repeated: Emitted;
}

export function chooseSources(choice: Choice): Chosen {
  const { candidates, packages, isWanted, untrusted } = choice;
  const started = new Set([
    ...packages.flatMap((each) => [...each.entries, ...each.programs]),
    ...choice.entryPoints,
  ]);
  const authored: string[] = [];
  const roles = new Map<string, LeftOut>();
  for (const path of candidates) {
    const role = isWanted(path) || (untrusted && started.has(path)) ? undefined : leftOutRole(path);
    if (role === undefined) authored.push(path);
    else roles.set(path, role);
  }
  const emitted = findEmitted(authored, packages, choice.mapSources);
  const own = authored.filter((path) => !emitted.paths.has(path));
  const repeated = findDuplicateBuilds(own, packages);
  const isDropped = ({ paths }: Emitted, path: string): boolean => paths.has(path) && !isWanted(path);
  const builds = authored.filter(
    (path) => isDropped(emitted, path) || (started.has(path) && isDropped(repeated, path)),
  );
  const rest = { roles, builds, emitted, repeated };
  if (!choice.built) {
    const sources = authored.filter((path) => !isDropped(emitted, path) && !isDropped(repeated, path));
    const again = untrusted ? authored.filter((path) => isDropped(repeated, path)) : [];
    return { sources, reserve: new Set([...roles.keys(), ...again]), ...rest };
  }
  const running = new Set([...builds, ...own.filter((path) => started.has(path))]);
  const sources = authored.filter((path) => running.has(path));
  return { sources, reserve: new Set(candidates.filter((path) => !running.has(path))), ...rest };
}
