/** Which folders a tree belongs to. Looks for a `.git` entry upwards; reads nothing. */
import { existsSync, realpathSync } from "node:fs";
import { dirname, join, sep } from "node:path";

/** The innermost folder with a `.git` entry that holds `root`. */
function findRepository(root: string): string | undefined {
  for (let folder = root; ; folder = dirname(folder)) {
    if (existsSync(join(folder, ".git"))) return folder;
    if (dirname(folder) === folder) return undefined;
  }
}

/** What paths of portable reports are relative to: the repository that holds `root`, else `root` itself. */
export function findReportBase(root: string): string {
  return findRepository(root) ?? root;
}

/**
 * How far up from `root` something of the project may lie: the repository that holds it, else the working
 * directory when it holds `root`, else `root` itself.
 */
export function findBase(root: string, cwd: string): string {
  const repository = findRepository(root);
  if (repository !== undefined) return repository;
  const working = realpathSync(cwd);
  return root === working || root.startsWith(working.endsWith(sep) ? working : working + sep)
    ? working
    : root;
}
