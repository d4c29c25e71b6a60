/** Folders for the time that a script runs. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import process from "node:process";

// A signal would end the process without the event that removes the folders.
const signals = { SIGINT: 130, SIGTERM: 143 };

/** A new folder in the system's temporary folder; it is removed when the script ends, also when it fails. */
export function scratchFolder(name) {
  const folder = mkdtempSync(join(tmpdir(), `mcp-audit-${name}-`));
  process.on("exit", () => rmSync(folder, { recursive: true, force: true }));
  for (const [signal, code] of Object.entries(signals))
    if (process.listenerCount(signal) === 0) process.once(signal, () => process.exit(code));
  return folder;
}
