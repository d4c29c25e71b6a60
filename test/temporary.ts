/** Folders for what tests write, in the system's temporary folder; none outlives the tests of its file. */
import { mkdtempSync, realpathSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll } from "vitest";

const made: string[] = [];
// Registered once for each test file, whose modules are its own: so a folder may be made in a test or outside of one.
afterAll(() => {
  for (const folder of made) rmSync(folder, { recursive: true, force: true });
});

/** Absolute path of a new folder, without links in it; `name` tells whose it is while the tests run. */
export function temporaryFolder(name: string): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), `mcp-audit-${name}-`)));
  made.push(folder);
  return folder;
}
