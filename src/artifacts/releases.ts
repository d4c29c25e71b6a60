/**
 * Which release of a package stands behind the code of a folder, by what lock files pin and manifests allow.
 *
 * The nearest folder upwards that says something of the package decides; a lock file there goes before a
 * manifest. Where a range is all there is, installers take the newest release that it allows: of the releases
 * that the caller wants to tell apart, and of those that the range names, the newest one stands for it.
 * Nothing is asked of a registry.
 */
import type { Location } from "../findings/types.js";
import { lockedPackages } from "./index.js";
import type { Artifacts, Dependency, TextFile } from "./types.js";

export type Ecosystem = Dependency["ecosystem"];

/** A package whose releases differ in something, and the releases where that begins or ends. */
export interface WantedPackage {
  readonly ecosystem: Ecosystem;
  readonly name: string;
  /** Ranges in the ecosystem's own notation: ">=1.23.0", ">=1.2.0,<1.9.1". */
  readonly ranges: readonly string[];
}

export interface Release {
  readonly version: string;
  /** It is pinned; otherwise the newest one that is allowed was taken. */
  readonly exact: boolean;
  /** Where that is said. */
  readonly at: Location;
}

export interface Releases {
  /** What code of the file at `path` gets; undefined when the tree does not say. */
  of(ecosystem: Ecosystem, name: string, path: string): Release | undefined;
  satisfies(ecosystem: Ecosystem, version: string, range: string): boolean;
}

/** Ways to compare versions; each is its ecosystem's own library. */
interface Scheme {
  isVersion(text: string): boolean;
  satisfies(version: string, range: string): boolean;
  isRange(text: string): boolean;
  newest(versions: readonly string[]): string | undefined;
  /** Versions that a range begins with. */
  begins(range: string): readonly string[];
}

const VERSION = /\d+(?:\.\d+)*(?:[-.]?(?:a|b|rc|alpha|beta|dev|post)[\w.]*)?/gi;

/** Reads what the tree says of the packages. */
export async function readReleases(
  artifacts: Pick<Artifacts, "texts" | "dependencies">,
  wanted: readonly WantedPackage[],
): Promise<Releases> {
  const known = new Map<string, readonly Release[]>();
  for (const each of wanted) known.set(keyOf(each.ecosystem, each.name), []);
  const statements = [...artifacts.dependencies, ...(await inLocks(artifacts.texts, wanted))].filter((each) =>
    known.has(keyOf(each.ecosystem, each.name)),
  );
  const isPresent = (ecosystem: Ecosystem): boolean =>
    statements.some((each) => each.ecosystem === ecosystem);
  const schemes: Readonly<Record<Ecosystem, Scheme>> = {
    npm: isPresent("npm") ? await npm() : NO_SCHEME,
    pypi: isPresent("pypi") ? await pypi() : NO_SCHEME,
  };
  for (const each of wanted) {
    const own = statements.filter(
      (other) => keyOf(other.ecosystem, other.name) === keyOf(each.ecosystem, each.name),
    );
    known.set(keyOf(each.ecosystem, each.name), releasesOf(own, each, schemes[each.ecosystem]));
  }
  return {
    of: (ecosystem, name, path) => nearest(known.get(keyOf(ecosystem, name)) ?? [], path),
    satisfies: (ecosystem, version, range) => schemes[ecosystem].satisfies(version, range),
  };
}

const keyOf = (ecosystem: Ecosystem, name: string): string =>
  `${ecosystem}|${ecosystem === "pypi" ? name.toLowerCase().replace(/[-_.]+/g, "-") : name}`;

const folderOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf("/")));

/** Lock files are large: only those that name a package at all are read. */
async function inLocks(texts: readonly TextFile[], wanted: readonly WantedPackage[]): Promise<Dependency[]> {
  const out: Dependency[] = [];
  for (const file of texts)
    if (file.kind === "lock" && wanted.some(({ name }) => file.text.includes(name)))
      out.push(...(await lockedPackages(file)));
  return out;
}

