/** The page on limits names the bounds that the program has. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import * as limits from "../../src/discover/limits.js";
import { root } from "../cli/run.js";

const page = readFileSync(join(root, "docs", "limits.md"), "utf8");
const megabytes = (bytes: number): string => `${bytes / 1024 / 1024} MB`;
const number = (count: number): string => count.toLocaleString("en-US");

it.each([
  ["a source file", megabytes(limits.MAX_FILE_BYTES)],
  [
    "a file that a package, a plugin or a client's configuration names as what is run",
    megabytes(limits.MAX_ENTRY_BYTES),
  ],
  ["a manifest", megabytes(limits.MAX_MANIFEST_BYTES)],
  ["a lock file", megabytes(limits.MAX_LOCK_BYTES)],
  ["a source map", megabytes(limits.MAX_MAP_BYTES)],
  ["a line of a file that is no entry", `${number(limits.MAX_LINE_CHARS)} characters`],
  ["source files in a scan", number(limits.MAX_FILES)],
  ["source text in a scan", megabytes(limits.MAX_TOTAL_BYTES)],
  ["files besides code", `${number(limits.MAX_ARTIFACTS)}, ${megabytes(limits.MAX_ARTIFACT_BYTES)} together`],
  ["entries of folders", number(limits.MAX_ENTRIES)],
  ["depth of folders", String(limits.MAX_DEPTH)],
])("the page on limits says of %s: %s", (what, bound) => {
  expect(page).toContain(`| ${what} | ${bound} |`);
});
