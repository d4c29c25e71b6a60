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

/** The program that npx starts: the only one, or the one that bears the package's name. */
export function npmBin(manifest: Manifest | undefined): { name: string; path: string } | undefined {
  const name = typeof manifest?.["name"] === "string" ? manifest["name"].replace(/^@[^/]*\//, "") : "";
  const { bin } = manifest ?? {};
  if (typeof bin === "string") return { name, path: plain(bin) };
  const all = Object.entries(recordOf(bin)).filter(
    (pair): pair is [string, string] => typeof pair[1] === "string",
  );
  const [chosen] = [...all.filter(([key]) => key === name), ...all];
  return chosen === undefined ? undefined : { name: chosen[0], path: plain(chosen[1]) };
}

const plain = (path: string): string => path.replace(/^(?:\.?\/)+/, "");

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

/**
 * Where the registry's record of a version differs from the package.json that is installed. A command that
 * runs on installing and that the record does not show is hidden from everybody who looks there.
 */
export function compareManifests(told: Manifest, packed: Manifest | undefined, builds: boolean): FetchNote[] {
  if (packed === undefined)
    return [{ weight: "danger", text: "The package has no package.json that can be read." }];
  const says = recordOf(told["scripts"]);
  const runs = recordOf(packed["scripts"]);
  const hidden = RUN_BY_NPM.filter((name) => typeof runs[name] === "string" && says[name] !== runs[name]);
  const other = ["name", "version", "dependencies", "optionalDependencies"].filter(
    (field) => !sameField(told[field], packed[field]),
  );
  // npm itself adds the one for native code.
  const gone = RUN_BY_NPM.filter(
    (name) =>
      typeof says[name] === "string" &&
      runs[name] === undefined &&
      !(builds && says[name] === "node-gyp rebuild"),
  );
  const notes: FetchNote[] = [];
  if (hidden.length > 0)
    notes.push({
      weight: "danger",
      text: `The package runs ${hidden.join(", ")} when it is installed, which the registry's record of this version does not show.`,
    });
  if (other.length + gone.length > 0)
    notes.push({
      weight: other.includes("name") ? "danger" : "odd",
      text: `The registry's record of this version and the package.json in it differ in ${[...other, ...gone.map((name) => `scripts.${name}`)].join(", ")}.`,
    });
  return notes;
}

function sameField(told: unknown, packed: unknown): boolean {
  if (typeof packed === "object" || typeof told === "object") {
    const left = pairsOf(told);
    const right = pairsOf(packed);
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

/** Sorted pairs; npm drops what is no text. */
function pairsOf(value: unknown): [string, unknown][] {
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
