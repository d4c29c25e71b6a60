/**
 * What the package.json of a fetched tree says that matters to whoever installs it: commands that npm runs
 * then, and programs that nobody can read. Nothing is resolved or run.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { FetchNote, InstallScript } from "./types.js";

/** A package.json, as far as it has the form that it should have. */
export type Manifest = Readonly<Record<string, unknown>>;

const RUN_BY_NPM = ["preinstall", "install", "postinstall"];
/** From a repository npm builds first. */
const RUN_FROM_GIT = ["prepare"];
const MOST_SHOWN = 5;

/** The package.json of a tree; undefined when there is none that npm could read. */
export function readManifest(root: string): Manifest | undefined {
  try {
    const value: unknown = JSON.parse(
      readFileSync(join(root, "package.json"), "utf8").replace(/^\ufeff/, ""),
    );
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Manifest)
      : undefined;
  } catch {
    return undefined;
  }
}

/** Commands that `npm install` of this package runs. */
export function npmInstallScripts(manifest: Manifest, root: string, fromGit = false): InstallScript[] {
  const scripts = recordOf(manifest["scripts"]);
  const found = [...RUN_BY_NPM, ...(fromGit ? RUN_FROM_GIT : [])].flatMap((name) => {
    const command = scripts[name];
    return typeof command === "string" && command.trim() !== "" ? [{ name, command }] : [];
  });
  const builds = found.some(({ name }) => name === "install" || name === "preinstall");
  if (!builds && manifest["gypfile"] !== false && existsSync(join(root, "binding.gyp")))
    found.push({ name: "install", command: "node-gyp rebuild" });
  return found;
}

/** Files of machine code among the paths of a tree. */
export function noteBinaries(paths: Iterable<string>): FetchNote[] {
  const found = [...paths]
    .filter((path) => /\.(?:node|exe|dll|so|dylib|wasm|jar|pyd|pyc|bin)$|\.so\.\d/i.test(path))
    .sort();
  if (found.length === 0) return [];
  const shown = found.slice(0, MOST_SHOWN).join(", ") + (found.length > MOST_SHOWN ? " ..." : "");
  const what =
    found.length === 1
      ? "1 file holds machine code, which was not read"
      : `${found.length} files hold machine code, which was not read`;
  return [{ weight: "gap", text: `${what}: ${shown}.` }];
}

/** Where the registry's record of a version differs from the package.json that is installed. */
export function compareManifests(told: Manifest, packed: Manifest | undefined): FetchNote[] {
  if (packed === undefined)
    return [{ weight: "danger", text: "The package has no package.json that can be read." }];
  const differing = ["name", "version", "dependencies", "optionalDependencies"].filter(
    (field) => !sameField(field, told[field], packed[field]),
  );
  const scripts = RUN_BY_NPM.filter(
    (name) => recordOf(told["scripts"])[name] !== recordOf(packed["scripts"])[name],
  );
  const fields = [...differing, ...scripts.map((name) => `scripts.${name}`)];
  if (fields.length === 0) return [];
  return [
    {
      weight: "danger",
      text: `The registry's record of this version and the package.json in it differ in ${fields.join(", ")}: what the registry shows is not what is installed.`,
    },
  ];
}

function sameField(field: string, told: unknown, packed: unknown): boolean {
  if (typeof packed === "object" || typeof told === "object") {
    const left = withoutOptional(field, told);
    const right = withoutOptional(field, packed);
    return JSON.stringify(left) === JSON.stringify(right);
  }
  // The registry writes versions without a leading "v" and trims names.
  return (
    told === packed ||
    String(packed)
      .trim()
      .replace(/^[v=]+/, "") === String(told)
  );
}

/** Sorted pairs; npm's publishing moves entries between the two fields and drops what is no text. */
function withoutOptional(_field: string, value: unknown): [string, unknown][] {
  return Object.entries(recordOf(value))
    .filter(([, version]) => typeof version === "string" && version !== "")
    .sort(([a], [b]) => (a < b ? -1 : 1));
}

/** The value as an object of properties; empty when it is none. */
export function recordOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : {};
}

/** `{ url }`, or a text. */
export function urlOf(value: unknown): string | undefined {
  const url = typeof value === "string" ? value : recordOf(value)["url"];
  return typeof url === "string" && url !== "" ? url : undefined;
}

/** `{ name }`, or a text like "Name <mail>". */
export function personOf(value: unknown): string | undefined {
  const name = typeof value === "string" ? value.replace(/\s*[<(].*$/, "") : recordOf(value)["name"];
  return typeof name === "string" && name.trim() !== "" ? name.trim() : undefined;
}
