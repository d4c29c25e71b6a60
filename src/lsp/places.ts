/** Places of a report as a language client wants them: URIs and ranges that count from zero. */
import { join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Range } from "vscode-languageserver";
import type { Location } from "../findings/types.js";

/** URI of a root-relative path. */
export function uriOf(root: string, path: string): string {
  return pathToFileURL(join(root, path)).href;
}

/** Path of a file's URI, undefined for URIs of other kinds. */
export function pathOf(uri: string): string | undefined {
  try {
    return fileURLToPath(uri);
  } catch {
    return undefined;
  }
}

/** Columns are UTF-16 code units on both sides. */
export function rangeOf({ span }: Pick<Location, "span">): Range {
  const line = Math.max(0, span.line - 1);
  const endLine = Math.max(line, span.endLine - 1);
  const start = Math.max(0, span.col);
  const end = Math.max(span.endCol, endLine === line ? start + 1 : 0);
  return { start: { line, character: start }, end: { line: endLine, character: end } };
}
