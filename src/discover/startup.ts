/**
 * Files that Python reads at each start: of a `.pth` it executes the lines that begin with `import`. Others of that
 * ending hold weights of a model; they are large, and no text.
 */
import { lstatSync } from "node:fs";
import { join } from "node:path";

const MOST_BYTES = 256 * 1024;

export function isStartup(path: string): boolean {
  return /[.]pth$/i.test(path);
}

/** Is it small enough for one that Python would read? */
export function isSmall(root: string, path: string): boolean {
  return (lstatSync(join(root, path), { throwIfNoEntry: false })?.size ?? Infinity) <= MOST_BYTES;
}

/** The lines that are executed, each at its place; the others name folders. */
export function importLines(text: string): string {
  return text
    .split(/\r\n|[\n\r]/)
    .map((line) => (/^import[ \t]/.test(line) ? line : ""))
    .join("\n");
}
