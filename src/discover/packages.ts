/**
 * The npm packages of a tree and the files that each names as its entry.
 *
 * Reads package.json only, and of it only the fields that say what is run or imported.
 */
import { posix } from "node:path";

export interface Package {
  /** Folder of the package.json, "" for the root. */
  readonly folder: string;
  /** Root-relative paths of what it names in bin, main, module and exports, and what exists of them. */
  readonly entries: readonly string[];
}

const SUFFIXES = ["", ".js", ".mjs", ".cjs", ".ts", "/index.js", "/index.ts"];

/** The packages whose package.json is among `paths`, innermost folders first. */
export function findPackages(
  paths: readonly string[],
  has: (path: string) => boolean,
  readText: (path: string) => string | undefined,
): Package[] {
  const packages: Package[] = [];
  for (const path of paths) {
    if (path !== "package.json" && !path.endsWith("/package.json")) continue;
    const folder = path.slice(0, Math.max(0, path.length - "/package.json".length));
    const manifest = parse(readText(path));
    if (folder !== "" && isCopy(folder, manifest)) continue;
    packages.push({ folder, entries: entriesOf(folder, manifest, has) });
  }
  return packages.sort((a, b) => b.folder.length - a.folder.length || (a.folder < b.folder ? -1 : 1));
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