/** Releases that files say, those of lock files first. */
function releasesOf(statements: readonly Dependency[], wanted: WantedPackage, scheme: Scheme): Release[] {
  const allowed = (path: string) =>
    statements.find((each) => each.kind !== "lock" && folderOf(each.at.path) === folderOf(path));
  const locked = statements.flatMap((each): Release[] => {
    if (each.kind !== "lock" || !scheme.isVersion(each.version)) return [];
    // A tree may hold several releases: the one that the manifest asks for is the server's own.
    const range = allowed(each.at.path)?.version;
    if (range !== undefined && scheme.isRange(range) && !scheme.satisfies(each.version, range)) return [];
    return [{ version: each.version, exact: true, at: each.at }];
  });
  const declared = statements.flatMap((each): Release[] => {
    if (each.kind === "lock") return [];
    const release = declaredRelease(each, wanted, scheme);
    return release === undefined ? [] : [release];
  });
  return [...locked, ...declared];
}

/** What a manifest asks for: a version, or the newest one of a range. */
function declaredRelease(each: Dependency, wanted: WantedPackage, scheme: Scheme): Release | undefined {
  const text = each.version.trim();
  const pinned = text.replace(/^={1,3}\s*/, "");
  if (scheme.isVersion(pinned)) return { version: pinned, exact: true, at: each.at };
  const any = text === "" || text === "*" || text === "latest";
  if (!any && !scheme.isRange(text)) return undefined;
  const named = [
    ...wanted.ranges.flatMap((range) => range.match(VERSION) ?? []),
    ...(any ? [] : scheme.begins(text)),
  ];
  const possible = named.filter(
    (version) => scheme.isVersion(version) && (any || scheme.satisfies(version, text)),
  );
  const version = scheme.newest(possible);
  return version === undefined ? undefined : { version, exact: false, at: each.at };
}

/** The statement in the deepest folder at or above a file. */
function nearest(releases: readonly Release[], path: string): Release | undefined {
  let best: Release | undefined;
  let depth = -1;
  for (const each of releases) {
    const folder = folderOf(each.at.path);
    const above = folder === "" || path.startsWith(`${folder}/`);
    const own = folder === "" ? 0 : folder.split("/").length;
    if (above && own > depth) [best, depth] = [each, own];
  }
  return best;
}

/** For an ecosystem of which the tree says nothing. */
const NO_SCHEME: Scheme = {
  isVersion: () => false,
  isRange: () => false,
  satisfies: () => false,
  newest: () => undefined,
  begins: () => [],
};

async function npm(): Promise<Scheme> {
  const { default: semver } = await import("semver");
  return semverScheme(semver);
}

function semverScheme(semver: typeof import("semver")): Scheme {
  return {
    isVersion: (text) => semver.valid(text) !== null,
    isRange: (text) => semver.validRange(text) !== null,
    satisfies: (version, range) => semver.satisfies(version, range),
    newest: (versions) => semver.rsort([...versions])[0],
    begins: (range) => [semver.minVersion(range)?.version ?? []].flat(),
  };
}

/** Python's own scheme, and the carets and tildes that Poetry writes. */
async function pypi(): Promise<Scheme> {
  const [{ default: pep440 }, { default: semver }] = await Promise.all([
    import("@renovatebot/pep440"),
    import("semver"),
  ]);
  const poetry = (range: string): boolean => /^\s*(?:\^|~(?!=))/.test(range);
  const plain = (version: string): string => semver.coerce(version)?.version ?? version;
  return {
    isVersion: (text) => pep440.valid(text) !== null,
    isRange: (text) => (poetry(text) ? semver.validRange(text) !== null : pep440.validRange(text)),
    satisfies: (version, range) =>
      poetry(range)
        ? semver.satisfies(plain(version), range)
        : pep440.satisfies(version, range, { prereleases: true }),
    newest: (versions) => [...versions].sort(pep440.rcompare)[0],
    begins: (range) => range.match(VERSION) ?? [],
  };
}
