/** The innermost folder that holds all of several folders, by their names alone. */
import nodePath from "node:path";

/** Absolute paths in; undefined where there is none, as on two drives of Windows. */
export function commonFolder(
  folders: readonly string[],
  { dirname, sep }: Pick<typeof nodePath, "dirname" | "sep"> = nodePath,
): string | undefined {
  // There, names that differ in their case alone are the same.
  const level = (path: string): string => (sep === "\\" ? path.toLowerCase() : path);
  const holds = (outer: string, inner: string): boolean =>
    outer === inner || inner.startsWith(outer.endsWith(sep) ? outer : outer + sep);
  let common = folders[0] ?? ".";
  for (const folder of folders.slice(1)) {
    while (!holds(level(common), level(folder))) {
      const above = dirname(common);
      if (above === common) return undefined;
      common = above;
    }
  }
  return common;
}
