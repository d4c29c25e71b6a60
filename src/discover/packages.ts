/**
 * The packages of a tree and the files that each names as its entry.
 *
 * Reads manifests only, and of them only the fields that say what is run or imported.
 */
import { posix } from "node:path";
import type { ScanNote } from "../findings/types.js";
import { isFileOf, programAt } from "./programs.js";
import { isPruned } from "./prune.js";

export interface Package {
  /** Folder of the package.json, "" for the root. */
  readonly folder: string;
  /** Root-relative paths of what it names in bin, main, module and exports, and what exists of them. */
  readonly entries: readonly string[];
  /** What it starts besides, that does not look like a source or lies where nobody looks. */
  readonly programs: readonly string[];
  /** For some of them, a path by which a front end knows what they are. */
  readonly readAs: ReadonlyMap<string, string>;
  readonly notes: readonly ScanNote[];
}

/** Read access to the tree. */
export interface PackageFiles {
  /** Is it among the files that were listed? */
  has(path: string): boolean;
  readText(path: string): string | undefined;
  isSource(path: string): boolean;
  readonly root: string;
  readonly untrusted: boolean;
}

const MOST_NAMED = 100;
const SUFFIXES = ["", ".js", ".mjs", ".cjs", ".ts", "/index.js", "/index.ts"];

/** The packages whose package.json is among `paths`, innermost folders first. */
export function findPackages(paths: readonly string[], files: PackageFiles): Package[] {
  const packages: Package[] = [];
  for (const path of paths) {
    const folder = posix.dirname(path) === "." ? "" : posix.dirname(path);
    if (posix.basename(path) !== "package.json") continue;
    const manifest = parse(files.readText(path));
    if (folder !== "" && isCopy(folder, manifest)) continue;
    packages.push({
      folder,
      entries: entriesOf(folder, manifest, (each) => files.has(each)),
      ...programsOf(folder, manifest, files),
    });
  }
  return packages.sort((a, b) => b.folder.length - a.folder.length || (a.folder < b.folder ? -1 : 1));
}

/** What npm and Node start of it that was not listed as a source. */
function programsOf(
  folder: string,
  manifest: Record<string, unknown>,
  files: PackageFiles,
): Pick<Package, "programs" | "readAs" | "notes"> {
  const named: string[] = [];
  const fields = files.untrusted ? ["bin", "main", "module", "exports"] : ["bin", "main"];
  for (const field of fields) collect(manifest[field], named, 0);
  const programs: string[] = [];
  const readAs = new Map<string, string>();
  const notes: ScanNote[] = [];
  for (const path of named.slice(0, MOST_NAMED).map((name) => posix.join(folder, name))) {
    if (files.isSource(path) && files.has(path)) continue;
    if (!isFileOf(files.root, path)) continue;
    // What lies where nobody looks (`node_modules/`) is started by a stranger only.
    if (!files.untrusted && path.split("/").slice(0, -1).some(isPruned)) continue;
    const program = programAt(files.root, path);
    if (program === undefined) continue;
    if (program.note !== undefined) {
      if (files.untrusted) notes.push(program.note);
      continue;
    }
    programs.push(path);
    if (program.as !== undefined) readAs.set(path, program.as);
  }
  return { programs, readAs, notes };
}

/** The innermost package that holds `path`; `packages` as `findPackages` orders them. */
export function packageOf(path: string, packages: readonly Package[]): Package | undefined {
  return packages.find((candidate) => candidate.folder === "" || path.startsWith(`${candidate.folder}/`));
}

/** A build puts `{"type": "module"}` or a copy of the manifest into its output folder; that is no package. */
function isCopy(folder: string, manifest: Record<string, unknown>): boolean {
  return typeof manifest["name"] !== "string" || /(?:^|\/)(?:dist|build|out)$/.test(folder);
}

function parse(text: string | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? "{}");
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

function entriesOf(
  folder: string,
  manifest: Record<string, unknown>,
  has: (path: string) => boolean,
): string[] {
  const named: string[] = [];
  for (const field of ["bin", "main", "module", "exports"]) collect(manifest[field], named, 0);
  if (named.length === 0) named.push("index.js");
  const found = new Set<string>();
  for (const name of named) {
    const base = posix.join(folder, name);
    const path = SUFFIXES.map((suffix) => base + suffix).find(has);
    if (path !== undefined) found.add(path);
  }
  return [...found];
}

/** Every relative path in a string, or nested in the values of an object or array. */
function collect(value: unknown, into: string[], depth: number): void {
  if (typeof value === "string") {
    if (!value.includes("*") && !value.includes("\0")) into.push(value);
  } else if (typeof value === "object" && value !== null && depth < 8) {
    for (const inner of Object.values(value)) collect(inner, into, depth + 1);
  }
}
