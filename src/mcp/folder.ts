/**
 * Which folders an agent may have audited: those that the user named when starting the server, and what is in
 * them. Links are followed before it is decided.
 */
import { realpathSync, statSync } from "node:fs";
import { resolve, sep } from "node:path";
import { UserError } from "../errors.js";

/**
 * The real path of `folder`, which is relative to the first root unless it is absolute. `roots` are real paths,
 * none of them the root of a file system. Throws a UserError for any other.
 */
export function allowedFolder(folder: string, roots: readonly string[]): string {
  const real = realPathOf(resolve(roots[0] ?? ".", folder));
  if (!roots.some((root) => real === root || real.startsWith(root + sep))) throw refused();
  if (!statSync(real).isDirectory()) throw refused();
  return real;
}

function realPathOf(path: string): string {
  try {
    return realpathSync(path);
  } catch {
    throw refused();
  }
}

/** One answer for all reasons, so that an agent cannot find out what is there outside of the roots. */
function refused(): UserError {
  return new UserError(
    "That is no folder which may be audited.",
    "Name a folder below those that mcp-audit was started with; the user can add one with --root.",
  );
}
