/**
 * The files and folders that a user names, as real paths, and the folder that holds all of them. Says in words
 * what is wrong with one that cannot be audited.
 */
import { realpathSync, type Stats, statSync } from "node:fs";
import { basename, dirname, resolve } from "node:path";
import { UserError } from "../errors.js";
import { isArtifactTarget } from "./artifact-files.js";
import { commonFolder } from "./common-folder.js";

export interface Target {
  /** A real path. */
  readonly path: string;
  readonly isFile: boolean;
}

export interface TargetOptions {
  /** Files and folders; at least one. */
  readonly paths: readonly string[];
  readonly cwd: string;
  /** Lower-case extensions with the dot that some front end reads. */
  readonly extensions: readonly string[];
}

/** The targets and the innermost folder that holds them. Throws a UserError for a path that cannot be one. */
export function findRoot(options: TargetOptions): {
  readonly root: string;
  readonly targets: readonly Target[];
} {
  const targets = options.paths.map((path) => resolveTarget(path, options));
  const root = commonFolder(targets.map(({ path, isFile }) => (isFile ? dirname(path) : path)));
  if (root === undefined) {
    throw new UserError(
      `No folder holds all of ${options.paths.join(", ")}.`,
      "Several paths are audited as one program; audit what is on different drives one after the other.",
    );
  }
  return { root, targets };
}

function resolveTarget(path: string, options: TargetOptions): Target {
  const absolute = resolve(options.cwd, path);
  let real: string;
  let stats: Stats;
  try {
    // The native one gives a name as it is written on the disk, where another case would find it, too.
    real = realpathSync.native(absolute);
    stats = statSync(real);
  } catch (error) {
    throw unusable(path, error as NodeJS.ErrnoException);
  }
  if (stats.isDirectory()) return { path: real, isFile: false };
  if (!stats.isFile()) {
    throw new UserError(
      `${path} is neither a file nor a folder.`,
      "Name the folder of a server, or one source file.",
    );
  }
  if (!options.extensions.includes(extensionOf(basename(real))) && !isArtifactTarget(basename(real))) {
    throw new UserError(
      `${path} is not a source file or configuration that mcp-audit reads.`,
      `It reads ${options.extensions.join(", ")}, manifests and configuration files. Name the folder of a server, or one such file.`,
    );
  }
  return { path: real, isFile: true };
}

function unusable(path: string, error: NodeJS.ErrnoException): UserError {
  if (error.code === "ENOENT" || error.code === "ENOTDIR") {
    return new UserError(
      `There is no file or folder ${path}.`,
      "Check the spelling; the path is relative to the working directory.",
    );
  }
  if (error.code === "ELOOP") {
    return new UserError(
      `${path} is a link that leads back to itself.`,
      "Name the folder that the link was meant to reach.",
    );
  }
  if (error.code === "EACCES" || error.code === "EPERM") {
    return new UserError(
      `${path} may not be read by this user.`,
      "Change its permissions, or run as a user who may read it.",
    );
  }
  return new UserError(
    `${path} cannot be opened (${error.code ?? error.message}).`,
    "Name the folder of a server, or one source file.",
  );
}

/** Lower-case extension of a file name, with the dot. */
export function extensionOf(name: string): string {
  const dot = name.lastIndexOf(".");
  return dot <= 0 ? "" : name.slice(dot).toLowerCase();
}
