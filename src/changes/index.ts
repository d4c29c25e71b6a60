/**
 * What changed in the audited tree since a revision: the commits since the branch left it, and what is not
 * committed yet. New files that git does not know count as well, unless they are ignored.
 */
import { realpathSync } from "node:fs";
import { relative, sep } from "node:path";
import { UserError } from "../errors.js";
import type { Changes, FileChange } from "../policy/changes.js";
import { readDiff } from "./diff.js";
import { Git } from "./git.js";

const DIFF = [
  "--unified=0",
  "--no-color",
  "-O/dev/null",
  "--no-ext-diff",
  "--no-textconv",
  "--no-indent-heuristic",
  "--diff-algorithm=myers",
  "--find-renames",
  "--ignore-submodules=all",
  "--src-prefix=a/",
  "--dst-prefix=b/",
];

/** The changes below `root` since `revision`. Throws a UserError when git cannot say. */
export function changesSince(revision: string, root: string): Changes {
  if (revision.startsWith("-") || revision.trim() === "") {
    throw new UserError(
      `--since ${revision}: that is no revision.`,
      "Name a branch, a tag or a commit, for example --since origin/main.",
    );
  }
  const git = new Git(root);
  git.top();
  const commit = git.commit(revision);
  if (commit === undefined) {
    throw new UserError(
      `Git knows no revision ${revision}.`,
      "Check the spelling. In a pipeline, the checkout may be too shallow: fetch the whole history (fetch-depth: 0).",
    );
  }
  const head = git.commit("HEAD");
  const base = head === undefined ? commit : (git.mergeBase(commit, head) ?? commit);
  return changesFrom(git, base, root);
}

/** The changes below `root` that are not committed. */
export function changesInTree(root: string): Changes {
  const git = new Git(root);
  // In a repository without a commit, every file is new.
  return changesFrom(git, git.commit("HEAD"), root);
}

function changesFrom(git: Git, base: string | undefined, root: string): Changes {
  const top = realpathSync.native(git.top());
  const changes = new Map<string, FileChange>();
  const add = (path: string, change: FileChange): void => {
    const own = belowRoot(path, top, root);
    if (own !== undefined) changes.set(own, change);
  };
  if (base !== undefined) {
    for (const file of readDiff(git.run(["diff", ...DIFF, base, "--"]))) {
      add(file.path, file.isNew ? "all" : { lines: file.lines, removedAfter: file.removedAfter });
    }
  }
  // These are relative to the folder git works in, which is the root.
  const unknown = git.run(["ls-files", "-z", "--others", "--exclude-standard"]);
  const tracked = base === undefined ? git.run(["ls-files", "-z", "--cached"]) : "";
  for (const path of `${unknown}${tracked}`.split("\0")) if (path !== "") changes.set(path, "all");
  return changes;
}

/** A path of the repository as a path of the root, undefined outside of it. */
function belowRoot(path: string, top: string, root: string): string | undefined {
  const prefix = relative(top, realpathSync.native(root)).split(sep).join("/");
  if (prefix === "") return path;
  return path.startsWith(`${prefix}/`) ? path.slice(prefix.length + 1) : undefined;
}
