/**
 * Tells which JavaScript files are emitted from sources in the same tree, so that code is audited once.
 *
 * A file in a build folder (`dist/`, `build/`, ...) or beside its source counts as emitted when a source
 * of the same package has the same path below its folder, when its source map names a file of the tree,
 * or when it is a chunk (`chunk-AB12CD34.js`) beside such files. A file without a twin is audited: code
 * that exists only in `dist/` is what a reader of the sources would not see. Of two builds of the same
 * sources (`esm/` and `cjs/`, `x.js` and `x.cjs`) one is kept.
 */
import { posix } from "node:path";
import { type Package, packageOf } from "./packages.js";

const BUILD_FOLDERS = new Set(["dist", "build", "out", "lib", "esm", "cjs", "output", "out-tsc", "bundle"]);
/** Hand-written JavaScript lives in `lib/` too, so a JavaScript twin elsewhere proves nothing there. */
const SURE_BUILD_FOLDERS = new Set(["dist", "build", "out", "out-tsc"]);
const SCRIPT = /[.][cm]?jsx?$/;
const TYPED = /[.][cm]?tsx?$/;
const EXTENSION = /[.][cm]?[jt]sx?$/;
const CHUNK = /^(?:chunk|shared|vendor)?[.-]?[\w.-]*-[A-Za-z0-9_-]{8}[.][cm]?js$|^chunk[.-]/;

export interface Emitted {
  /** Paths that are not audited. */
  readonly paths: ReadonlySet<string>;
  /** For the notes: folder or file, and what was left out there. */
  readonly reasons: readonly { readonly path: string; readonly message: string }[];
}

/** `mapSources` lists the sources that the map beside a file names, resolved to root-relative paths. */
export function findEmitted(
  sources: readonly string[],
  packages: readonly Package[],
  mapSources: (path: string) => readonly string[],
): Emitted {
  const all = new Set(sources);
  const paths = new Set<string>();
  const folders = new Map<string, number>();
  for (const [pkg, files] of byPackage(sources, packages)) {
    const twins = twinStems(files, pkg);
    const unmatched: { path: string; folder: string }[] = [];
    for (const path of files) {
      if (!SCRIPT.test(path)) continue;
      const folder = buildFolder(path, pkg);
      if (hasTwinBeside(path, all)) count(folders, posix.dirname(path), path, paths);
      else if (folder === undefined) continue;
      else if (matches(path, folder, twins)) count(folders, folder, path, paths);
      else if (twins.typed.size > 0) unmatched.push({ path, folder });
    }
    for (const { path, folder } of unmatched) {
      const chunk = folders.has(folder) && CHUNK.test(posix.basename(path));
      if (chunk || mapSources(path).some((source) => all.has(source) && source !== path)) {
        count(folders, folder, path, paths);
      }
    }
  }
  const reasons = [...folders].map(([path, files]) => ({
    path,
    message: `${files === 1 ? "1 file is" : `${files} files are`} emitted from sources of the tree; the sources were audited instead`,
  }));
  return { paths, reasons };
}

function count(folders: Map<string, number>, folder: string, path: string, paths: Set<string>): void {
  folders.set(folder, (folders.get(folder) ?? 0) + 1);
  paths.add(path);
}

function byPackage(sources: readonly string[], packages: readonly Package[]): Map<string, string[]> {
  const groups = new Map<string, string[]>();
  for (const path of sources) {
    const folder = packageOf(path, packages)?.folder ?? "";
    const group = groups.get(folder);
    if (group === undefined) groups.set(folder, [path]);
    else group.push(path);
  }
  return groups;
}

/** Path of the outermost build folder within the package that holds the file. */
function buildFolder(path: string, pkg: string): string | undefined {
  const inside = pkg === "" ? path : path.slice(pkg.length + 1);
  const segments = inside.split("/").slice(0, -1);
  const index = segments.findIndex((segment) => BUILD_FOLDERS.has(segment) || segment.startsWith("dist-"));
  if (index === -1 || segments.slice(0, index).includes("src")) return undefined;
  return posix.join(pkg, ...segments.slice(0, index + 1));
}

/** Stems of the package's sources: in full, and below their first folder (`src/a/b` and `a/b`). */
function twinStems(files: readonly string[], pkg: string): { typed: Set<string>; script: Set<string> } {
  const typed = new Set<string>();
  const script = new Set<string>();
  for (const path of files) {
    const inside = (pkg === "" ? path : path.slice(pkg.length + 1)).replace(EXTENSION, "");
    const below = inside.includes("/") ? inside.slice(inside.indexOf("/") + 1) : inside;
    if (TYPED.test(path)) typed.add(inside).add(below);
    else if (inside.startsWith("src/")) script.add(inside).add(below);
  }
  return { typed, script };
}

function matches(path: string, folder: string, twins: ReturnType<typeof twinStems>): boolean {
  const sure = SURE_BUILD_FOLDERS.has(posix.basename(folder));
  let rest = path.slice(folder.length + 1).replace(EXTENSION, "");
  for (let level = 0; level < 3; level++) {
    if (twins.typed.has(rest) || (sure && twins.script.has(rest))) return true;
    const slash = rest.indexOf("/");
    if (slash === -1) return false;
    rest = rest.slice(slash + 1);
  }
  return false;
}

/** `a.js` beside `a.ts`. */
function hasTwinBeside(path: string, all: ReadonlySet<string>): boolean {
  const stem = path.replace(EXTENSION, "");
  const types = path.endsWith(".mjs") ? [".mts"] : path.endsWith(".cjs") ? [".cts"] : [".ts", ".tsx"];
  return types.some((extension) => all.has(stem + extension));
}

const MODERN = new Set(["esm", "es", "module", "mjs"]);
const COMMON = new Set(["cjs", "commonjs"]);

/** The second of two builds of one program: `cjs/` beside `esm/`, `x.cjs` beside `x.js`. */
export function findDuplicateBuilds(sources: readonly string[], packages: readonly Package[]): Emitted {
  const all = new Set(sources);
  const entries = new Set(packages.flatMap((pkg) => pkg.entries.slice(0, 1)));
  const paths = new Set<string>();
  const folders = new Map<string, number>();
  for (const path of sources) {
    const twin = modernTwin(path, all);
    if (twin === undefined || paths.has(twin)) continue;
    const drop = entries.has(path) && !entries.has(twin) ? twin : path;
    count(folders, posix.dirname(drop), drop, paths);
  }
  const reasons = [...folders].map(([path, files]) => ({
    path,
    message: `${files === 1 ? "1 file repeats" : `${files} files repeat`} another build of the same code, which was audited instead`,
  }));
  return { paths, reasons };
}

function modernTwin(path: string, all: ReadonlySet<string>): string | undefined {
  if (path.endsWith(".cjs")) {
    const stem = path.slice(0, -4);
    const beside = [".js", ".mjs"].map((extension) => stem + extension).find((other) => all.has(other));
    if (beside !== undefined) return beside;
  }
  const segments = path.split("/");
  const index = segments.findIndex((segment) => COMMON.has(segment));
  if (index === -1) return undefined;
  for (const modern of MODERN) {
    const moved = [...segments];
    moved[index] = modern;
    const stem = moved.join("/").replace(EXTENSION, "");
    const twin = [".js", ".mjs"].map((extension) => stem + extension).find((other) => all.has(other));
    if (twin !== undefined) return twin;
  }
  return undefined;
}
