/**
 * Holds a wheel against the source distribution of the same version: code in the wheel that is nowhere in
 * the source is what nobody reviewed who read the source.
 *
 * Files are matched by content, so that another layout (`src/pkg` becoming `pkg`) does not count. Line ends
 * and generated version files are let through.
 */
import { createHash } from "node:crypto";
import { type Dirent, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { FetchNote } from "./types.js";

const CODE = /\.(?:py|pyi|js|mjs|cjs|ts|sh|pth)$/i;
/** Written by build tools from the version control's state. */
const GENERATED = /(?:^|\/)_?_?version_?_?\.py$|(?:^|\/)_build_info\.py$/i;
const MOST_SHOWN = 5;

/** What is to be said of the wheel; nothing when the source explains it. */
export function compareWheel(source: string, wheel: string): FetchNote[] {
  const known = new Set([...codeFiles(source)].map(({ hash }) => hash));
  const strange = [...codeFiles(wheel)].filter(
    ({ path, hash, empty }) => !known.has(hash) && !empty && !GENERATED.test(path) && !path.endsWith(".pyi"),
  );
  if (strange.length === 0) return [];
  const names = strange.map(({ path }) => path).sort();
  const shown = names.slice(0, MOST_SHOWN).join(", ") + (names.length > MOST_SHOWN ? " ..." : "");
  return [
    {
      weight: "odd",
      text: `The wheel, which is what gets installed, holds code that the source distribution does not: ${shown}. The wheel was audited.`,
    },
  ];
}

/** Files of code below a folder, with a hash of their text. */
export function* codeFiles(
  root: string,
  folder = "",
): Generator<{ path: string; hash: string; empty: boolean }> {
  for (const entry of sorted(join(root, folder))) {
    const path = folder === "" ? entry.name : `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* codeFiles(root, path);
    else if (entry.isFile() && CODE.test(entry.name)) {
      const text = readFileSync(join(root, path), "latin1").replaceAll("\r\n", "\n").trimEnd();
      yield { path, hash: createHash("sha256").update(text).digest("hex"), empty: text === "" };
    }
  }
}

function sorted(folder: string): Dirent[] {
  return readdirSync(folder, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
}
