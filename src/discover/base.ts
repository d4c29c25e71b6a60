/** Which folder portable reports make paths relative to. Looks for a `.git` entry upwards; reads nothing. */
import { existsSync, realpathSync } from "node:fs";
import { dirname, join, sep } from "node:path";

/** The repository that holds `root`, else the working directory when it holds `root`, else `root` itself. */
export function findBase(root: string, cwd: string): string {
  for (let folder = root; ; folder = dirname(folder)) {
    if (existsSync(join(folder, ".git"))) return folder;
    if (dirname(folder) === folder) break;
  }
  const working = realpathSync(cwd);
  return root === working || root.startsWith(working.endsWith(sep) ? working : working + sep)
    ? working
    : root;
}
