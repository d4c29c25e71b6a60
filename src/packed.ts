/**
 * Reads the data files that the build puts into dist/: packed rules and models.
 *
 * Most are JSON, made and validated by `npm run build`, so reading one is a single JSON.parse without
 * any check. Works from the bundle (the files lie beside it) and from the sources under the test
 * runner (they lie in ../dist).
 */
import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { InternalError } from "./errors.js";

/** What stands between two rules' pages in the file of all pages. */
export const PAGE_END = "\u001e";

const here = dirname(fileURLToPath(import.meta.url));

/** True in the bundle, false where the sources themselves run (under the test runner). */
export const isBuilt = basename(here) !== "src";

/** Absolute path of a file that the build made, e.g. "rules.json" or "tree-sitter-python.wasm". */
export function builtFile(name: string): string {
  return isBuilt ? join(here, name) : join(here, "..", "dist", name);
}

/** The parsed content of a packed JSON file. The caller states its type; the build has checked it. */
export const readPacked = <T>(name: string): T => JSON.parse(readPackedText(name)) as T;

/** The text of a packed file. */
export function readPackedText(name: string): string {
  try {
    return readFileSync(builtFile(name), "utf8");
  } catch (cause) {
    throw new InternalError(
      `The file ${name} of this installation is missing.`,
      "In a checkout, run `npm run build`. Otherwise install mcp-audit again.",
      { cause },
    );
  }
}
