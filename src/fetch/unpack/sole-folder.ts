/** The one folder that an archive's content lies in, as in `name-1.0/...`; "" when it lies there directly. */
import { readdirSync } from "node:fs";

export function soleFolder(root: string): string {
  const entries = readdirSync(root, { withFileTypes: true });
  const [only] = entries;
  return entries.length === 1 && only?.isDirectory() === true ? only.name : "";
}
