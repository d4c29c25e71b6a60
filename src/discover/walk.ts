/**
 * Lists the files of a tree, in a fixed order, without entering what is never audited.
 *
 * It reads directory entries only, never content. A link is not followed: what it points to inside
 * the tree is met under its own path, and what lies outside does not belong to the tree. That also
 * ends every loop.
 */
import { type Dirent, readdirSync, realpathSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import type { ScanNote } from "../findings/types.js";
import { MAX_DEPTH, MAX_ENTRIES } from "./limits.js";
import { isPruned, isVirtualEnvironment } from "./prune.js";

export interface Walk {
  /** Root-relative paths with forward slashes, in code-unit order of their folders and names. */
  readonly files: readonly string[];
  readonly notes: readonly ScanNote[];
}

/** Lists the regular files under `root` (a real path) whose name passes `wanted`. */
export function walk(root: string, wanted: (name: string) => boolean): Walk {
  const files: string[] = [];
  const notes: ScanNote[] = [];
  const pending: { path: string; depth: number }[] = [{ path: "", depth: 0 }];
  let entries = 0;
  while (pending.length > 0) {
    const { path: folder, depth } = pending.pop()!;
    const children = list(root, folder, notes);
    if (folder !== "" && isVirtualEnvironment(children.map((child) => child.name))) {
      notes.push({ path: folder, kind: "info", message: "a Python virtual environment, not audited" });
      continue;
    }
    entries += children.length;
    if (entries > MAX_ENTRIES) {
      notes.push({
        path: folder,
        kind: "failed",
        message: `the tree has more than ${MAX_ENTRIES} entries; the rest was not looked at`,
      });
      break;
    }
    const folders: string[] = [];
    for (const child of children) {
      const path = folder === "" ? child.name : `${folder}/${child.name}`;
      if (child.isSymbolicLink()) noteLink(root, path, wanted, notes);
      else if (child.isDirectory()) {
        if (isPruned(child.name)) continue;
        if (depth + 1 > MAX_DEPTH) notes.push(tooDeep(path));
        else folders.push(path);
      } else if (child.isFile()) {
        if (wanted(child.name)) files.push(path);
      } else if (wanted(child.name)) {
        notes.push({ path, kind: "skipped", message: "not a regular file" });
      }
    }
    for (const path of folders.reverse()) pending.push({ path, depth: depth + 1 });
  }
  return { files, notes };
}

function list(root: string, folder: string, notes: ScanNote[]): Dirent[] {
  try {
    const children = readdirSync(join(root, folder), { withFileTypes: true });
    return children.sort((a, b) => (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? "unknown error";
    notes.push({ path: folder || ".", kind: "failed", message: `the folder could not be read (${code})` });
    return [];
  }
}

function tooDeep(path: string): ScanNote {
  return { path, kind: "failed", message: `deeper than ${MAX_DEPTH} folders; not looked at` };
}

/** Says that a link was left alone, where that can hide something: it leads out, or nowhere. */
function noteLink(root: string, path: string, wanted: (name: string) => boolean, notes: ScanNote[]): void {
  let target: string;
  try {
    target = realpathSync(join(root, path));
    const name = path.slice(path.lastIndexOf("/") + 1);
    if (!statSync(target).isDirectory() && !wanted(name)) return;
  } catch {
    return; // a broken link or a loop of links holds no code
  }
  if (target === root || target.startsWith(root.endsWith(sep) ? root : root + sep)) return;
  if (target.split(sep).some(isPruned)) return; // an installed package
  notes.push({ path, kind: "skipped", message: "a link that leads out of the tree, not followed" });
}
