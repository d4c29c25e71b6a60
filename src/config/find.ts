/**
 * Finds the configuration of an audit: the file that was named, else the nearest mcp-audit.yml from the
 * audited folder upwards, up to the repository it lies in. Other people's trees are not asked.
 */
import { readFileSync, realpathSync, type Stats, statSync } from "node:fs";
import { basename, dirname, join, relative, resolve, sep } from "node:path";
import { UserError } from "../errors.js";
import type { ReadConfig } from "./read.js";

/** Names of the file, the first that is there counts. */
export const CONFIG_NAMES = ["mcp-audit.yml", "mcp-audit.yaml", ".mcp-audit.yml", ".mcp-audit.yaml"];

const MOST_BYTES = 1024 * 1024;

export interface ConfigPlace {
  /** The audited folder, a real path. */
  readonly root: string;
  /** The folder that holds the whole repository; at or above `root`. */
  readonly base: string;
  readonly cwd: string;
  /** What the user named, or undefined to look for one. */
  readonly file?: string;
}

export interface LoadedConfig extends ReadConfig {
  /** Absolute path. */
  readonly path: string;
  /** As shown to the user: relative to the working directory where that is shorter. */
  readonly name: string;
  /** Root-relative path, when the file lies in the audited folder. */
  readonly pathInRoot?: string;
  /** Where the audited root lies below the folder of the file, "" or "packages/a": patterns begin there. */
  readonly rootBelow: string;
}

/** The file that applies, without reading it. */
export function findConfig({ root, base, cwd, file }: ConfigPlace): string | undefined {
  if (file !== undefined) return resolve(cwd, file);
  for (let folder = root; ; folder = dirname(folder)) {
    for (const name of CONFIG_NAMES) {
      const path = join(folder, name);
      if (fileAt(path) !== undefined && isWithin(path, base)) return path;
    }
    if (folder === base || dirname(folder) === folder) return undefined;
  }
}

/** Reads the file that `findConfig` found. Throws a UserError for a file that cannot be read or is wrong. */
export async function loadConfig(
  path: string,
  { root, cwd }: ConfigPlace,
  ruleIds: readonly string[],
): Promise<LoadedConfig> {
  const name = shownName(path, cwd);
  const text = readText(path, name);
  const { readConfig } = await import("./read.js");
  const below = relative(dirname(path), root).split(sep).join("/");
  // A file from elsewhere, named by --config: its patterns begin at the audited folder.
  const rootBelow = below === ".." || below.startsWith("../") || /^[A-Za-z]:/.test(below) ? "" : below;
  const own = relative(root, path).split(sep).join("/");
  const isInRoot = !own.startsWith("../") && !/^[A-Za-z]:/.test(own);
  return {
    ...readConfig(text, name, ruleIds),
    path,
    name,
    rootBelow,
    ...(isInRoot ? { pathInRoot: own } : {}),
  };
}

/** True when a path, all links followed, lies in a folder: what a tree brings along must not lead out of it. */
export function isWithin(path: string, folder: string): boolean {
  try {
    const real = realpathSync(path);
    const top = realpathSync(folder);
    return real.startsWith(top.endsWith(sep) ? top : top + sep);
  } catch {
    return false;
  }
}

function fileAt(path: string): Stats | undefined {
  try {
    const stats = statSync(path, { throwIfNoEntry: false });
    return stats?.isFile() ? stats : undefined;
  } catch {
    return undefined;
  }
}

function readText(path: string, name: string): string {
  const stats = fileAt(path);
  if (stats === undefined) {
    if (statSync(path, { throwIfNoEntry: false }) !== undefined)
      throw new UserError(`The configuration ${name} is no regular file.`, "Name a file with --config.");
    throw new UserError(
      `There is no configuration file ${name}.`,
      "Check the spelling of --config; the path is relative to the working directory.",
    );
  }
  if (stats.size > MOST_BYTES)
    throw new UserError(`The configuration ${name} is larger than 1 MB.`, "Name a file that is one.");
  try {
    return readFileSync(path, "utf8");
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? "unknown error";
    throw new UserError(`The configuration ${name} could not be read (${code}).`, "Check its permissions.", {
      cause,
    });
  }
}

function shownName(path: string, cwd: string): string {
  const near = relative(cwd, path).split(sep).join("/");
  return near === "" || near.startsWith("../../..") ? basename(path) : near;
}
