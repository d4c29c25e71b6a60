/**
 * Answers for the server view which releases of packages a tree gets, from its manifests and lock files. They
 * are read only where a model distinguishes releases of a package that the program may import.
 */
import { type Ecosystem, readReleases, type WantedPackage } from "../artifacts/releases.js";
import type { Artifacts } from "../artifacts/types.js";
import type { Language } from "../ir/types.js";
import type { ModelFile } from "../models/types.js";
import { type KnownReleases, NEWEST, unstated } from "../server/releases.js";

const ECOSYSTEM: Readonly<Record<Language, Ecosystem>> = { javascript: "npm", python: "pypi" };

/** Where a tree says which releases it gets. */
export type ReleaseSources = Pick<Artifacts, "texts" | "dependencies">;

/** The part of the files around the code that says something of packages whose releases are distinguished. */
export function releaseSources(models: readonly ModelFile[], artifacts: ReleaseSources): ReleaseSources {
  const names = wantedPackages(models).map(({ name }) => name.toLowerCase());
  return {
    texts: artifacts.texts.filter(
      ({ kind, text }) => kind === "lock" && names.some((name) => text.toLowerCase().includes(name)),
    ),
    dependencies: artifacts.dependencies.filter(({ name }) => names.includes(name.toLowerCase())),
  };
}

/** What the tree says of the packages that the models distinguish releases of. */
export async function knownReleases(
  models: readonly ModelFile[],
  artifacts: ReleaseSources | undefined,
): Promise<KnownReleases> {
  const wanted = wantedPackages(models);
  if (artifacts === undefined || wanted.length === 0) return NEWEST;
  const releases = await readReleases(artifacts, wanted);
  return {
    of(condition, module) {
      const ecosystem = ECOSYSTEM[module.language];
      const found = releases.of(ecosystem, condition.of, module.path);
      if (found === undefined) return unstated(condition);
      const { version, exact, at } = found;
      const holds = releases.satisfies(ecosystem, version, condition.range);
      return { condition, release: version, exact, at, holds };
    },
  };
}

function wantedPackages(models: readonly ModelFile[]): WantedPackage[] {
  const ranges = new Map<string, WantedPackage>();
  for (const { language, hosting = [], entities = [] } of models)
    for (const { versions } of [...hosting, ...entities.flatMap((row) => row.validates ?? [])]) {
      if (versions === undefined) continue;
      const ecosystem = ECOSYSTEM[language];
      const key = `${ecosystem}|${versions.of}`;
      const before = ranges.get(key)?.ranges ?? [];
      ranges.set(key, { ecosystem, name: versions.of, ranges: [...before, versions.range] });
    }
  return [...ranges.values()];
}
