/** What a tree that no registry describes says of itself: name, version, and what installing it runs. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import type { About } from "./cache.js";
import { noteBinaries, npmBin, npmInstallScripts, personOf, readManifest, urlOf } from "./describe-npm.js";
import type { InstallScript } from "./types.js";

type Described = Pick<
  About,
  | "name"
  | "version"
  | "bin"
  | "author"
  | "license"
  | "description"
  | "repository"
  | "installScripts"
  | "notes"
>;

/** `fromGit`: it is installed from its repository, which builds it first. */
export function describeTree(root: string, files: ReadonlySet<string>, fromGit: boolean): Described {
  const manifest = readManifest(root);
  const text = (field: string): string | undefined => {
    const value = manifest?.[field];
    return typeof value === "string" && value !== "" ? value : undefined;
  };
  const python: InstallScript[] =
    manifest === undefined && existsSync(join(root, "setup.py"))
      ? [{ name: "setup.py", command: "python setup.py bdist_wheel" }]
      : [];
  return {
    name: text("name"),
    version: text("version"),
    bin: npmBin(manifest),
    author: personOf(manifest?.["author"]),
    license: text("license"),
    description: text("description"),
    repository: urlOf(manifest?.["repository"]),
    installScripts: [
      ...(manifest === undefined ? [] : npmInstallScripts(manifest, root, fromGit)),
      ...python,
    ],
    notes: noteBinaries(files),
  };
}
