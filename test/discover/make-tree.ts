/** Writes a tree of files into a new temporary folder, which is removed after the tests of the file. */
import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { temporaryFolder } from "../temporary.js";

/** Absolute path of the folder with these files in it. */
export function makeTree(files: Readonly<Record<string, string | Buffer>>): string {
  const root = temporaryFolder("test");
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), content);
  }
  return root;
}
